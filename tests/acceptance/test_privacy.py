"""5,000 made-up people with every usual fault: no number, telephone or name of theirs is in any report.

Data artefacts (annotated workbook, instance) carry the submitter's own data by purpose: these are
for the owner only, and listed in the report.
"""

import csv
import json
import random
import re
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
        command = [sys.executable, "-m", "dgov_std", "check", source, "-s", "licence-publicity", "--as-of", "2026-10-31"]
        command += [
            "-f",
            "html",
            "-f",
            "json",
            "-f",
            "markdown",
            "-f",
            "terminal",
            "--all",
            "-o",
            out,
            "-w",
            folder / "a.xlsx",
        ]
        command += ["--emit-instance", folder / "i.json", "--lang", language]
        environment = {"DGOV_STD_STATE": str(folder / "state"), "PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"}
        ran = subprocess.run(command, capture_output=True, check=False, env=environment, cwd=folder)
        assert ran.returncode == 1, ran.stderr.decode()
        texts |= {f"{language} screen": ran.stdout.decode(), f"{language} errors": ran.stderr.decode()}
        texts |= {f"{language}/{path.name[-8:]}": path.read_text(encoding="utf-8") for path in out.iterdir()}
        report = json.loads(next(out.glob("*.json")).read_bytes())
        for finding in report["findings"]:
            show = ["report", "show", report["receipt"], str(finding["number"]), "--lang", language]
            said = subprocess.run([*command[:3], *show], capture_output=True, check=True, env=environment, cwd=folder).stdout
            texts[f"{language} finding {finding['number']}"] = said.decode()
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
        if len(finding["columns"]) > 1:
            assert finding["examples"] == []


def test_data_artefacts_are_private_and_listed(run: Run) -> None:
    listed = {output["name"]: output["personal"] for output in run.report["outputs"]}
    for name in ("a.xlsx", "i.json"):
        assert listed[name] is True
        assert stat.S_IMODE((run.folder / name).stat().st_mode) == 0o600
    assert {name for name, personal in listed.items() if personal} == {"a.xlsx", "i.json"}
    assert all("含个人信息" in text for name, text in run.texts.items() if name == "zh screen")
