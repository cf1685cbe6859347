"""What may apply is known before a file is opened; its `reading:` is how the file is then read."""

from pathlib import Path

import pytest
import xlsxwriter

import dgov_std
from dgov_std.api.candidates import Candidates, candidates
from dgov_std.api.options import Options
from dgov_std.errors import UsageError
from dgov_std.report.values import Report, Verdict

HEAD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
"""
ELEMENTS = "".join(
    f"""---
kind: element
id: {name}
title: {{zh: {title}, en: {name}}}
source: {{standard: EXAMPLE 1-2026, confidence: high}}
"""
    for name, title in (("shop", "店名"), ("owner", "店主"), ("street", "街道"), ("colour", "颜色"))
)


def dataset(name: str, uses: list[str], reading: str = "") -> str:
    used = ", ".join(f"{{use: {each}, required: true}}" for each in uses)
    return f"""---
kind: dataset
id: {name}
title: {{zh: {name}, en: {name}}}
source: {{standard: EXAMPLE 1-2026, confidence: high}}
elements: [{used}]
{f"reading: {{{reading}}}" if reading else ""}
"""


def standard(folder: Path, *datasets: str) -> Path:
    path = folder / "example.yaml"
    path.write_text(HEAD + ELEMENTS + "".join(datasets), encoding="utf-8")
    return path


def check(folder: Path, data: bytes | Path, *datasets: str, **options: object) -> Report:
    path = data if isinstance(data, Path) else folder / "a.csv"
    if isinstance(data, bytes):
        path.write_bytes(data)
    return dgov_std.check(path, standard=standard(folder, *datasets), **options).values  # type: ignore[arg-type]


SHOPS = ["shop", "owner"]


def test_the_encoding_and_the_delimiter_of_the_standard_are_used(tmp_path: Path) -> None:
    report = check(tmp_path, "店名^店主\n甲^乙\n".encode("gb18030"), dataset("a", SHOPS, "delimiter: ^, encoding: gb18030"))
    assert (report.input.encoding, report.input.delimiter, report.verdict) == ("gb18030", "^", Verdict.PASS)


def test_the_command_line_wins(tmp_path: Path) -> None:
    shops = dataset("a", SHOPS, "delimiter: ^")
    assert check(tmp_path, "店名;店主\n甲;乙\n".encode(), shops, delimiter=";").verdict is Verdict.PASS


def test_what_is_no_text_takes_no_notice_of_an_encoding(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["店名", "店主"])
    sheet.write_row(1, 0, ["甲", "乙"])
    book.close()
    shops = dataset("a", SHOPS, "encoding: gb18030, delimiter: ^")
    assert check(tmp_path, tmp_path / "a.xlsx", shops).verdict is Verdict.PASS


def test_the_sheet_of_the_standard_is_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for name, row in (("封面", ["甲", "乙"]), ("明细", ["丙", "丁"])):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["店名", "店主"])
        sheet.write_row(1, 0, row)
    book.close()
    report = check(tmp_path, tmp_path / "a.xlsx", dataset("a", SHOPS, "sheet: 明细"))
    assert (report.input.sheet, report.input.sheets) == ("明细", ("封面", "明细"))


def test_with_several_datasets_the_one_chosen_says_how_it_is_read(tmp_path: Path) -> None:
    data = "店名,店主\n合并,\n甲,乙\n".encode()
    pair = (dataset("streets", ["street", "colour"]), dataset("shops", SHOPS, "header_row: 1, encoding: utf-8"))
    report = check(tmp_path, data, *pair)
    assert report.basis is not None
    assert (report.basis.dataset, report.input.encoding) == ("shops", "utf-8")


def test_where_no_header_fits_each_way_of_reading_is_tried(tmp_path: Path) -> None:
    data = b"".join([b"x^y\n", "店名^店主\n甲^乙\n".encode()])
    pair = (dataset("streets", ["street", "colour"]), dataset("shops", SHOPS, "header_row: 2, delimiter: ^"))
    report = check(tmp_path, data, *pair)
    assert report.basis is not None
    assert (report.basis.dataset, report.input.header_row, report.verdict) == ("shops", 2, Verdict.PASS)


def test_a_header_that_fits_nothing_is_refused_as_before(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the header fits none of the standard's datasets"):
        check(tmp_path, b"x,y\n1,2\n", dataset("streets", ["street", "colour"]), dataset("shops", SHOPS, "delimiter: ^"))


def test_without_a_header_the_columns_stand_in_their_order(tmp_path: Path) -> None:
    report = check(tmp_path, "甲,乙\n丙,丁\n".encode(), dataset("a", SHOPS, "header_rows: 0"))
    assert [column.element for column in report.columns] == ["shop", "owner"]
    assert (report.rows.total, report.input.header_rows, report.verdict) == (2, 0, Verdict.PASS)


def test_labels_fit_by_name_alias_and_normalised_form(tmp_path: Path) -> None:
    may = candidates(standard(tmp_path, dataset("a", SHOPS), dataset("b", ["street"])), Options(), None)
    assert may.fits(["店名", "店主", "x", ""]) == pytest.approx(2 / 3)
    assert may.fits([" 店 名 ", "OWNER"]) == 1.0
    assert (may.fits(["x"]), may.fits([]), may.fits(["", " "])) == (0.0, 0.0, 0.0)


def test_the_best_dataset_counts_not_all_together(tmp_path: Path) -> None:
    may = candidates(standard(tmp_path, dataset("a", SHOPS), dataset("b", ["street"])), Options(), None)
    assert may.fits(["店名", "街道"]) == 0.5


def test_candidates_of_nothing_fit_nothing() -> None:
    assert Candidates({}, named=False).fits(["a"]) == 0.0
