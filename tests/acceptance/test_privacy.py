"""5,000 made-up people with every usual fault: no number, telephone or name of theirs is in any report.

Data artefacts (annotated workbook, instance) carry the submitter's own data by purpose: these are
for the owner only, and listed in the report.

What no program can promise: a name of two to four Chinese characters in a column that is not personal,
with no number beside it, cannot be told from other words, nor can one in a file's name. Such names are
therefore typed here into personal columns only, or together with a number.
"""

import csv
import json
import random
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 5_000
_FAMILY = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗"
_GIVEN = "曦璟瑄翊甯昕珺玥琛澍熠翀骁垚焱淼犇赟祎喆婧妤嫣嬿懿歆煜晟旻曌"


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    number: str
    phone: str


def check_character(body: str) -> str:
    return "10X98765432"[sum(int(c) * pow(2, 17 - i, 11) for i, c in enumerate(body)) % 11]


def people(seed: int = 20261122) -> list[Person]:
    r = random.Random(seed)
    names = [a + b + c for a in _FAMILY for b in _GIVEN for c in _GIVEN]
    found = {}
    for name in r.sample(names, PEOPLE):
        body = f"{r.choice(['330106', '110105', '440305', '610104'])}{r.randint(1950, 2005)}{r.randint(1, 12):02d}"
        body += f"{r.randint(1, 28):02d}{r.randint(0, 999):03d}"
        number = body + check_character(body)
        found[number] = Person(name, number, f"1{r.choice('3578')}{r.randint(0, 999_999_999):09d}")
    return list(found.values())


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


NUMBER, NAME, TYPE, NOTE = "证件号码", "行政相对人名称", "证件类型", "备注"
# What is typed where: column -> text, from the person and the next one.
FAULTS = [
    lambda p, q: {},
    lambda p, q: {NUMBER: p.number[:-1] + ("0" if p.number[-1] != "0" else "1")},
    lambda p, q: {NUMBER: " " + p.number, NAME: p.name + " "},
    lambda p, q: {NUMBER: wide(p.number)},
    lambda p, q: {NUMBER: f"{p.number[:6]}-{p.number[6:14]}-{p.number[14:].lower()}"},
    lambda p, q: {NUMBER: p.number[:11] + p.number[12:]},
    lambda p, q: {NUMBER: f"{float(p.number[:17] + '0'):.5E}"},
    lambda p, q: {NUMBER: p.number[:15] + "000"},
    lambda p, q: {NUMBER: p.number + p.number[-1]},
    lambda p, q: {NUMBER: p.number[:6] + p.number[8:17]},
    lambda p, q: {NUMBER: f"\u200b{p.number}"},
    lambda p, q: {NOTE: f"经办人电话{p.phone}, 证号{p.number}。" * 40},
    lambda p, q: {NOTE: f"+86 {p.phone[:3]} {p.phone[3:7]} {p.phone[7:]}"},
    lambda p, q: {"许可编号": p.number, "许可证书名称": ""},
    lambda p, q: {"许可类别": p.number, "当前状态": p.phone},
    lambda p, q: {"许可类别": f"{p.number[:6]} {p.number[6:14]} {p.number[14:]}"},
    lambda p, q: {"行政许可决定文书号": f"证[2026]{p.number}号", "许可决定日期": p.number[6:14]},
    lambda p, q: {"行政相对人代码_1(统一社会信用代码)": p.number},
    lambda p, q: {TYPE: "护照号"},
    lambda p, q: {TYPE: "港澳居民来往内地通行证", NUMBER: "H" + p.phone},
    lambda p, q: {TYPE: p.number, NUMBER: p.name},
    lambda p, q: {NAME: f"{p.name}{p.phone}" * 20},
    lambda p, q: {NAME: "", NUMBER: ""},
    lambda p, q: {NUMBER: q.number, NAME: q.name},
    lambda p, q: {"许可机关统一社会信用代码": p.phone, "数据来源单位统一社会信用代码": wide(p.number)},
    lambda p, q: {"有效期自": p.phone, "有效期至": p.number[6:14]},
]


def table(everybody: list[Person]) -> tuple[list[str], list[list[str]]]:
    with (ROOT / "examples" / "licences" / "good-persons.csv").open(encoding="utf-8-sig", newline="") as file:
        good = list(csv.DictReader(file))
    header = list(good[0])
    rows = []
    for i, person in enumerate(everybody):
        other = everybody[(i + 1) % len(everybody)]
        row = {
            **good[i % len(good)],
            NAME: person.name,
            TYPE: "身份证",
            NUMBER: person.number,
            "行政许可决定文书号": f"测{i}号",
        }
        rows.append([*(row | FAULTS[i % len(FAULTS)](person, other)).values(), person.number])
    rows += rows[5:8]  # wholly equal rows, equal keys
    return [*header, f"联系{everybody[0].phone}"], rows


# Numbers mistyped at a place, as they are typed into any column of any form.
MISTYPED = [
    lambda n, k: n[:k] + "*" + n[k + 1 :],
    lambda n, k: n[:k] + "z" + n[k + 1 :],
    lambda n, k: n[:k] + n[k + 1 :],
    lambda n, k: n[:k] + n[k] + n[k:],
    lambda n, k: n[:k] + "\u200b" + n[k:],
    lambda n, k: n[:k] + "." + n[k:],
    lambda n, k: n + "Q",
    lambda n, k: f"ID{n}",
    lambda n, k: wide(n),
    lambda n, k: n.translate({ord("0"): "O", ord("1"): "l"}) if k % 2 else n.replace("0", "o", 1),
    lambda n, k: f"{n[:6]} {n[6:14]}/{n[14:]}",
    lambda n, k: n[:6] + n[8:17],
]
CALLED = [
    lambda m: f"{m[:3]}.{m[3:7]}.{m[7:]}",
    lambda m: f"{m[:3]}\u200b{m[3:]}",
    lambda m: f"+86-{m[:3]}-{m[3:7]}-{m[7:]}",
    lambda m: m.replace("1", "l", 1),
]
FORMS = {
    "licences/good-organisations": "licence-publicity",
    "licences/good-persons": "licence-publicity",
    "penalties/good-organisations": "penalty-publicity",
    "penalties/good-persons": "penalty-publicity",
}
IN_FORMS = 400
CHECK = [sys.executable, "-m", "dgov_std", "check"]
# Written as arguments rather than a shell's line.
FORMATS = [part for name in ("html", "json", "markdown", "terminal") for part in ("-f", name)]


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
        ran = spawn(folder, *command)
        assert ran.returncode == 1, ran.stderr.decode()
        texts |= {f"{language} screen": ran.stdout.decode(), f"{language} errors": ran.stderr.decode()}
        texts |= {f"{language}/{path.name[-8:]}": path.read_text(encoding="utf-8") for path in out.iterdir()}
        report = json.loads(next(out.glob("*.json")).read_bytes())
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


def spawn(folder: Path, *command: object) -> subprocess.CompletedProcess[bytes]:
    environment = {"DGOV_STD_STATE": str(folder / "state"), "PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, check=False, env=environment, cwd=folder)


def _strings(book: zipfile.ZipFile, part: str) -> str:
    """Return the texts of one sheet, looked up in the shared strings where they stand there."""
    sheet = book.read(part).decode()
    known = []
    if "xl/sharedStrings.xml" in book.namelist():
        known = re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.DOTALL)
    shared = re.findall(r'<c [^>]*t="s"[^>]*><v>(\d+)</v>', sheet)
    return "\n".join(re.findall(r"<t[ >].*?</t>", sheet)) + "\n".join(known[int(place)] for place in shared)


def found(text: str, secrets: list[str]) -> list[str]:
    """Return the secrets that occur: a text is searched once for anything of their kind."""
    runs = set(re.findall(r"(?=(\d{17}[\dX]))", text)) | set(re.findall(r"(?=(1\d{10}))", text))
    runs |= set(re.findall(rf"(?=([{_FAMILY}][{_GIVEN}][{_GIVEN}]))", text))
    return sorted(runs & set(secrets))


def test_no_report_holds_a_number_a_telephone_or_a_name(run: Run) -> None:
    secrets = [secret for person in people() for secret in (person.number, person.phone, person.name)]
    assert len(run.texts) > 40
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
    path = next(run.folder.glob("*.csv"), None)
    if path is not None:
        secrets = [person.number for person in people()]
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
    for name in ("a.xlsx", "i.json"):
        assert listed[name] is True
        assert stat.S_IMODE((run.folder / name).stat().st_mode) == 0o600
    assert {name for name, personal in listed.items() if personal} == {"a.xlsx", "i.json"}
    assert all("含个人信息" in text for name, text in run.texts.items() if name == "zh screen")


def form_rows(form: str, everybody: list[Person]) -> tuple[list[str], list[list[str]]]:
    """Return a form whose every column takes mistyped numbers in turn, and whose personal ones take names too."""
    with (ROOT / "examples" / f"{form}.csv").open(encoding="utf-8-sig", newline="") as file:
        good = list(csv.DictReader(file))
    header = list(good[0])
    number_at = NUMBER if NUMBER in header else "法定代表人证件号码"
    rows = []
    for i, person in enumerate(everybody):
        row = {**good[i % len(good)], NAME: person.name, number_at: person.number}
        if number_at != NUMBER:  # an individual business, or a person in the wrong form
            row |= {NAME: f"{person.name}小吃店" * (1 + i % 2 * 50), "法定代表人": person.name * (1 + i % 3 * 20)}
        mistyped = MISTYPED[i // len(header) % len(MISTYPED)](person.number, i * 7 % 17)
        called = CALLED[i % len(CALLED)](person.phone)
        row[header[i % len(header)]] = mistyped if i % 5 else f"{person.name}{called}"
        if i % 50 == 0:  # all shifted by one column; names go where a number stands beside them
            row |= {NAME: f"{person.name}({person.number})"} | ({"法定代表人": ""} if number_at != NUMBER else {})
            rows.append(["", *list(row.values())[:-1]])
        elif i % 50 == 1:
            row |= {"法定代表人": ""} if number_at != NUMBER else {}
            rows.append([*list(row.values())[1:], ""])
        else:
            rows.append(list(row.values()))
    return header, rows


def windows(everybody: list[Person]) -> set[str]:
    """Return what is left of a mistyped number at the least: nine digits in a row."""
    numbers = [text for person in everybody for text in (person.number[:17], person.phone)]
    return {number[k : k + 9] for number in numbers for k in range(len(number) - 8)}


def leaks(text: str, wanted: set[str]) -> list[str]:
    narrow = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "Ｚ" else c for c in text)
    joined = re.sub(r"(?<=\d)[ \u200b./-](?=\d)|(?<=\d)\\u200b(?=\d)", "", narrow)
    runs = re.findall(r"\d{9,}", joined)
    return sorted({run[i : i + 9] for run in runs for i in range(len(run) - 8)} & wanted)


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
        texts |= {f"{language} {p.suffix}": p.read_text(encoding="utf-8") for p in (tmp_path / language).iterdir()}
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
    command = [*CHECK, source, "-s", standard, "--dataset", "sites", "-f", "json", "-f", "html", "-o", folder / "out"]
    command += ["--sheet", three.phone, "--reference", f"offices={other}", "--reference", f"districts.csv={other}"]
    ran = spawn(folder, *command)
    assert ran.returncode == 1, ran.stderr.decode()
    texts = [path.read_text(encoding="utf-8") for part in ("out", "state") for path in (folder / part).iterdir()]
    assert len(texts) == 3
    assert json.loads(next((folder / "out").glob("*.json")).read_bytes())["options"]["sheet"] == "9" * 11
    for text in (*texts, ran.stdout.decode(), ran.stderr.decode()):
        assert leaks(text, windows(everybody)) == []
    assert not any(one.name in text for text in texts)
