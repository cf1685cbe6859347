"""5,000 made-up people with every usual fault: no number, telephone or name of theirs is in any report of any format.

Data artefacts (annotated workbook, instance, failing rows) carry the submitter's own data by purpose: these are
for the owner only, and listed in the report.

What no program can promise: a name of two to four Chinese characters in a column that is not personal,
with no number beside it, cannot be told from other words, nor can one in a file's name. Such names are
therefore typed here into personal columns only, or together with a number.
"""

import csv
import json
import re
import shutil
import stat
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from made_people import ROOT, form_rows, found, leaks, people, read, spawn, spelled, table, windows

from dgov_std.render import RENDERERS

FORMS = {
    "licences/good-organisations": "licence-publicity",
    "licences/good-persons": "licence-publicity",
    "penalties/good-organisations": "penalty-publicity",
    "penalties/good-persons": "penalty-publicity",
}
IN_FORMS = 400
CHECK = [sys.executable, "-m", "dgov_std", "check"]
# Written as arguments rather than a shell's line.
FORMATS = [part for name in RENDERERS for part in ("-f", name)]
ROWS = [f"rows.{suffix}" for suffix in ("csv", "parquet", "xlsx")]


@dataclass(frozen=True)
class Run:
    """The texts a run gave, by name, and its folder."""

    folder: Path
    texts: dict[str, str]
    report: dict


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp(request.param)
    everybody = people()
    header, rows = table(everybody)
    source = folder / f"{everybody[1].number}_{everybody[1].phone}.{request.param}"
    if request.param == "csv":
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    else:
        book = xlsxwriter.Workbook(str(source), {"strings_to_numbers": False, "strings_to_formulas": False})
        sheet = book.add_worksheet(everybody[2].phone)
        for i, row in enumerate([header, *rows]):
            sheet.write_row(i, 0, row)
        book.close()
    texts = {}
    for language in ("zh", "en"):
        out = folder / language
        command = [*CHECK, source, "-s", "licence-publicity", "--as-of", "2026-10-31", *FORMATS, "--all"]
        command += ["-o", out, "-w", folder / "a.xlsx", "--emit-instance", folder / "i.json", "--lang", language]
        command += [part for name in ROWS for part in ("--failing-rows", folder / name)]
        command += ["--threshold", "IDN201:max_rate=99%", "--write-baseline", folder / f"{language}.baseline.json"]
        ran = spawn(folder, *command)
        assert ran.returncode == 1, ran.stderr.decode()
        texts |= {f"{language} screen": ran.stdout.decode(), f"{language} errors": ran.stderr.decode()}
        texts |= {f"{language}/{path.name.partition('.')[2]}": spelled(read(path)) for path in out.iterdir()}
        texts[f"{language} baseline"] = read(folder / f"{language}.baseline.json")
        report = json.loads((out / f"{source.stem}.json").read_bytes())
        for finding in report["findings"]:
            show = ["report", "show", report["receipt"], str(finding["number"]), "--lang", language]
            texts[f"{language} finding {finding['number']}"] = spawn(folder, *CHECK[:3], *show).stdout.decode()
    texts |= {f"kept {path.name}": path.read_text(encoding="utf-8") for path in (folder / "state").iterdir()}
    with zipfile.ZipFile(folder / "a.xlsx") as book:
        index = re.search(
            r'<sheet [^>]*name="(检查结果|Check result)[^>]*r:id="(rId\d+)"', book.read("xl/workbook.xml").decode()
        )
        assert index
        relation = re.search(rf'<Relationship [^>]*?Id="{index[2]}"[^>]*>', book.read("xl/_rels/workbook.xml.rels").decode())
        assert relation
        target = re.search(r'Target="/?(?:xl/)?([^"]+)"', relation[0])
        assert target
        texts["index sheet"] = _strings(book, f"xl/{target[1]}")
    return Run(folder, texts, report)


def _strings(book: zipfile.ZipFile, part: str) -> str:
    """Return the texts of one sheet, looked up in the shared strings where they stand there."""
    sheet = book.read(part).decode()
    known = []
    if "xl/sharedStrings.xml" in book.namelist():
        known = re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.DOTALL)
    shared = re.findall(r'<c [^>]*t="s"[^>]*><v>(\d+)</v>', sheet)
    return "\n".join(re.findall(r"<t[ >].*?</t>", sheet)) + "\n".join(known[int(place)] for place in shared)


def test_no_report_holds_a_number_a_telephone_or_a_name(run: Run) -> None:
    secrets = [secret for person in people() for secret in (person.number, person.phone, person.name)]
    assert len(run.texts) > 40
    written = {name for name in run.texts if name.startswith("zh/")}
    assert len(written) >= len(RENDERERS) - 2  # the screen's, and what a runner reads there
    assert {name: hits for name, text in run.texts.items() if (hits := found(text, secrets))} == {}


def test_nor_in_another_spelling(run: Run) -> None:
    """Full-width, cut by spaces, hyphens or invisible characters, or written as bytes in an escape."""
    numbers = {person.number for person in people()} | {person.phone for person in people()}
    for name, text in run.texts.items():
        narrow = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "Ｚ" else c for c in text)
        joined = re.sub(r"(?<=[\dX])[\s\u200b,._-]{1,2}(?=[\dX])", "", narrow)
        assert not (set(re.findall(r"(?=(\d{17}[\dX]|1[3578]\d{9}))", joined)) & numbers), name


def test_the_test_would_find_them(run: Run) -> None:
    person = people()[77]
    assert found(f"x{person.number}y {person.name} {person.phone}", [person.number, person.name, person.phone])
    secrets = [person.number for person in people()]
    assert len(found(read(run.folder / "rows.xlsx"), secrets)) > 0.7 * len(secrets)
    path = next(run.folder.glob("[0-9]*.csv"), None)
    if path is not None:
        assert len(found(path.read_text(encoding="utf-8"), secrets)) > 0.9 * len(secrets)


def test_nothing_of_a_personal_column_is_shown_but_its_shape(run: Run) -> None:
    """So no pair of findings can rebuild a value: whatever is shown of one is what is shown of all."""
    personal = {column["index"] for column in run.report["columns"] if column["personal"]}
    assert len(personal) >= 2
    concerned = [f for f in run.report["findings"] if personal & set(f["columns"]) and f["unit"] != "file"]
    assert len(concerned) >= 8
    for finding in concerned:
        for example in finding["examples"]:
            assert example["masked"] is True
            assert example["suggestion"] is None
            assert not re.search(r"[0-8a-zB-Z０-８\u4e00-\u9fff]", example["value"].replace("文", "").replace("…", "")), (
                example
            )
        if len(finding["columns"]) > 1 and finding["unit"] != "cell":  # one cause in cells of several columns is no pair
            assert finding["examples"] == []


def test_data_artefacts_are_private_and_listed(run: Run) -> None:
    listed = {output["name"]: output["personal"] for output in run.report["outputs"]}
    for name in ("a.xlsx", "i.json", *ROWS):
        assert listed[name] is True
        assert stat.S_IMODE((run.folder / name).stat().st_mode) == 0o600
    assert {name for name, personal in listed.items() if personal} == {"a.xlsx", "i.json", *ROWS}
    assert all(len(found(text, [people()[1].number])) == 0 for text in map(str, listed))
    assert all("含个人信息" in text for name, text in run.texts.items() if name == "zh screen")


@pytest.mark.parametrize("form", FORMS)
def test_no_form_shows_a_mistyped_number_or_a_name(form: str, tmp_path: Path) -> None:
    """Numbers in every column, typed wrong; names in personal columns or beside a number; numbers in names of files."""
    everybody = people()[:IN_FORMS]
    header, rows = form_rows(form, everybody)
    one, two, three = everybody[:3]
    source, metadata = tmp_path / f"{one.number}.csv", tmp_path / f"{two.number}.json"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    metadata.write_text(json.dumps({"provider": one.phone, "time-range": two.phone, "update-cycle": three.number}))
    command = [*CHECK, source, "-s", FORMS[form], "--as-of", "2026-10-31", *FORMATS, "--all", "--metadata", metadata]
    if "penalties" in form:
        calendar = tmp_path / f"{three.number}.csv"
        shutil.copy(ROOT / "examples" / "penalties" / "working-days-invented.csv", calendar)
        command += ["--codelist", f"working-days={calendar}"]
    texts = {}
    for language in ("zh", "en"):
        ran = spawn(tmp_path, *command, "-o", tmp_path / language, "--lang", language)
        assert ran.returncode in {1, 3}, ran.stderr.decode()
        texts |= {f"{language} screen": ran.stdout.decode(), f"{language} errors": ran.stderr.decode()}
        texts |= {f"{language} {p.name.partition('.')[2]}": spelled(read(p)) for p in (tmp_path / language).iterdir()}
    wanted, names = windows(everybody), [person.name for person in everybody]
    assert len(leaks(source.read_text(encoding="utf-8"), wanted)) > IN_FORMS
    assert {name: hits for name, text in texts.items() if (hits := leaks(text, wanted))} == {}
    assert {name: hits for name, text in texts.items() if (hits := found(text, names))} == {}


def test_no_name_of_another_file_sheet_or_folder_shows_a_number(tmp_path: Path) -> None:
    one, two, three = everybody = people()[:3]
    folder = tmp_path / one.name
    folder.mkdir()
    source, other = folder / "sites.xlsx", folder / f"{two.number}.csv"
    book = xlsxwriter.Workbook(str(source), {"strings_to_numbers": False})
    book.add_worksheet("说明")
    sheet = book.add_worksheet(three.phone)
    for i, row in enumerate(
        [("站点编号", "单位编号", "单位名称", "区县代码"), ("1", "7", "无", one.number), ("2", "8", "局", "")]
    ):
        sheet.write_row(i, 0, row)
    book.close()
    other.write_text("单位编号,单位名称,代码\n1,市容局,330102\n", encoding="utf-8")
    standard = ROOT / "tests" / "crossrow" / "province"
    command = [*CHECK, source, "-s", standard, "--dataset", "sites", *FORMATS, "-o", folder / "out"]
    command += ["--sheet", three.phone, "--reference", f"offices={other}", "--reference", f"districts.csv={other}"]
    ran = spawn(folder, *command)
    assert ran.returncode == 1, ran.stderr.decode()
    texts = [spelled(read(path)) for part in ("out", "state") for path in (folder / part).iterdir()]
    assert len(texts) >= len(RENDERERS) - 1
    assert json.loads((folder / "out" / "sites.json").read_bytes())["options"]["sheet"] == "9" * 11
    for text in (*texts, ran.stdout.decode(), ran.stderr.decode()):
        assert leaks(text, windows(everybody)) == []
    assert not any(one.name in text for text in texts)
