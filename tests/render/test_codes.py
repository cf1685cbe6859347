"""Answers about code lists as text: the screen in both languages and widths, Markdown, CSV, JSON, hostile names."""

import csv
import io
import json

import pytest
from rich.cells import cell_len

from dgov_std.render.codes import FORMATS, render
from dgov_std.report.lookups import Answer, Catalogue, Entry, Hits, Line, ListHead, Named, Page, Translation
from dgov_std.text import Language, Text


def text(zh: str, en: str | None = None) -> Text:
    return Text(zh, en or zh)


DIVISION = ListHead(
    "division", text("县级及县级以上行政区划代码", "Division codes"), "GB/T 2260", "2007", "national", 6669, "2025-10-31",
    aliases=("divisions",), levels=(("province", text("省级", "province")),),
)  # fmt: skip
GONE = Entry(
    "370284", text("胶南市"), text("县级", "county"), "1995", "2012", valid=False,
    parents=(Named("370000", text("山东省")), Named("370200", text("青岛市"))), successors=(Named("370211", text("黄岛区")),),
)  # fmt: skip
PAGE = Page(
    DIVISION, "370284", (GONE,), (Named("370211", text("黄岛区")),), (Named("379016", text("胶南市"), valid=False),), 0,
    (("other", (Line(Named("370284", text("胶南市")), "same", Named("B1", text("胶南", "Jiaonan"))),)),),
)  # fmt: skip
HITS = Hits(DIVISION, "胶", (GONE, Entry("1", text("胶州"), None, None, None, valid=True)), 30)
NOTHING = Hits(DIVISION, "某", (), 0, (Named("370284", text("胶南市"), valid=False),))
TRANSLATION = Translation(
    "a-to-b", text("甲到乙", "a to b"), DIVISION, DIVISION, PAGE.mapped[0][1], 1, (Named("2", text("乙")),)
)
CATALOGUE = Catalogue((DIVISION,) * 3, (("a-to-b", text("甲到乙"), "a", "b"),))
HOSTILE = Entry("=1+1", text("a\x1b[31m\u202eb\n|<b>"), None, None, None, valid=True)
ANSWERS: list[Answer] = [PAGE, HITS, NOTHING, TRANSLATION, CATALOGUE, Hits(DIVISION, None, (HOSTILE,), 1)]

PAGE_ZH = """\
370284  胶南市

代码表      县级及县级以上行政区划代码 (division, GB/T 2260, 收录到 2025-10-31)
有效期      1995 至 2012 胶南市, 由 370211 黄岛区 代替
层级        县级
上级        370000 山东省 > 370200 青岛市
前身        379016 胶南市
后来        370211 黄岛区
对照 other  B1 胶南 (相同)
"""
PAGE_EN = """\
370284  胶南市

List             Division codes (division, GB/T 2260, known until 2025-10-31)
In use           1995 to 2012 胶南市, replaced by 370211 黄岛区
Level            county
Above            370000 山东省 > 370200 青岛市
Before           379016 胶南市
Since then       370211 黄岛区
Elsewhere other  B1 Jiaonan (same)
"""
HITS_ZH = """\
division  县级及县级以上行政区划代码

共 30 个, 列出前 2 个; --all 列出全部
  代码    名称    层级  上级             状态
  370284  胶南市  县级  山东省 > 青岛市  2012 年撤销, 由 370211 黄岛区 代替
  1       胶州
"""
NOTHING_EN = """\
division  Division codes

Result  "某" was not found
Near    370284 胶南市 (abolished)
"""
TRANSLATION_ZH = """\
division > division

对照表      甲到乙 (a-to-b)
对照表没有  2 乙

1 个
  代码    名称    关系  对应代码  对应名称
  370284  胶南市  相同  B1        胶南
"""


@pytest.mark.parametrize(
    ("answer", "language", "expected"),
    [
        (PAGE, "zh", PAGE_ZH),
        (PAGE, "en", PAGE_EN),
        (HITS, "zh", HITS_ZH),
        (NOTHING, "en", NOTHING_EN),
        (TRANSLATION, "zh", TRANSLATION_ZH),
    ],
)
def test_the_screen(answer: Answer, language: Language, expected: str) -> None:
    assert render(answer, "terminal", language=language, width=80) == expected


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("answer", ANSWERS)
def test_no_line_is_wider_than_the_screen(answer: Answer, language: Language, width: int) -> None:
    lines = render(answer, "terminal", language=language, width=width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize(
    ("at", "valid", "said"),
    [
        ("2005-01-01", True, "2005-01-01  有效, 名称是胶南市\n"),
        ("2020-01-01", False, "2020-01-01  无效: 2012 年撤销, 由 370211 黄岛区 代替\n"),
        ("1990-01-01", False, "1990-01-01  无效: 1995 年启用\n"),
        ("2026-01-01", False, "2026-01-01  无效: 2012 年撤销, 由 370211 黄岛区 代替; 代码表只收录到 2025-10-31, "),
    ],
)
def test_a_page_answers_for_the_day(at: str, valid: bool, said: str) -> None:
    entry = Entry("370284", text("胶南市"), None, "1995", "2012", valid=valid, successors=GONE.successors)
    shown = render(Page(DIVISION, "370284", (entry,), (), (), 0, (), at), "terminal", language="zh", width=200)
    assert said in shown


def test_the_name_of_the_day_is_the_title() -> None:
    entries = (
        Entry("1", text("旧", "old"), None, None, "1983", valid=False),
        Entry("1", text("新", "new"), None, "1986", None, valid=True),
    )
    page = Page(DIVISION, "1", entries, (), (), 0, ())
    assert render(page, "terminal").startswith("1  新 new\n")
    assert "有效期  至 1983 旧\n        1986 起 新\n" in render(page, "terminal")


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv"])
def test_a_hostile_name_is_spelled_out(form: str) -> None:
    shown = render(Hits(DIVISION, None, (HOSTILE,), 1), form, language="zh", width=80)
    assert not set("\x1b\u202e") & set(shown)
    assert "\\u001b" in shown
    if form == "markdown":
        assert "<b>" not in shown
        assert "|<" not in shown


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(answer, "csv"))))


def test_csv_has_a_line_per_code() -> None:
    first, second = rows(HITS)
    assert first == {
        "code": "370284", "name": "胶南市", "name_en": "胶南市", "level": "县级", "parent": "370200", "valid_from": "1995",
        "valid_to": "2012", "valid": "false", "replaced_by": "370211", "replaced_by_name": "黄岛区", "aliases": "",
    }  # fmt: skip
    assert (second["code"], second["valid"]) == ("1", "true")
    assert rows(CATALOGUE)[0]["codes"] == "6669"
    assert rows(TRANSLATION) == [
        {"from": "370284", "from_name": "胶南市", "relation": "same", "to": "B1", "to_name": "胶南", "note": ""}
    ]


@pytest.mark.parametrize(
    ("code", "written"), [("=1+1", "'=1+1"), ("@a", "'@a"), ("-a", "'-a"), ("-1.5", "-1.5"), ("01", "01"), ("+1", "'+1")]
)
def test_no_spreadsheet_runs_a_code(code: str, written: str) -> None:
    assert rows(Hits(DIVISION, None, (Entry(code, text("a"), None, None, None, valid=True),), 1))[0]["code"] == written


@pytest.mark.parametrize("answer", ANSWERS)
def test_json_has_everything_and_says_what_it_is(answer: Answer) -> None:
    found = json.loads(render(answer, "json"))
    assert (found["format"], found["kind"]) == ("dgov-std-codes/1", answer.kind)


def test_markdown_is_a_table() -> None:
    shown = render(HITS, "markdown", language="en")
    assert "| 370284 | 胶南市 | county | 山东省 \\> 青岛市 | abolished 2012, replaced by 370211 黄岛区 |" in shown
    assert set(FORMATS) == {"terminal", "csv", "json", "markdown"}
