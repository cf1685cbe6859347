"""Every code has its words in both languages, and the words say only what is known."""

import re
from collections.abc import Iterator
from dataclasses import replace
from string import Formatter
from types import ModuleType

import pytest

from dgov_std.render import words_en, words_zh
from dgov_std.render.wording import (
    clause,
    dimension_word,
    percent,
    place,
    severity_word,
    title,
    todo,
    topic,
    unchecked,
    unit_word,
    verdict_word,
    why,
)
from dgov_std.report import facts
from dgov_std.report.codes import CODES, Dimension
from dgov_std.report.values import Column, Example, Rule, Severity, Verdict
from dgov_std.text import Text

CATALOGUES = {"zh": words_zh, "en": words_en}
LANGUAGES = list(CATALOGUES)
E = Severity.ERROR


def _slots(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _gaps(template: str) -> set[str]:
    """Return the names of what is filled in, those without a name by their places, also where a word depends on them."""
    fields = [(name, spec or "") for _, name, spec, _ in Formatter().parse(template) if name is not None]
    unnamed = {str(i) for i, _ in enumerate([name for name, _ in fields if not name])}
    return unnamed | {name for name, _ in fields if name} | {each for _, spec in fields for each in _slots(spec)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_worded(language: str, code: str) -> None:
    said = CATALOGUES[language].PHRASES[code]
    assert said.topic
    assert said.why
    # The last of the alternatives does without any fact.
    assert said.titles
    assert not _slots(said.titles[-1])
    assert said.todos
    assert not _slots(said.todos[-1])


def test_the_languages_have_the_same_words() -> None:
    for table in ("PHRASES", "BOUNDS", "REPAIRS", "SHAPES", "SLIPS", "SLOTS", "UNITS", "RELATIONS", "WORDS"):
        assert vars(words_zh)[table].keys() == vars(words_en)[table].keys()
    assert words_zh.PHRASES.keys() == CODES.keys()
    for key, text in words_zh.WORDS.items():
        assert _gaps(text) == _gaps(words_en.WORDS[key]), key


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        # The words of pages and of dictionaries are never shown on a console.
        return [text for key, each in value.items() if not str(key).startswith(("p_", "d_")) for text in _texts(each)]
    if isinstance(value, tuple):
        return [text for each in value for text in _texts(each)]
    return [value.topic, *value.titles, *value.todos, value.why]  # type: ignore[attr-defined]


def _all(language: str) -> list[str]:
    tables = ("PHRASES", "BOUNDS", "REPAIRS", "SHAPES", "SLIPS", "SLOTS", "UNITS", "RELATIONS", "WORDS")
    return [text for table in tables for text in _texts(vars(CATALOGUES[language])[table])]


def test_consoles_of_old_code_pages_can_show_the_words() -> None:
    for text in _all("zh"):
        text.encode("gbk")
    for text in _all("en"):
        text.encode("ascii")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_regular_expression_or_python_in_the_words(language: str) -> None:
    assert not [text for text in _all(language) if re.search(r"\\|\[[0-9a-z]-|None|Error\b|offset|regex|bytes? \d", text)]


KINDS = facts.Listed(Text("许可类别", "licence categories"), ("普通", "特许"), 2)
ID = facts.Identified(Text("公民身份号码", "citizen number"), Text("出生日期", "date of birth"), 7, 14)
WHEN = facts.Conditional(((Text("相对人类别", "category"), ("自然人",)),), ("普通",))
ORDER = facts.Compared(Text("有效期自", "valid from"), "<=", Text("有效期至", "valid to"))
LESS = facts.Compared(Text("实缴", "paid"), "<=", Text("认缴", "due"))
CASES = [
    (
        "COD101",
        "许可类别",
        KINDS,
        [Example("审批", 2)],
        "填“审批”, 不在 2 个规定值之中",
        "改为下列之一: 普通、特许",
    ),
    (
        "COD101",
        "许可类别",
        KINDS,
        [Example("审批", 1), Example("备案", 1)],
        "填“审批”等, 不在 2 个规定值之中",
        "改为下列之一: 普通、特许",
    ),
    ("COD101", "状态", KINDS, [Example("有效", 2, suggestion="1")], "填了名称“有效”, 应填代码", "改成 1"),
    (
        "COD101",
        "状态",
        KINDS,
        [Example("有效", 1, suggestion="1"), Example("x", 1)],
        "填了名称“有效”等, 应填代码",
        "如“有效”改成“1”",
    ),
    (
        "COD101",
        "状态",
        KINDS,
        [Example("男", 1, suggestion="1"), Example("女", 1, suggestion="2")],
        "填了名称“男”等, 应填代码",
        "“男”改成“1”、“女”改成“2”",
    ),
    ("COD101", "状态", KINDS, [Example(" 1", 2, suggestion="1")], "首尾有空格", "删去首尾的空格"),
    ("COD101", "状态", KINDS, [Example("１", 2, suggestion="1")], "全角半角不对", "改成 1"),
    (
        "COD101",
        "状态",
        replace(KINDS, size=3212),
        [Example("9" * 40, 2)],
        "不在规定的清单中",
        "查“许可类别”, 改成其中的一个",
    ),
    (
        "IDN104",
        "证件号码",
        ID,
        [Example("9" * 18, 2, masked=True)],
        "第 7-14 位(出生日期)不是真实的日期",
        "对照证照原件, 重点核对第 7-14 位",
    ),
    (
        "IDN201",
        "状态",
        facts.NoFacts(),
        [Example("A1O", 2, suggestion="A10")],
        "校验码不对(疑 0 写成 O)",
        "改成 A10",
    ),
    (
        "TYP901",
        "状态",
        facts.NoFacts(),
        [Example("1.1E+17", 2)],
        "被表格软件改坏, 变成了科学计数",
        "无法复原。整列设为“文本”, 从业务系统重新导出",
    ),
    (
        "TYP901",
        "状态",
        facts.NoFacts(),
        [Example("9" * 18, 2, masked=True)],
        "被表格软件改坏, 末几位变成 0",
        "无法复原。整列设为“文本”, 从业务系统重新导出",
    ),
    ("TYP902", "状态", facts.NoFacts(), [Example("１", 2, suggestion="1")], "“１”是全角字符", "改成 1"),
    (
        "TYP201",
        "决定日期",
        facts.Forms(("YYYY/MM/DD",)),
        [Example("x", 2)],
        "“x”不是真实的日期, 或写法不对",
        "写成 2026/01/31 这样的日期",
    ),
    ("TYP206", "内容", facts.Limit("200", "char"), [], "太长, 最多 200 个字", "缩短到 200 个字以内"),
    (
        "STR101",
        None,
        facts.Named("许可编码", "许可编号"),
        [],
        "缺少“许可编号”这一列",
        "补上“许可编号”列; 若就是“许可编码”, 把表头改过来",
    ),
    ("STR101", None, facts.Named("许可编号"), [], "缺少“许可编号”这一列", "补上“许可编号”列"),
    ("STR103", "来源", facts.Named("来源"), [], "标准里没有这一列", "核对表头; 不需要报送的列请删去"),
    ("REL101", "内容", WHEN, [], "“相对人类别”为“自然人”时必填, 却空着", "补填; 若不该填, 改正“相对人类别”"),
    (
        "REL102",
        "内容",
        WHEN,
        [],
        "“相对人类别”为“自然人”时应空着, 却填了",
        "清空此格; 若填得对, 改正“相对人类别”",
    ),
    ("REL104", "有效期至", ORDER, [], "早于“有效期自”", "核对这两项, 改正写错的一项: 应不早于“有效期自”"),
    ("REL104", "有效期自", ORDER, [], "晚于“有效期至”", "核对这两项, 改正写错的一项: 应不晚于“有效期至”"),
    ("REL104", "内容", LESS, [], "大于“认缴”", "核对这两项, 改正写错的一项: 应不大于“认缴”"),
    (
        "KEY101",
        "许可编号",
        facts.Keyed((Text("许可编号", "no"),), 3),
        [],
        "“许可编号”重复, 共 3 组",
        "每组只留一行; 若不是同一件事, 改正写错的一行",
    ),
]


@pytest.mark.parametrize(("code", "column", "given", "examples", "said", "do"), CASES)
def test_sentences(
    sample: ModuleType,
    code: str,
    column: str,
    given: facts.Facts,
    examples: list[Example],
    said: str,
    do: str,
) -> None:
    finding = replace(sample.finding(code, E, column, 2, 5, *examples, facts=given), rule=Rule())
    assert title(finding, "zh", sample.COLUMNS) == said
    assert todo(finding, "zh", sample.COLUMNS) == do


def test_in_english(sample: ModuleType) -> None:
    finding = sample.finding("REL104", E, "有效期至", 2, 5, facts=ORDER)
    columns = [replace(column, title=Text("有效期至", "valid to")) for column in sample.COLUMNS]
    assert title(finding, "en", columns) == 'earlier than "valid from"'
    assert todo(finding, "en", columns) == 'Correct one: it should be no earlier than "valid from"'
    assert why(finding, "en") == "where two columns contradict each other, one is wrong"


def test_without_values_nothing_of_an_example_is_said(sample: ModuleType) -> None:
    finding = sample.finding("COD101", E, "状态", 2, 5, Example("有效", 2, suggestion="1"), facts=KINDS)
    assert title(finding, "zh", sample.COLUMNS, with_values=False) == "不在 2 个规定值之中"
    assert todo(finding, "zh", sample.COLUMNS, with_values=False) == "改为下列之一: 普通、特许"


def test_values_cannot_reach_into_the_template(sample: ModuleType) -> None:
    finding = sample.finding("TYP202", E, "金额", 1, 2, Example("{size}{0}\x1b", 1))
    assert title(finding, "zh", sample.COLUMNS) == "“{size}{0}\\u001b”不是数字"


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (
            Rule(Text("甲", "A"), "GB 1-2020", "5.2", "high"),
            "甲 GB 1-2020 5.2 (可信度高)",
            "A GB 1-2020 5.2 (high confidence)",
        ),
        (Rule(None, "GB 1-2020"), "GB 1-2020", "GB 1-2020"),
        (Rule(), "程序的通用检查, 不出自某个标准", "a general check, not from a standard"),
    ],
)
def test_clause(rule: Rule, zh: str, en: str) -> None:
    assert (clause(rule, "zh"), clause(rule, "en")) == (zh, en)


def test_fixed_words() -> None:
    assert [severity_word(each, "zh") for each in Severity] == ["必须改", "请核对", "提示"]
    assert [verdict_word(each, "zh") for each in Verdict] == [
        "合格",
        "退回修改",
        "没查完, 不能下结论",
        "未检查",
    ]
    assert [dimension_word(each, "zh") for each in Dimension] == [
        "规范性",
        "完整性",
        "准确性",
        "一致性",
        "时效性",
        "可访问性",
    ]
    assert unit_word("cell", "zh") == "单元格"
    assert topic("IDN201", "zh") == "校验码"


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (1, 1, "100.00%"),
        (999_999, 1_000_000, "99.99%"),
        (1, 10**6, "0.01%"),
        (0, 5, "0.00%"),
        (2, 3, "66.67%"),
    ],
)
def test_only_all_is_a_hundred_per_cent(a: int, b: int, said: str) -> None:
    assert percent(a, b) == said


def test_places(sample: ModuleType) -> None:
    assert place(sample.finding("COD101", E, "许可类别", 1, 2), "zh", sample.COLUMNS) == "M 许可类别"
    assert place(sample.finding("STR101", E, None, 1, 2), "zh", sample.COLUMNS) == "整个文件"
    assert place(sample.finding("KEY102", E, None, 1, 2), "zh", sample.COLUMNS) == "整行"


def test_unchecked_checks_are_grouped_by_reason(sample: ModuleType) -> None:
    assert unchecked(sample.accepted(), "zh") == (
        ("名称与代码是否相符", "没有提供主体名录"),
        ("代码的有效期(M)", "没有参照日期"),
    )


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("REL101", "应填却空着: 有编号就要有名称", "empty, against: A number needs a name"),
        ("REL102", "不应填写: 有编号就要有名称", "filled, against: A number needs a name"),
        ("REL103", "违反: 有编号就要有名称", "against: A number needs a name"),
        ("REL105", "违反: 有编号就要有名称", "against: A number needs a name"),
    ],
)
def test_a_rule_with_a_title_is_told_by_it(sample: ModuleType, code: str, zh: str, en: str) -> None:
    rule = Rule(Text("有编号就要有名称", "A number needs a name"))
    finding = replace(sample.finding(code, E, "内容", 2, 5), rule=rule)
    assert (title(finding, "zh", sample.COLUMNS), title(finding, "en", sample.COLUMNS)) == (zh, en)


OWN = facts.Conditional(((Text("内容", "element 7"), ()),))


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (OWN, "按这条规则改正“内容”", 'Correct "element 7" by this rule'),
        (replace(OWN, then=("1",)), "“内容”改为“1”", 'Change "element 7" to "1"'),
        (WHEN, "改为“普通”; 若填得对, 改正“相对人类别”", 'Change it to "普通"; if it is right, correct "category"'),
        (replace(WHEN, then=()), "与“相对人类别”对照, 改正写错的一列", 'Compare with "category", correct the wrong one'),
        (facts.NoFacts(), "两列对照, 改正写错的一列", "Compare the columns, correct the wrong one"),
    ],
)
def test_a_rule_about_one_column_compares_no_columns(sample: ModuleType, given: facts.Facts, zh: str, en: str) -> None:
    finding = sample.finding("REL103", E, "内容", 2, 5, Example("x", 2), facts=given)
    assert todo(finding, "zh", sample.COLUMNS) == zh
    assert todo(finding, "en", sample.COLUMNS) == en


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ([Example("警告；罚款", 1, suggestion="警告;罚款")], "改成 警告;罚款"),
        ([Example("2027年01月05日", 1, suggestion="2027-01-05")], "改成 2027-01-05"),
        ([Example("x" * 80, 1, suggestion="1")], "改成 1"),  # only what to type is shown
        ([Example("x" * 80, 1, suggestion="1"), Example("男", 1, suggestion="2")], "如“男”改成“2”"),
        ([Example("x" * 80, 1, suggestion="y" * 80)], "改为下列之一: 普通、特许"),
    ],
)
def test_what_to_type_is_told_where_any_of_it_is_short(sample: ModuleType, examples: list[Example], said: str) -> None:
    finding = sample.finding("COD101", E, "状态", len(examples), 5, *examples, facts=KINDS)
    assert todo(finding, "zh", sample.COLUMNS) == said


def test_of_sixteen_thousand_columns_one_is_looked_at(sample: ModuleType) -> None:
    seen: list[int] = []

    class Counted(tuple[Column, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[Column]:
            for column in super().__iter__():
                seen.append(column.index)
                yield column

    columns = Counted(Column(i, f"C{i}", f"列{i}") for i in range(16_384))
    finding = replace(sample.finding("REL103", E, "内容", 2, 5, facts=WHEN), columns=(16_000,))
    assert place(finding, "zh", columns) == "C16000 列16000"
    assert title(finding, "zh", columns)
    assert not seen
    assert place(finding, "zh", columns[16_000:]) == "C16000 列16000"


def test_a_reason_is_cut_before_it_is_made_visible(sample: ModuleType) -> None:
    long = Text("\u202e" * 5000, "\u202e" * 5000)
    skipped = replace(sample.check("TYP205", 1, 0, status=sample.Status.SKIPPED, reason=long), rule=Rule(long))
    ((what, reason),) = unchecked(replace(sample.accepted(), checks=(skipped,)), "zh")
    for said in (what, reason):
        assert said.startswith("\\u202e")
        assert said.endswith("...")
        assert len(said) < 2500
