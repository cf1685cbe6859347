"""People who do not exist, tables of them with every usual fault, and the search for what is theirs."""

from __future__ import annotations

import csv
import html
import io
import random
import re
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

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


def spawn(folder: Path, *command: object, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"DGOV_STD_STATE": str(folder / "state"), "PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"} | more
    return subprocess.run(command, capture_output=True, check=False, env=environment, cwd=folder)


def found(text: str, secrets: list[str]) -> list[str]:
    """Return the secrets that occur: a text is searched once for anything of their kind."""
    runs = set(re.findall(r"(?=(\d{17}[\dX]))", text)) | set(re.findall(r"(?=(1\d{10}))", text))
    runs |= set(re.findall(rf"(?=([{_FAMILY}][{_GIVEN}][{_GIVEN}]))", text))
    return sorted(runs & set(secrets))


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


def read(path: Path) -> str:
    """All that a file says: a document's or workbook's parts, with their tags and without."""
    data = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()]
    return "\n".join([*parts, *(re.sub("<[^>]*>", "", part) for part in parts)])


def spelled(text: str) -> str:
    """A text with what its format writes otherwise: percent signs of addresses and commands, entities, JSON escapes."""
    codes = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
    return "\n".join(dict.fromkeys([text, unquote(text), html.unescape(text), unquote(html.unescape(codes))]))
