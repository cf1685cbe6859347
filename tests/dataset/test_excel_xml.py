"""Sheet XML in every form: the fast scan, the parser and calamine say the same."""

from __future__ import annotations

import random

import pytest
from python_calamine import load_workbook
from timing import within

from dgov_std.dataset.excel import open_excel
from dgov_std.dataset.excel_scan import scan
from dgov_std.errors import InputError

HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="str"><v>b</v></c></row>'
STRINGS = '<si><t>甲&amp;</t></si><si><r><t>x</t></r><r><t xml:space="preserve"> y</t></r><rPh><t>z</t></rPh></si>'
STYLES = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'

CELLS = {
    '<c r="A2"><v>1.50</v></c>': ("1.5", None),
    '<c r="A2" s="1"><v>45296</v></c>': ("2024-01-05", None),
    '<c r="A2" s="1" t="n"><v>45296.5</v></c>': ("2024-01-05 12:00:00", None),
    '<c r="B2" t="s"><v>0</v></c>': (None, "甲&"),
    '<c r="A2" t="s" s="1"><v>1</v></c>': ("x y", None),
    '<c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c>': ("TRUE", "FALSE"),
    '<c r="A2" t="e"><v>#REF!</v></c>': ("#REF!", None),
    '<c r="A2" t="str"><f>A1</f><v></v></c><c r="B2"><v>1</v></c>': ("", "1"),
    '<c r="A2" t="str"><f>A1</f><v/></c><c r="B2"><v>1</v></c>': ("", "1"),
    '<c r="A2" t="d"><v>2024-01-05T00:00:00</v></c>': ("2024-01-05", None),
    '<c r="A2" s="1"/><c r="B2" t="inlineStr"><is><t xml:space="preserve"> &lt;i&gt; </t></is></c>': (None, " <i> "),
    '<c r="A2"><f t="shared" si="0"/><v>7</v></c><c r="B2"><f>1</f><v>8</v></c>': ("7", "8"),
    '<c r="A2" t="inlineStr"><is><t>_x000D_&#10;q</t></is></c>': ("\r\nq", None),
}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("form", ["fast", "comment", "spaces", "crlf", "prefix"])
def test_cells_in_every_form(read_rows, write_workbook, parts_of, drain, cell, form):
    row = f'<row r="2" spans="1:2">{cell}</row>'
    assert scan(row.encode()) is not None
    parts = parts_of(HEAD + row, strings=STRINGS, styles=STYLES)
    part = parts["xl/worksheets/sheet1.xml"]
    changes = {
        "comment": part.replace('<row r="2"', '<!-- <row r="2"> --><row r="2"'),
        "spaces": part.replace("<row", "\n  <row").replace("<c r", "\n    <c r").replace('"><v', '" ><v'),
        "crlf": part.replace("<row", "\r\n<row"),
        "prefix": part.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:").replace("xmlns", "xmlns:x"),
    }
    parts["xl/worksheets/sheet1.xml"] = changes.get(form, part)
    seen = drain(open_excel(write_workbook(parts)))
    assert (seen.header, seen.cells) == (("a", "b"), [CELLS[cell]])


def test_cells_without_references_follow_each_other(read_rows):
    seen = read_rows(HEAD + "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert (seen.cells, seen.rows) == ([("1", "2"), ("3", None)], [2, 3])


def test_windows_of_any_size_read_the_same(read_rows):
    rows = HEAD + "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>t{n}</t></is></c></row>'
        + ("<!-- x -->" if n == 30 else "")
        for n in range(2, 40)
    )
    whole = read_rows(rows)
    assert len(whole.cells) == 38
    for window in (1, 10, 100, 1000, 3000):
        assert read_rows(rows, window=window) == whole


def test_format_down_to_the_last_row_costs_no_rows(read_rows):
    rows = "".join(f'<row r="{n}" s="1" ht="15"><c r="A{n}" s="1"/></row>' for n in range(3, 200_000))
    whole = HEAD + '<row r="2"><c r="A2"><v>1</v></c></row>' + rows
    assert within(5, lambda: read_rows(whole, styles=STYLES)).cells == [("1", None)]


def test_one_cell_in_the_last_corner(read_rows):
    seen = read_rows(HEAD + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert (len(seen.rows), seen.rows[-1]) == (1_048_575, 1_048_576)
    assert seen.damage == [("ragged", 1_048_574, None, "cells=16384")]


def test_rows_out_of_order_are_refused(read_rows):
    with pytest.raises(InputError, match="damaged or incomplete"):
        read_rows(HEAD + '<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>')


def test_shared_string_that_does_not_exist_is_refused(read_rows):
    with pytest.raises(InputError, match="damaged or incomplete"):
        read_rows(HEAD + '<row r="2"><c r="A2" t="s"><v>7</v></c></row>', strings=STRINGS)


def test_numbers_and_texts_agree_with_calamine(read_rows, tmp_path):
    rnd = random.Random(1)
    rows, expected = [], []
    for n in range(2, 500):
        number = rnd.choice([rnd.randint(-(10**9), 10**9), round(rnd.random() * 1e6, 3), rnd.random()])
        rows.append(f'<row r="{n}"><c r="A{n}"><v>{number!r}</v></c><c r="B{n}" t="s"><v>{n % 2}</v></c></row>')
        expected.append(number)
    seen = read_rows(HEAD + "".join(rows), strings=STRINGS)
    theirs = load_workbook(tmp_path / "t.xlsx").get_sheet_by_index(0).to_python()[1:]
    assert [float(row[0]) for row in seen.cells] == pytest.approx([row[0] for row in theirs], rel=1e-14)
    assert [row[1] for row in seen.cells] == [row[1] for row in theirs]
