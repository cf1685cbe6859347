"""What is told of several files together, of two returns, of two reports and to a runner holds nothing of a person either."""

import csv
import json
import sys
from pathlib import Path

import pytest
from made_people import NUMBER, form_rows, found, leaks, people, read, spawn, spelled, table, windows

from dgov_std.render import JOINT, RENDERERS

CHECK = [sys.executable, "-m", "dgov_std", "check"]
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")
PEOPLE = 600


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two returns of the same people, called after one of them: the second one other numbers, other names, some gone."""
    folder = tmp_path_factory.mktemp("returns")
    everybody = people()[:PEOPLE]
    header, rows = table(everybody)
    later = [[*row[:-1], everybody[i % 7].number] for i, row in enumerate(rows) if i % 11]
    for row in later[::5]:
        row[header.index(NUMBER)] = everybody[3].number
    paths = folder / f"{everybody[0].number}.csv", folder / f"{everybody[1].phone}.csv"
    for path, lines in zip(paths, (rows, later), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *lines])
    return paths


@pytest.fixture(scope="module")
def reports(returns: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("reports")
    paths = folder / "0.json", folder / "1.json"
    for path, target in zip(returns, paths, strict=True):
        spawn(folder, *CHECK, path, *STANDARD, "-f", "json", "-o", target)
    return paths


def secrets() -> list[str]:
    return [secret for person in people()[:PEOPLE] for secret in (person.number, person.phone, person.name)]


def clean(texts: dict[str, str]) -> None:
    known, numbers = secrets(), windows(people()[:PEOPLE])
    assert {name: found(spelled(text), known) for name, text in texts.items() if found(spelled(text), known)} == {}
    assert {name: leaks(spelled(text), numbers) for name, text in texts.items() if leaks(spelled(text), numbers)} == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_inputs_together_and_the_summary_of_a_step(returns: tuple[Path, Path], tmp_path: Path, language: str) -> None:
    summary = tmp_path / "summary.md"
    formats = [part for name in RENDERERS for part in ("-f", name)]
    command = [*CHECK, *returns, *STANDARD, *formats, "--output-dir", tmp_path / "out", "--lang", language]
    command += ["--failing-rows", tmp_path / "rows", "--write-baseline", tmp_path / "baseline.json"]
    # In the folder of the data, where paths are told as they are written, and elsewhere.
    for number, folder in enumerate((returns[0].parent, tmp_path)):
        runner = {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_STEP_SUMMARY": str(summary)}
        ran = spawn(folder, *command, DGOV_STD_STATE=str(tmp_path / "state"), **runner)
        assert ran.returncode == 1, ran.stderr.decode()
        texts = {path.name.partition(".")[2]: read(path) for path in (tmp_path / "out").iterdir()}
        assert len(list((tmp_path / "out").iterdir())) >= 2 * (len(RENDERERS) - len(JOINT) - 1) + len(JOINT) - 1
        texts |= {"out": ran.stdout.decode(), "err": ran.stderr.decode(), "baseline": read(tmp_path / "baseline.json")}
        texts["step"] = summary.read_text(encoding="utf-8")
        assert all(texts.values()) or texts["err"] == "", number
        clean(texts)
    data = "".join(read(path) for path in (tmp_path / "rows").iterdir())
    assert len(found(data, secrets())) > PEOPLE  # there they are, by purpose


def test_a_list_of_known_faults_cannot_be_reversed(returns: tuple[Path, Path], tmp_path: Path) -> None:
    """Whose key is personal is counted only: a hash of a number of so few digits would be undone in minutes."""
    target = tmp_path / "baseline.json"
    spawn(tmp_path, *CHECK, returns[0], "-s", "licence-publicity", "--as-of", "2026-10-31", "--write-baseline", target)
    (known,) = json.loads(target.read_bytes())["tables"]
    assert len(known["issues"]) > 5
    assert (known["key"], {tuple(issue) for issue in known["issues"]}) == ([], {("check", "column", "count")})


@pytest.mark.parametrize("form", ["terminal", "json", "markdown"])
def test_two_returns_and_two_reports(
    returns: tuple[Path, Path], reports: tuple[Path, Path], tmp_path: Path, form: str
) -> None:
    texts = {}
    for language in ("zh", "en"):
        for key in (NUMBER, "行政许可决定文书号"):
            command = ["compare", *returns, "--key", key, *STANDARD[:2], "-f", form, "--lang", language]
            ran = spawn(tmp_path, *CHECK[:3], *command)
            texts |= {f"{language} {key}": ran.stdout.decode(), f"{language} {key} errors": ran.stderr.decode()}
            assert ran.returncode in {0, 1, 2}
        ran = spawn(tmp_path, *CHECK[:3], "report", "diff", *reports, "-f", form, "--lang", language)
        assert ran.stdout, ran.stderr.decode()
        texts[f"{language} diff"] = ran.stdout.decode()
    assert any("行政许可决定文书号" in name and text for name, text in texts.items())
    clean(texts)


def test_the_search_finds_what_a_format_writes_otherwise() -> None:
    person = people()[5]
    escaped = [f"%{byte:02X}" for byte in person.name.encode()]
    for text in ("".join(escaped), "".join(f"&#{ord(c)};" for c in person.name), json.dumps(person.name)):
        assert found(spelled(text), [person.name]) == [person.name]
    _, rows = form_rows("licences/good-persons", [person] * 30)
    assert leaks(str(rows), windows([person]))
