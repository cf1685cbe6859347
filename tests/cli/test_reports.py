"""Which report goes where: the screen, the file asked for, a folder, beside the input; the JSON report last."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std.cli.reports import Wanted, format_of, wanted
from dgov_std.errors import UsageError
from dgov_std.render import RENDERERS, SUFFIXES

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "某县 许可.csv"
    shutil.copy(LICENCES / "bad-persons.csv", path)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("formats", "output", "printed", "files"),
    [
        ((), None, ("terminal",), {}),
        ((), "a.json", ("terminal",), {"json": "a.json"}),
        ((), "a.HTML", ("terminal",), {"html": "a.HTML"}),
        ((), "a.md", ("terminal",), {"markdown": "a.md"}),
        (("json",), None, ("json",), {}),
        (("markdown", "terminal"), None, ("markdown", "terminal"), {}),
        (("html",), None, (), {"html": "检查单_x.html"}),
        (("html", "terminal"), "out.html", ("terminal",), {"html": "out.html"}),
        (("html", "json"), "out", (), {"html": "out/x.html", "json": "out/x.json"}),
    ],
)
def test_one_input(
    tmp_path: Path, formats: tuple[str, ...], output: str | None, printed: tuple[str, ...], files: dict[str, str]
) -> None:
    plan = wanted([tmp_path / "x.csv"], formats, [tmp_path / output] if output else [], "zh")
    (found,) = plan.each
    assert found.printed == printed
    assert found.files == {name: tmp_path / path for name, path in files.items()}
    assert not plan.together.formats


def test_several_outputs_are_files_of_different_formats(tmp_path: Path) -> None:
    asked = [tmp_path / name for name in ("a.json", "a.HTML", "a.sarif", "a.github.txt")]
    plan = wanted([tmp_path / "x.csv"], (), asked, "zh")
    assert plan.each == [Wanted(("terminal",), {"json": asked[0], "html": asked[1]}, located=True)]
    assert plan.together == Wanted((), {"sarif": asked[2], "github": asked[3]})
    assert wanted([tmp_path / "x.csv"], ("json",), asked[:2], "zh").each == [
        Wanted((), {"json": asked[0], "html": asked[1]})
    ]
    joint = [tmp_path / "a.sarif", tmp_path / "a.xml"]
    assert wanted([tmp_path / "x.csv", tmp_path / "y.csv"], (), joint, "zh").files == joint


@pytest.mark.parametrize(
    ("formats", "outputs", "said"),
    [
        ((), ["a.json", "b.json"], "two --output are of the format json"),
        ((), ["a.json", "out"], "several --output must all be files"),
        ((), ["a.json", "a.txt"], "names no format of a report"),
        (("junit",), ["a.json", "a.html"], "not that of the format junit"),
        (("junit", "json", "html"), ["a.json", "a.html"], "one file, which cannot hold several reports"),
    ],
)
def test_several_outputs_that_do_not_fit(tmp_path: Path, formats: tuple[str, ...], outputs: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        wanted([tmp_path / "x.csv"], formats, [tmp_path / name for name in outputs], "en")


def test_every_output_asked_for_is_written_and_its_path_told(run: Callable, source: Path, tmp_path: Path) -> None:
    data, page, again = tmp_path / "a.json", tmp_path / "a.html", tmp_path / "a.sarif"
    ran = run("check", source, *STANDARD, "-o", data, "-o", page)
    assert (ran.code, page.is_file()) == (1, True)
    assert ran.err == f"某县 许可.csv -> {data}, {page}\n"
    assert json.loads(data.read_bytes())["outputs"][0]["name"] == "a.html"
    ran = run("report", "render", data, "-o", again, "-o", tmp_path / "a.svg")
    assert (ran.code, again.is_file(), (tmp_path / "a.svg").is_file()) == (0, True, True)
    assert ran.err.count(str(tmp_path)) == 2


def test_where_to_read_more_is_said_of_a_report_that_was_kept(run: Callable, source: Path) -> None:
    assert "report show" in run("check", source, *STANDARD).out
    shown = run("check", source, *STANDARD, "--show-values").out
    assert ("report show" in shown, shown.endswith("(报告没有留底, 不能按回执号查看)\n")) == (False, True)


@pytest.mark.parametrize("name", ["::error file=x::a.csv", "##[set-output name=a;]b.csv"])
def test_a_runner_takes_no_name_of_a_file_for_a_command(
    run: Callable, source: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    source.rename(source.with_name(name))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.chdir(source.parent)
    for formats in (("-f", "json"), ("-f", "junit"), ()):
        ran = run("check", f"./{name}", *STANDARD, *formats, "--output-dir", "out")
        assert ran.code == 1
        assert not [line for line in (ran.out + ran.err).splitlines() if line.lstrip().startswith("::") or "##[" in line]


def test_several_inputs_go_into_a_folder_under_names_of_their_own(tmp_path: Path) -> None:
    inputs = [tmp_path / "a.csv", tmp_path / "a.xlsx"]
    found = wanted(inputs, ("html",), [tmp_path / "out"], "en").each
    assert [each.files["html"].name for each in found] == ["a.html", "a.xlsx.html"]
    assert (tmp_path / "out").is_dir()
    assert [each.files["html"].name for each in wanted(inputs, ("html",), [], "en").each] == [
        "report_a.html",
        "report_a.xlsx.html",
    ]


@pytest.mark.parametrize(("inputs", "formats"), [(2, ()), (2, ("json",)), (1, ("json", "html"))])
def test_one_file_holds_one_report(tmp_path: Path, inputs: int, formats: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="one file, which cannot hold several reports"):
        wanted([tmp_path / f"{i}.csv" for i in range(inputs)], formats, [tmp_path / "a.json"], "en")


def test_every_format_but_the_screen_has_a_suffix() -> None:
    assert set(RENDERERS) - set(SUFFIXES) == {"terminal"}


def test_the_json_report_names_the_hashes_of_the_others(run: Callable, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("check", source, *STANDARD, "-f", "json", "-f", "html", "-f", "markdown", "-f", "terminal", "-o", out)
    assert ran.code == 1
    assert names(out) == ["某县 许可.html", "某县 许可.json", "某县 许可.md"]
    said = {each["name"]: each["sha256"] for each in json.loads((out / "某县 许可.json").read_bytes())["outputs"]}
    assert said == {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("某县 许可.html", "某县 许可.md")
    }
    assert "网页: 某县 许可.html" in ran.out


def test_a_page_asked_for_by_format_lies_beside_the_input(run: Callable, source: Path, tmp_path: Path) -> None:
    ran = run("check", source, *STANDARD, "-f", "html", "-f", "terminal")
    assert ran.code == 1
    assert names(tmp_path) == ["某县 许可.csv", "检查单_某县 许可.html"]
    again = run("check", tmp_path, *STANDARD, "-f", "html")  # our own page is no input of the next run
    assert (again.code, again.out, again.err.count("检查单_")) == (1, "", 1)


def test_a_report_that_cannot_be_written_does_not_stop_the_others(run: Callable, source: Path, tmp_path: Path) -> None:
    second = tmp_path / "z.csv"
    shutil.copy(source, second)
    out = tmp_path / "out"
    (out / "某县 许可.json").mkdir(parents=True)
    ran = run("check", source, second, *STANDARD, "-f", "json", "-o", out)
    assert ran.code == 2
    assert "这是文件夹" in ran.err
    assert json.loads((out / "z.json").read_bytes())["input"]["name"] == "z.csv"


def test_a_saved_report_is_rendered_without_the_data(run: Callable, source: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.html"
    saved = tmp_path / "saved.json"
    run("check", source, *STANDARD, "-o", saved)
    source.unlink()
    assert run("report", "render", saved, "-o", first).code == 0
    assert first.read_bytes().lower().startswith(b"<!doctype html>")
    receipt = json.loads(saved.read_bytes())["receipt"]
    ran = run("report", "render", receipt, "-f", "markdown", "--lang", "en")
    assert ran.code == 0
    assert receipt in ran.out
    assert run("report", "render", receipt, "-f", "json").out.encode() == saved.read_bytes()
    assert run("report", "render", saved, "-o", saved).code == 2


def test_shown_values_are_for_the_owner_only(run: Callable, source: Path, tmp_path: Path) -> None:
    for values, mode in (((), 0o644), (("--show-values",), 0o600)):
        page = tmp_path / "page.html"
        run("check", source, *STANDARD, *values, "-o", page)
        assert page.stat().st_mode & 0o777 == mode
        page.unlink()


@pytest.mark.parametrize(
    ("formats", "output", "said"),
    [
        ((), "a.xlsx", "names no format of a report"),
        (("html",), "a.csv", "names no format of a report"),
        (("html",), "a.json", "not that of the format html"),
        (("json", "terminal"), "a.html", "not that of the format json"),
    ],
)
def test_a_suffix_says_the_format_or_nothing_is_written(
    tmp_path: Path, formats: tuple[str, ...], output: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        wanted([tmp_path / "x.csv"], formats, [tmp_path / output], "en")


def test_without_a_suffix_it_is_a_folder(tmp_path: Path) -> None:
    (found,) = wanted([tmp_path / "x.csv"], ("html",), [tmp_path / "十月"], "zh").each
    assert found.files == {"html": tmp_path / "十月" / "x.html"}
    (found,) = wanted([tmp_path / "x.csv"], ("terminal",), [tmp_path / "十一月"], "zh").each
    assert found == Wanted(("terminal",), {"json": tmp_path / "十一月" / "x.json"})


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.json", "json"),
        ("a.gitlab.json", "gitlab"),
        ("a.SARIF", "sarif"),
        ("a.sarif.json", "sarif"),
        ("a.junit.xml", "junit"),
        ("TEST-a.xml", "junit"),
        ("a.summary.md", "summary"),
        ("a.b.md", "markdown"),
        ("a.htm", "html"),
        ("a.conformance.html", "conformance"),
        ("a.txt", None),
        ("sarif", None),
    ],
)
def test_the_longest_suffix_that_fits_names_the_format(name: str, form: str | None) -> None:
    assert format_of(Path(name)) == form


JOINT_CASES = [
    (("sarif",), "x.sarif", None, (), {"sarif": "x.sarif"}),
    ((), "x.sarif", None, (), {"sarif": "x.sarif"}),
    (("sarif", "junit"), "out", None, (), {"sarif": "out/dgov-std.sarif", "junit": "out/dgov-std.junit.xml"}),
    (("github", "gitlab"), None, "out.d", ("github",), {"gitlab": "out.d/dgov-std.gitlab.json"}),
    (("github",), "x.github.txt", None, (), {"github": "x.github.txt"}),
    (("summary", "github"), None, None, ("summary", "github"), {}),
]


@pytest.mark.parametrize(("formats", "output", "folder", "printed", "files"), JOINT_CASES)
def test_a_format_about_all_inputs_has_one_file_under_one_name(
    tmp_path: Path,
    formats: tuple[str, ...],
    output: str | None,
    folder: str | None,
    printed: tuple[str, ...],
    files: dict[str, str],
) -> None:
    inputs = [tmp_path / "a.csv", tmp_path / "b.csv"]
    plan = wanted(inputs, formats, [tmp_path / output] if output else [], "zh", folder=tmp_path / folder if folder else None)
    assert plan.together.printed == printed
    assert plan.together.files == {name: tmp_path / path for name, path in files.items()}
    assert all(each.located and not set(each.formats) - {"terminal"} for each in plan.each)


def test_commands_and_the_screen_leave_a_folder_to_the_json_report(tmp_path: Path) -> None:
    plan = wanted([tmp_path / "a.csv"], ("terminal", "github"), [], "zh", folder=tmp_path / "out")
    assert plan.together == Wanted(("github",), {})
    assert plan.each == [Wanted(("terminal",), {"json": tmp_path / "out" / "a.json"}, located=True)]


def test_a_folder_is_a_folder_whatever_its_name(tmp_path: Path) -> None:
    plan = wanted([tmp_path / "a.csv"], ("json",), [], "zh", folder=tmp_path / "v1.0.json")
    assert plan.files == [tmp_path / "v1.0.json" / "a.json"]
    with pytest.raises(UsageError, match="exclude each other"):
        wanted([tmp_path / "a.csv"], ("json",), [tmp_path / "x"], "en", folder=tmp_path / "y")


def test_inputs_of_one_name_from_several_folders(run: Callable, source: Path, tmp_path: Path) -> None:
    for county in ("甲县", "乙县", "丙县"):
        (tmp_path / "in" / county).mkdir(parents=True)
        shutil.copy(source, tmp_path / "in" / county / "许可.csv")
    out = tmp_path / "out"
    assert run("check", tmp_path / "in", *STANDARD, "-f", "html", "-o", out, "-w", out).code == 1
    assert len(names(out)) == 6
    assert "许可.html" in names(out)
    assert {"甲县_许可.html", "丙县_许可.html", "乙县_许可.html"} & set(names(out))


def test_names_run_out_last(tmp_path: Path) -> None:
    inputs = [tmp_path / name for name in ("a.csv", "a.tsv.csv", "a.tsv", "b/a.csv", "b/a.csv")]
    made = [each.files["html"].name for each in wanted(inputs, ("html",), [tmp_path / "out"], "en").each]
    assert len(set(made)) == 5


def test_a_workbook_of_somebody_is_never_replaced(run: Callable, source: Path, tmp_path: Path) -> None:
    county = tmp_path / "甲县.xlsx"
    shutil.copy(LICENCES / "bad-persons.xlsx", county)
    before = county.read_bytes()
    ran = run("check", source, *STANDARD, "-w", county)
    assert (ran.code, "不是本程序写的批注表" in ran.err, county.read_bytes()) == (2, True, before)
    back = tmp_path / "批注.xlsx"
    assert [run("check", source, *STANDARD, "-w", back).code for _ in range(2)] == [1, 1]


def test_the_exit_code_survives_a_reader_that_leaves(tmp_path: Path) -> None:
    command = f"{sys.executable} -m dgov_std check {LICENCES / 'good-persons.csv'} -s licence-publicity -f json -f markdown"
    for reader in ("head -n 1", "true"):
        piped = f"set -o pipefail; {command} | {reader} > /dev/null"
        environment = {**os.environ, "DGOV_STD_STATE": str(tmp_path), "PYTHONPATH": str(LICENCES.parents[1]), "CI": ""}
        ran = subprocess.run(["bash", "-c", piped], env=environment, capture_output=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_report_of_before_does_not_outlive_its_file(
    run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("b\n1\n", encoding="utf-8")
    asked = ("check", "a.csv", "--output", "a.json", "--output", "a.svg", "--output", "a.html")
    run(*asked)
    (tmp_path / "a.csv").write_bytes(b"")
    assert run(*asked).code == 2
    report = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (report["verdict"], report["rows"]["total"]) == ("incomplete", 0)
    assert "没查完" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "没查完, 不能下结论" in (tmp_path / "a.html").read_text(encoding="utf-8")
