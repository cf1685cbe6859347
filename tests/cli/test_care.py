"""Care with other people's files: nothing given is ever overwritten, one input never stops another."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "某县 许可.csv"
    shutil.copy(LICENCES / "bad-persons.csv", path)
    return path


@pytest.mark.parametrize("option", ["-o", "-w"])
def test_an_output_never_replaces_the_input(run: Callable, source: Path, option: str) -> None:
    workbook = source.with_suffix(".xlsx")
    shutil.copy(LICENCES / "bad-persons.xlsx", workbook)
    for path in (source, workbook):
        before = path.read_bytes()
        assert run("check", path, *STANDARD, option, path).code == 2
        assert path.read_bytes() == before


def test_outputs_do_not_replace_each_other_or_the_metadata(run: Callable, source: Path, tmp_path: Path) -> None:
    both = tmp_path / "both.xlsx"
    ran = run("check", source, *STANDARD, "-o", both, "-w", both)
    assert (ran.code, both.exists()) == (2, False)
    metadata = tmp_path / "metadata.json"
    metadata.write_text("{}", encoding="utf-8")
    assert run("check", source, *STANDARD, "--metadata", metadata, "-o", metadata).code == 2
    assert metadata.read_text(encoding="utf-8") == "{}"


def test_several_inputs_get_a_workbook_each(run: Callable, source: Path, tmp_path: Path) -> None:
    other = source.with_suffix(".xlsx")
    shutil.copy(LICENCES / "bad-persons.xlsx", other)
    assert run("check", source, other, *STANDARD, "-w", tmp_path / "one.xlsx").code == 2
    assert run("check", source, other, *STANDARD, "-w", tmp_path / "back").code == 1
    assert sorted(p.name for p in (tmp_path / "back").iterdir()) == ["批注_某县 许可.xlsx", "批注_某县 许可.xlsx.xlsx"]


def test_a_workbook_is_named_xlsx(run: Callable, source: Path, tmp_path: Path) -> None:
    ran = run("check", source, *STANDARD, "-w", tmp_path / "back.csv")
    assert (ran.code, "以 .xlsx 结尾" in ran.err) == (2, True)


def test_a_folder_is_no_output_file(run: Callable, source: Path, tmp_path: Path) -> None:
    assert run("check", source, *STANDARD, "-w", tmp_path / "no" / "x.xlsx").err.endswith("没有这个文件夹。先建好文件夹\n")
    (tmp_path / "某县 许可.json").mkdir()
    assert run("check", source, *STANDARD, "-o", tmp_path).err.endswith("这是文件夹。给出文件名\n")
    assert run("check", source, *STANDARD, "-o", tmp_path / "no" / "x.json").err.endswith("没有这个文件夹。先建好文件夹\n")


def test_an_empty_argument_checks_nothing(run: Callable) -> None:
    assert run("check", "", *STANDARD).code == 2
    assert run("check", LICENCES / "good-persons.csv", "-s", "").code == 2


def test_a_glob_without_files_does_not_stop_the_others(run: Callable, tmp_path: Path) -> None:
    ran = run("check", str(tmp_path / "*.csv"), LICENCES / "good-persons.csv", *STANDARD)
    assert (ran.code, "合格" in ran.out) == (2, True)


def test_options_that_do_not_fit_the_file(run: Callable) -> None:
    assert run("check", LICENCES / "good-persons.csv", *STANDARD, "--sheet", "1").code == 2
    assert run("check", LICENCES / "good-persons.xlsx", *STANDARD, "--encoding", "gb18030").code == 2
    assert run("check", LICENCES / "good-persons.csv", *STANDARD, "--encoding", "utf-16").code == 2


def test_a_title_line_is_passed_over_and_named(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "titled.csv"
    text = (LICENCES / "good-persons.csv").read_text(encoding="utf-8-sig")
    path.write_text("某县行政许可,," + "," * 17 + "\n" + text, encoding="utf-8")
    ran = run("check", path, *STANDARD)
    assert ran.code == 0
    assert "表上面有 1 行标题或说明" in ran.out
    assert run("check", path, *STANDARD, "--header-row", 2).code == 0


def test_unmasked_reports_are_not_kept(run: Callable, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DGOV_STD_STATE", str(tmp_path / "state"))
    run("check", source, *STANDARD, "--show-values")
    assert not (tmp_path / "state").exists()
    run("check", source, *STANDARD)
    assert len(list((tmp_path / "state").iterdir())) == 1


def test_metadata_by_title_and_unknown_fields(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "metadata.json"
    path.write_text(json.dumps({"信息资源名称": "某县行政许可", "share-type": "x"}), encoding="utf-8")
    ran = run("check", LICENCES / "good-persons.csv", *STANDARD, "--metadata", path)
    assert ran.code == 1
    assert "元数据“共享类型”填得不对: x" in ran.out
    path.write_text(json.dumps({"名称": "x"}), encoding="utf-8")
    ran = run("check", LICENCES / "good-persons.csv", *STANDARD, "--metadata", path)
    assert ran.code == 2
    assert "没有“名称”这一项。可用: 信息资源名称(resource-title)" in ran.err


def test_a_file_without_header_shows_no_data(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "nohead.csv"
    lines = (LICENCES / "good-persons.csv").read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    asked = ("check", path, "--dataset", "administrative-licence-person", "--all", "-f", "terminal", "-f", "json")
    refused, forced = run(*asked), run(*asked, "--header-row", 1)
    assert (refused.code, forced.code) == (2, 1)
    assert "没有表头: 第 1 行已经是数据" in refused.err
    shown = refused.err + forced.out
    assert not [cell for cell in lines[1].split(",") if len(cell) > 3 and cell in shown]


def test_all_lists_every_finding(run: Callable, source: Path) -> None:
    short, whole = run("check", source, *STANDARD), run("check", source, *STANDARD, "--all")
    assert len(short.out.splitlines()) <= 41
    assert "还有" not in whole.out
    assert len(whole.out.splitlines()) > 60


def test_a_bundle_of_another_format_is_refused(run: Callable, tmp_path: Path) -> None:
    run("compile", "licence-publicity", "-o", tmp_path)
    path = tmp_path / "administrative-licence-person.bundle.json"
    bundle = json.loads(path.read_bytes())
    for change in ({"format": 9}, {"checks": [{"pointer": "/x"}]}, {"binding": "x"}, {"codelists": {}}):
        path.write_text(json.dumps({**bundle, **change}), encoding="utf-8")
        ran = run("check", LICENCES / "good-persons.csv", "-s", path)
        assert (ran.code, len(ran.err.splitlines())) == (2, 1), (change, ran)


def test_a_standard_without_datasets(run: Callable, tmp_path: Path) -> None:
    ran = run("compile", "national", "-o", tmp_path)
    assert (ran.code, ran.err) == (2, "错误: national: 标准 national 没有数据集。给出含有 dataset 文档的文件夹\n")
