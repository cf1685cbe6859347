"""Old workbooks (.xls, .et): the same cells as the same sheet gives as xlsx."""

# ruff: noqa: DTZ001  (spreadsheets know no time zones)
from __future__ import annotations

import datetime as dt
import struct
from pathlib import Path

import openpyxl
import pytest
from biff8 import (
    ERRORS,
    Formula,
    Sheet,
    begin,
    container,
    label,
    number,
    record,
    rk,
    rks,
    shared,
    shared_strings,
    text,
    workbook,
)
from biff8 import stream as stream_of

from dgov_std.dataset import excel_old_cells
from dgov_std.dataset.excel import open_excel
from dgov_std.dataset.excel_old import open_excel_old
from dgov_std.dataset.layout import Wanted
from dgov_std.dataset.open import open_table
from dgov_std.errors import InputError

OLD = Path(__file__).parent / "old"


@pytest.fixture
def read(tmp_path, drain):
    def read_sheets(*sheets, open_options=None, **options):
        (tmp_path / "t.xls").write_bytes(workbook(*sheets, **options))
        return drain(open_excel_old(tmp_path / "t.xls", **(open_options or {})))

    return read_sheets


def raw(*records: bytes) -> Sheet:
    """A sheet with the header `a b c` and records written by hand."""
    return Sheet(raw=label(0, 0, "a") + label(0, 1, "b") + label(0, 2, "c") + b"".join(records))


@pytest.mark.parametrize("name", ["libreoffice", "xlwt"])
def test_what_other_programs_wrote(drain, name):
    table = open_table(OLD / f"{name}.xls")
    assert (table.form.format, table.form.sheet, table.form.sheets) == ("xls", "数据", ("隐藏", "数据"))
    seen = drain(table)
    assert seen.cells[0] == (
        "某县\n市场监管局", "007", "110101", "330106198003071000", "0.3", "TRUE",
        "2024-01-05", "2024-01-05 08:30:00", "08:05:00", "110", "0.5", "100000000000000000000",
    )  # fmt: skip
    assert [at for at, one in enumerate(seen.numeric[0]) if one] == [2, 3, 4, 9, 10, 11]
    assert seen.cells[1][:6] == ("𠀀", None, "-5", "0", "-0.25", "FALSE")


def test_formulas_count_by_their_saved_results(drain):
    seen = drain(open_table(OLD / "libreoffice.xls"))
    assert seen.cells[2][:6] == ("#DIV/0!", "ab", "2", "#N/A", "4.5", "TRUE")
    assert seen.numeric[2][:6] == (False, False, True, False, True, False)


VALUES = [
    "007", " 甲 ", 110101, 0.1 + 0.2, 330106198003071012, 1e-7, -0.0, 1e300, True, False, 12.34, 1e15, -123456,
    dt.date(2024, 1, 5), dt.datetime(2024, 1, 5, 8, 30, 1), dt.time(8, 5), (110, "000000"), (0.5, "0.00%"),
    (45000.75, "yyyy-mm-dd"), (0.25, "yyyy-mm-dd"), (-3, "yyyy-mm-dd"), (60, "yyyy-mm-dd"), (3e6, "yyyy-mm-dd"),
    (1.5, "[h]:mm"), (45000.75, 'yyyy"年"m"月"d"日"'), (0.75, "h:mm:ss"), (1234.5, "#,##0.00"), (7, "@"), *sorted(ERRORS)[2:],
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_the_same_value_reads_alike_in_xls_and_xlsx(tmp_path, drain, value):
    plain, code = value if isinstance(value, tuple) else (value, None)
    book = openpyxl.Workbook()
    book.active.append(["h", "h"])
    book.active.append([plain, "x"])
    if code:
        book.active["A2"].number_format = code
    book.save(tmp_path / "t.xlsx")
    (tmp_path / "t.xls").write_bytes(workbook(Sheet([["h", "h"], [value, "x"]])))
    new, old = drain(open_excel(tmp_path / "t.xlsx")), drain(open_excel_old(tmp_path / "t.xls"))
    assert (old.cells, old.numeric) == (new.cells, new.numeric)


def test_dates_of_the_1904_system(read):
    assert read(Sheet([["h"], [(43834, "yyyy-mm-dd")]]), date1904=True).cells == [("2024-01-05",)]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (7 << 2 | 2, "7"),
        ((-7 << 2 & 0xFFFFFFFF) | 2, "-7"),
        (1234 << 2 | 3, "12.34"),
        (0x3FF80000, "1.5"),
        (0x40590001, "1"),
    ],
)
def test_packed_numbers(read, word, said):
    seen = read(raw(rk(1, 0, word), rks(1, 1, [word, word])))
    assert seen.cells == [(said, said, said)]
    assert seen.numeric == [(True, True, True)]


def test_texts_go_on_in_the_next_record(read):
    texts = ["长" * 9000, "y" * 5000, "", "末" * 3]
    assert read(Sheet([["h"], *([one] for one in texts)])).cells == [(one or None,) if one else ("",) for one in texts]


def test_a_text_goes_on_in_another_width(read):
    first = struct.pack("<II", 2, 2) + text("h") + struct.pack("<HB", 4, 0) + b"ab"
    strings = record(0x00FC, first) + record(0x003C, b"\x01" + "甲乙".encode("utf-16-le"))
    assert read(Sheet(raw=shared(0, 0, 0) + shared(1, 0, 1)), strings=strings).cells == [("ab甲乙",)]


def test_formats_and_readings_within_texts_are_left_out(read):
    rich = struct.pack("<HBHI", 2, 1 | 4 | 8, 1, 3) + "甲乙".encode("utf-16-le") + b"runs" + b"ext"
    strings = record(0x00FC, struct.pack("<II", 2, 2) + rich + text("after"))
    seen = read(raw(shared(1, 0, 0), shared(1, 1, 1)), strings=strings)
    assert seen.cells == [("甲乙", "after", None)]


def test_half_a_pair_becomes_the_replacement_character(read):
    assert read(Sheet([["h"], ["a\ud800"]])).cells == [("a\ufffd",)]


def test_rows_keep_their_numbers_and_may_stand_in_any_order(read):
    seen = read(raw(number(6, 0, 6), number(3, 1, 3), number(1, 2, 1)))
    assert seen.rows == [2, 3, 4, 5, 6, 7]
    assert [seen.cells[0], seen.cells[2], seen.cells[5]] == [(None, None, "1"), (None, "3", None), ("6", None, None)]


def test_windows_end_with_a_row(read, monkeypatch):
    monkeypatch.setattr(excel_old_cells, "_WINDOW", 5)
    rows = [[f"{row}-{column}" for column in range(3)] for row in range(20)]
    assert read(Sheet(rows)).cells == [tuple(row) for row in rows[1:]]


def test_cells_of_a_chart_within_the_sheet_are_not_the_sheets(read):
    chart = begin(0x20) + number(0, 0, 99) + record(0x000A)
    assert read(raw(number(1, 0, 1), chart, number(2, 0, 2))).cells == [("1", None, None), ("2", None, None)]


def test_sheets_are_chosen_as_in_xlsx(read):
    sheets = [
        Sheet([["隐"], ["1"]], name="隐藏", hidden=True), Sheet(name="图", kind=2), Sheet(name="空"),
        Sheet([["检"], ["2"]], name="检查结果"), Sheet([["甲"], ["3"]], name="数据"),
    ]  # fmt: skip
    assert read(*sheets).header == ("甲",)
    assert read(*sheets, open_options={"sheet": "隐藏"}).header == ("隐",)
    assert read(*sheets, open_options={"sheet": "3"}).header == ("检",)
    with pytest.raises(InputError, match='there is no sheet "x". the sheets are: 隐藏, 空, 检查结果, 数据'):
        read(*sheets, open_options={"sheet": "x"})


def test_header_row(read):
    rows = Sheet([["标题"], ["甲", "乙"], ["1", "2"]])
    assert read(rows, open_options={"wanted": Wanted(2)}).header == ("甲", "乙")
    with pytest.raises(InputError, match="row 9 holds no column names"):
        read(rows, open_options={"wanted": Wanted(9)})


def test_nothing_in_it(read):
    with pytest.raises(InputError, match="the file is empty"):
        read(Sheet())


@pytest.mark.parametrize("name", ["t.xls", "t.et", "t.xlsx", "t.csv"])
def test_the_content_decides_not_the_name(tmp_path, name):
    (tmp_path / name).write_bytes(workbook(Sheet([["甲"], ["1"]])))
    table = open_table(tmp_path / name)
    assert (table.form.format, table.header) == ("xls", ("甲",))
    table.close()


def test_an_et_that_is_xlsx(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.save(tmp_path / "t.xlsx")
    table = open_table((tmp_path / "t.xlsx").rename(tmp_path / "t.et"))
    assert (table.form.format, table.header) == ("xlsx", ("甲",))
    table.close()


SAVE = "请用 Excel 或 WPS 打开, 另存为 xlsx 后再检查"
LOCKED = "工作簿设有打开密码, 内容已加密。请去掉打开密码, 另存为 xlsx 后再检查"
BEFORE = f"这是 Excel 95 或更早格式的工作簿, 不能读取。{SAVE}"
BROKEN = "工作簿已损坏或不完整。请向提供方重新索取完整的文件"
GOOD = stream_of(Sheet([["甲"], ["1"]]))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (container({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), LOCKED),
        (workbook(Sheet([["a"]]), extra=record(0x002F, bytes(54))), LOCKED),
        (container({"Book": begin(5, 0x0500)}), BEFORE),
        (container({"Workbook": begin(5, 0x0500) + bytes(5000)}), BEFORE),
        (b"\x09\x08\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00" + bytes(90), BEFORE),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00" + bytes(90), BEFORE),
        (container({"WordDocument": b"x"}), f"这是旧格式的 Office 文件, 其中没有 Excel 工作簿。{SAVE}"),
        (container({}), f"这是旧格式的 Office 文件, 其中没有 Excel 工作簿。{SAVE}"),
        (container({"Workbook": GOOD})[:600], BROKEN),
        (container({"Workbook": GOOD[: len(GOOD) - 40]}), BROKEN),
        (container({"Workbook": GOOD.replace(text("甲"), text("甲")[:3])}), BROKEN),
        (workbook(raw(shared(1, 0, 99))), BROKEN),
        (workbook(raw(number(1, 256, 1))), BROKEN),
        (workbook(raw(record(0x0203, b"short"))), BROKEN),
        (workbook(raw(label(1, 0, "x")), strings=record(0x00FC, struct.pack("<II", 1, 1) + b"\xff\xff\x01")), BROKEN),
    ],
)
def test_refusals(tmp_path, data, said):
    (tmp_path / "t.et").write_bytes(data)
    with pytest.raises(InputError) as caught:
        list(open_table(tmp_path / "t.et").blocks())
    assert caught.value.problems[0].in_("zh") == f"{tmp_path / 't.et'}: {said}"


def test_budgets(read, monkeypatch):
    with pytest.raises(InputError, match="too many shared strings"):
        read(raw(), strings=record(0x00FC, struct.pack("<II", 9, 0xFFFFFFF0)))
    with monkeypatch.context() as patched:
        patched.setattr(excel_old_cells, "MAX_TEXT", 1000)
        with pytest.raises(InputError, match="its cells are too large"):
            read(Sheet([["x" * 200]] * 20))
    monkeypatch.setattr(excel_old_cells, "MAX_RECORDS", 9)
    with pytest.raises(InputError, match="too many records"):
        read(Sheet([["x"]] * 20))


def test_endless_repetition_within_a_row_is_damage(read, monkeypatch):
    monkeypatch.setattr(excel_old_cells, "_WINDOW", 10)
    with pytest.raises(InputError, match="damaged"):
        read(raw(*[number(1, 0, 1)] * 1100))


def test_text_cells_are_never_formulas_or_numbers(read):
    seen = read(Sheet([["h"], [Formula("=1+1")], [Formula("")]]))
    assert (seen.cells, seen.numeric) == ([("=1+1",)], [(False,)])


def test_the_file_is_closed_and_hashed(tmp_path):
    data = workbook(Sheet([["h"], ["1"]]))
    (tmp_path / "t.xls").write_bytes(data)
    table = open_excel_old(tmp_path / "t.xls")
    assert table.fingerprint() is None
    assert len(list(table.blocks())) == 1
    assert table.fingerprint() is not None
    assert table.fingerprint()[0] == len(data)


def test_an_independent_reader_sees_the_same_texts(tmp_path, drain):
    calamine = pytest.importorskip("python_calamine")
    rows = [[f"甲{row}{'乙' * (row * column % 700)}" for column in range(5)] for row in range(400)]
    (tmp_path / "t.xls").write_bytes(workbook(Sheet(rows)))
    seen = drain(open_excel_old(tmp_path / "t.xls"))
    theirs = calamine.CalamineWorkbook.from_path(str(tmp_path / "t.xls")).get_sheet_by_index(0).to_python()
    assert [list(seen.header), *map(list, seen.cells)] == theirs == rows


@pytest.mark.parametrize("most", [40, 41, 42, 43, 8224])
def test_records_of_any_size(read, most):
    texts = [f"{index}甲乙" * (index % 9) + "z" * (index % 13) for index in range(1, 90)]
    cells = [shared(row, 0, row) for row in range(len(texts))]
    seen = read(Sheet(raw=b"".join(cells)), strings=shared_strings(texts, most))
    assert [seen.header[0], *(cell for (cell,) in seen.cells)] == texts
