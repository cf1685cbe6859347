"""Hostile and broken workbooks are refused at once, each for what it is."""

from __future__ import annotations

import zipfile

import pytest
from timing import within

from dgov_std.dataset.excel import open_excel
from dgov_std.errors import InputError

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def _refused(path, what):
    def read():
        with pytest.raises(InputError, match=what):
            list(open_excel(path).blocks())

    within(2, read)


@pytest.mark.parametrize(
    "part",
    [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ],
)
def test_document_types(write_workbook, parts_of, part):
    parts = parts_of(ROW)
    _refused(write_workbook({**parts, part: DTD + parts[part]}), "it holds a DTD or entity definitions")


def test_external_entity(write_workbook, parts_of):
    parts = parts_of('<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>')
    sheet = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + parts["xl/worksheets/sheet1.xml"]
    _refused(write_workbook({**parts, "xl/worksheets/sheet1.xml": sheet}), "DTD or entity")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_zip_bomb(write_workbook, parts_of, part):
    parts = parts_of(ROW)
    start = parts[part].encode().split(b"</sheetData>")[0]
    path = write_workbook({**parts, part: start + b" " * (200 << 20)})
    _refused(path, "a zip bomb|is too large|damaged")


def test_truncated(write_workbook, parts_of):
    path = write_workbook(parts_of(ROW))
    path.write_bytes(path.read_bytes()[:-100])
    _refused(path, "the workbook is damaged or incomplete. ask the sender for the complete file again")


def test_flipped_bytes(write_workbook, parts_of):
    path = write_workbook(
        parts_of(ROW * 1 + "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(2, 900)))
    )
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 200 : info.header_offset + 260] = bytes(60)
    path.write_bytes(data)
    _refused(path, "damaged or incomplete")


def test_other_zip(write_workbook):
    _refused(write_workbook({"readme.txt": "hello"}), "damaged or incomplete")


def test_too_many_entries(write_workbook):
    _refused(write_workbook({f"f{n}": "" for n in range(20_001)}), "too many files in its archive")


def test_names_that_climb_are_harmless(write_workbook, parts_of):
    path = write_workbook({**parts_of(ROW), "../../evil.txt": "x"})
    table = open_excel(path)
    assert table.header == ("1",)
    table.close()
    assert not (path.parent.parent / "evil.txt").exists()
