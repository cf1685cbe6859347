"""Hostile workbooks: refused with one message, or read, within two seconds and 300 MB either way.

What the reader itself refuses, part by part, is in tests/dataset/test_excel_package.py and test_excel_old_container.py;
here the installed command is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import hostile_books as books
import hostile_old as old
import pytest
from hostile_run import Ran, bounded, refused

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
UNSAFE = ("工作簿不安全, 拒绝读取: ", "the workbook is unsafe and was not read: ")
DTD = ("含有 DTD 或实体定义", "it holds a DTD or entity definitions")
BOMB = ("异常庞大|过大", "inflates enormously|is too large")
BROKEN = ("工作簿已损坏或不完整", "the workbook is damaged or incomplete")
Maker = Callable[[Path], Path]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "s.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return path


def unsafe(zh: str, en: str) -> tuple[str, str]:
    return f"{UNSAFE[0]}.*({zh})", f"{UNSAFE[1]}.*({en})"


REFUSED: dict[str, tuple[Maker, tuple[str, str]]] = {
    **{f"ratio-{part.rpartition('/')[2]}": (partial(books.ratio, part=part), unsafe(*BOMB)) for part in books.PARTS[1:]},
    **{
        f"{kind}-{part.rpartition('/')[2]}": (partial(books.with_entities, part=part, declared=declared), unsafe(*DTD))
        for kind, declared in books.ENTITIES.items()
        for part in (books.PARTS if kind in {"laughs", "external"} else books.PARTS[:1])
    },
    "nested": (books.nested, ("压缩文件里|没有能读的表格|工作簿已损坏", "archive|damaged")),
    "crowded": (books.crowded, ("过多", "too many files")),
    "less": (partial(books.lying, less=True), BROKEN),
    "more": (partial(books.lying, less=False), unsafe(*BOMB)),
    "entries-lie": (books.entries_lie, BROKEN),
    "zip64": (books.sixty_four, BROKEN),
    "wrong-sum": (books.wrong_sum, BROKEN),
    "utf16": (books.in_utf16, unsafe(*DTD)),
    "late": (books.late_type, unsafe(*DTD)),
    "long-token": (books.long_token, BROKEN),
    "merged": (books.merged, unsafe("合并单元格过多", "too many merged cells")),
    "wide-and-empty": (books.wide_header, ("下面的行却几乎是空的", "the rows below are nearly empty")),
    "far-below": (books.far_below, ("下面的行却几乎是空的", "the rows below are nearly empty")),
    "cell-100": (partial(books.random_cell, megabytes=100), unsafe("一行内容过大", "a row is too large")),
    "cell-100-shrunk": (
        partial(books.cell, megabytes=100),
        unsafe("一行内容过大|压缩炸弹", "a row is too large|a zip bomb"),
    ),
    "formats": (books.styles, unsafe("单元格格式过多", "too many formats of cells")),
    "sheets": (books.many_sheets, unsafe("工作表过多", "too many sheets")),
    **{
        f"sheet-at-{i}": (partial(books.sheet_elsewhere, target=target), BROKEN)
        for i, target in enumerate(
            ("../../../../etc/passwd", "/etc/passwd", "http://192.0.2.1/x", "file:///etc/passwd", "\\\\server\\x")
        )
    },
}
READ: dict[str, Maker] = {
    "ratio-behind-the-rows": books.ratio,
    "overlapping": books.overlapping,
    "climbing": books.climbing,
    "twice": books.twice,
    "deep": books.deep,
    "attributes": books.attributes,
    "unique-count": books.unique_count,
    "merged-whole": books.merged_header,
    "dimension": books.dimension,
    "corner": books.corner,
    "beyond": books.beyond,
    "far-rows": books.far_rows,
    "links": books.linked_out,
    "cell-3": partial(books.random_cell, megabytes=3),
    "cell-3-shrunk": partial(books.cell, megabytes=3),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, schema: Path, tmp_path: Path) -> None:
    make, (zh, en) = REFUSED[name]
    refused("check", make(tmp_path / f"{name}.xlsx"), "--schema", schema, zh=zh, en=en)


def check(path: Path, *arguments: object, **more: float) -> Ran:
    ran = bounded("check", path, *arguments, **more)
    assert ran.code in {1, 2}, ran  # nothing of it is fine
    if ran.code == 2:
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 1
    return ran


@pytest.mark.parametrize("name", READ)
def test_read_or_refused(name: str, schema: Path, tmp_path: Path) -> None:
    check(READ[name](tmp_path / f"{name}.xlsx"), "--schema", schema)


def test_the_last_corner_of_a_sheet_costs_no_memory(schema: Path, tmp_path: Path) -> None:
    check(books.corner(tmp_path / "corner.xlsx"), "--schema", schema, megabytes=200)


@pytest.mark.parametrize("name", ["overlapping", "crowded", "merged", "laughs-sheet1.xml"])
def test_recognising_the_standard_is_no_way_around(name: str, tmp_path: Path) -> None:
    make = REFUSED[name][0] if name in REFUSED else READ[name]
    check(make(tmp_path / f"{name}.xlsx"))


# ---- the copy that is marked: openpyxl reads every part ---------------------------------------

CORE = "docProps/core.xml"
COPIED: dict[str, Maker] = {
    **{
        name: READ[name]
        for name in ("corner", "far-rows", "attributes", "deep", "merged-whole", "links", "climbing", "twice")
    },
    **{name: READ[name] for name in ("unique-count", "dimension", "overlapping", "beyond")},
    "properties": lambda path: books.spun(path, CORE, b"<x>", b" ", 1 << 30, b"</x>"),
    "laughs": lambda path: books.packed(path, {**books.parts(), CORE: f"{books.DECLARED}{books.LAUGHS}]><x>&j;</x>"}),
    "picture": lambda path: books.spun(path, "xl/media/image1.png", b"\x89PNG", b"\0", 1 << 30),
    "another-sheet": lambda path: books.spun(path, "xl/worksheets/sheet9.xml", b"<x>", b"<c/>", 20_000_000, b"</x>"),
    "formulas": lambda path: books.packed(path, books.parts(shared_formulas())),
}


def shared_formulas() -> str:
    """A formula of 30,000 characters that a thousand cells share, each of which would hold it."""
    first = f'<row r="2"><c r="A2"><f t="shared" si="0" ref="A2:A9999">{"+".join(["B2"] * 10_000)}</f><v>1</v></c></row>'
    return (
        books.HEADER
        + first
        + "".join(f'<row r="{r}"><c r="A{r}"><f t="shared" si="0"/><v>1</v></c></row>' for r in range(3, 9999))
    )


@pytest.mark.parametrize("name", COPIED)
def test_no_copy_is_made_of_what_would_unfold(name: str, schema: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    # Below a stray cell fifty thousand blank rows are marked, and a comment costs openpyxl ten kilobytes.
    limits = {"seconds": 12, "megabytes": 700} if name in {"corner", "far-rows"} else {"seconds": 3}
    ran = check(COPIED[name](tmp_path / f"{name}.xlsx"), "--schema", schema, "-w", target, **limits)
    assert target.exists() == (ran.code == 1)


@pytest.mark.parametrize(
    "data", [b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(3000), b"PK"], ids=["empty", "zeros", "two"]
)
def test_what_stands_at_the_target_may_be_anything(data: bytes, schema: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    target.write_bytes(data)
    check(books.packed(tmp_path / "good.xlsx", books.parts()), "--schema", schema, "-w", target)


def test_a_bomb_at_the_target(schema: Path, tmp_path: Path) -> None:
    target = books.ratio(tmp_path / "marked.xlsx", books.BOOK)
    check(books.packed(tmp_path / "good.xlsx", books.parts()), "--schema", schema, "-w", target)


# ---- old workbooks ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", old.cases())
def test_old_workbooks(name: str, schema: Path, tmp_path: Path) -> None:
    check(old.write(tmp_path / f"{name}.xls", name), "--schema", schema)
