"""How the file was read is said: what is out of the ordinary on the screen, everything on paper."""

import pytest

from dgov_std.render.reading import header_rows, reading_line, readings
from dgov_std.report.values import Input

PLAIN = Input("a.csv", "csv", encoding="utf-8", delimiter=",", quote='"')


@pytest.mark.parametrize("source", [PLAIN, Input("a.xlsx", "xlsx", sheet="许可", sheets=("许可",)), Input("", "pandas")])
def test_of_an_ordinary_file_the_screen_says_nothing(source: Input) -> None:
    assert reading_line(source, "zh") == ""


def test_on_paper_everything_is_said() -> None:
    assert reading_line(PLAIN, "zh", everything=True) == '读法: 编码 UTF-8, 分隔符 逗号, 引号 ", 表头在第 1 行'
    assert reading_line(PLAIN, "en", everything=True) == 'Read as: encoding UTF-8, delimiter comma, quote ", header in row 1'


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        (Input("a.csv", "csv", encoding="gb18030"), ["编码 GB18030"], ["encoding GB18030"]),
        (Input("a.csv", "csv", delimiter="\t"), ["分隔符 制表符"], ["delimiter tab"]),
        (Input("a.csv", "csv", quote="'", escape="\\"), ["引号 '", "转义符 \\"], ["quote '", "escape \\"]),
        (
            Input("a.xlsx", "xlsx", sheet="明细", sheets=("封面", "明细"), cells="B3:H200", header_row=4, header_rows=2),
            ["工作表“明细”(另有 1 张)", "区域 B3:H200", "表头在第 3 至 4 行"],
            ['sheet "明细" (others in the workbook: 1)', "range B3:H200", "header in rows 3 to 4"],
        ),
        (Input("a.csv.gz", "csv", packed="gzip"), ["gzip 压缩"], ["gzip compressed"]),
        (
            Input("a.csv", "csv", header_row=0, header_rows=0),
            ["没有表头, 按列的顺序"],
            ["no header, columns in their order"],
        ),
    ],
)
def test_what_is_out_of_the_ordinary_is_said(source: Input, zh: list[str], en: list[str]) -> None:
    assert readings(source, "zh", everything=False) == zh
    assert readings(source, "en", everything=False) == en


def test_the_rows_of_the_header_are_counted_as_the_spreadsheet_does() -> None:
    assert header_rows(Input("", "csv", header_row=4, header_rows=2), "zh") == "3-4"
    assert header_rows(Input("", "csv", header_row=1_200), "zh") == "1,200"


def test_nothing_in_it_steers_the_terminal() -> None:
    assert "\x1b" not in reading_line(Input("a.csv", "csv", delimiter="\x1b", sheet="\x1b[2J", sheets=("a", "b")), "zh")
