"""What a dictionary holds, in plain words, of any standard."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std.exchange.dictionary import Chapter, Dictionary, Part, cleaned, text_of, texts
from dgov_std.exchange.words import WORDS
from dgov_std.standard.model import Standard

Make = Callable[..., Dictionary]
Load = Callable[[Path], Standard]


def part(dictionary: Dictionary, name: str) -> Part:
    return next(part for part in dictionary.parts if part.id == name)


def chapter(dictionary: Dictionary, name: str) -> Chapter:
    return next(c for part in dictionary.parts for c in part.chapters if c.id == name)


def facts(dictionary: Dictionary, name: str) -> dict[str, str]:
    return {fact.label: text_of(fact.value) for fact in chapter(dictionary, name).facts}


def row(dictionary: Dictionary, name: str, title: str, first: str) -> dict[str, str]:
    """The row of a table one of whose cells begins with a text."""
    table = next(table for table in chapter(dictionary, name).tables if table.title.startswith(title))
    labels = [heading.label for heading in table.headings]
    found = [cells for cells in (list(map(text_of, cells)) for cells in table.rows) if first in cells[:4]]
    assert len(found) == 1, first
    return dict(zip(labels, found[0], strict=True))


def test_everything_a_standard_names_is_in_it(folder: Path, language: str, make: Make, load: Load):
    standard, dictionary = load(folder), make(folder, language)
    chapters = {c.id for part in dictionary.parts for c in part.chapters}
    for kind in ("datasets", "descriptions", "namings", "classifications", "qualities"):
        assert {f"{kind}-{name}" for name in getattr(standard, kind)} <= chapters
    used = {use.element for dataset in standard.datasets.values() for use in dataset.uses}
    for kind in ("elements", "identifiers", "codelists"):
        documents = getattr(standard, kind)
        own = {name for name, each in documents.items() if Path(each.head.mark.file).is_relative_to(folder)}
        wanted = own | (used if kind == "elements" else set())
        assert {f"{kind}-{name}" for name in wanted} <= chapters
    for name, dataset in standard.datasets.items():
        said = set(texts(chapter(dictionary, f"datasets-{name}").tables))
        parts = (*dataset.rules, *dataset.keys, *dataset.references, *dataset.groups)
        assert {part.id for part in parts} <= said
        assert {use.column for use in dataset.uses} <= {line for text in said for line in text.split("\n")}
    for name, codelist in standard.codelists.items():
        if f"codelists-{name}" not in chapters:
            continue
        codes = [text_of(cells[0]) for t in chapter(dictionary, f"codelists-{name}").tables for cells in t.rows]
        assert codes == [code.code for code in codelist.codes]
    shown = [name for name in standard.elements if f"elements-{name}" in chapters]
    titles = [getattr(standard.elements[name].head.title, language) for name in shown]
    assert (
        [t for t in titles if not any(t in c.title for c in part(dictionary, "elements").chapters)] == [] if titles else True
    )


def test_everything_says_its_source_and_how_sure_it_is(folder: Path, language: str, make: Make):
    dictionary = make(folder, language)
    source, sure = WORDS["source"].in_(language), WORDS["confidence"].in_(language)
    words = {WORDS[word].in_(language) for word in ("high", "medium", "low")}
    for part in dictionary.parts:
        for each in part.chapters if part.id != "sources" else ():
            told = facts(dictionary, each.id)
            assert told[source]
            assert told[sure] in words
    named = {text_of(cells[0]) for cells in dictionary.parts[-1].chapters[0].tables[0].rows}
    assert {facts(dictionary, c.id)[source] for p in dictionary.parts[:-1] for c in p.chapters} <= named


def test_the_chapters_of_a_part_have_the_same_facts_and_tables_are_rectangular(folder: Path, language: str, make: Make):
    for part in make(folder, language).parts:
        labels = [tuple(fact.label for fact in chapter.facts) for chapter in part.chapters]
        assert len(set(labels)) == 1
        assert len(set(labels[0])) == len(labels[0])
        for each in part.chapters:
            for table in each.tables:
                assert {len(cells) for cells in table.rows} == {len(table.headings)}
                assert table.headings == next(t for c in part.chapters for t in c.tables if t.title == table.title).headings


def test_titles_of_a_part_and_of_sheets_are_told_apart(folder: Path, language: str, make: Make):
    dictionary = make(folder, language)
    for part in dictionary.parts:
        titles = [chapter.title for chapter in part.chapters]
        assert len(set(titles)) == len(titles)


def test_links_lead_to_chapters(folder: Path, language: str, make: Make):
    dictionary = make(folder, language)
    chapters = {c.id for part in dictionary.parts for c in part.chapters}
    tables = (table for part in dictionary.parts for chapter in part.chapters for table in chapter.tables)
    links = {cell.target for table in tables for cells in table.rows for cell in cells if not isinstance(cell, str)}
    assert links <= chapters


def test_a_column_in_plain_words(sample: Path, make: Make):
    found = row(make(sample), "datasets-administrative-licence", "数据列", "licensee-credit-code")
    assert found == {
        "序": "3",
        "列名": "统一社会信用代码",
        "字段代码和别名": "XK_XDR_SHXYM\n信用代码",
        "数据项": "licensee-credit-code",
        "定义": "未知",
        "数据类型和限制": "字符型\nan18（字母和数字，18 位）",
        "值域": "符合标识“统一社会信用代码”〔必须改·高〕",
        "必填": "选填\n有条件必填：规则 4〔必须改·高〕",
        "分级": "未知",
        "来源（可信度）": "发改办财金〔2018〕424号，3（高）",
    }
    money = row(make(sample), "datasets-administrative-licence", "数据列", "amount\n列标识 amount-fee")
    assert money["数据类型和限制"] == ("数值型\n数值：最多 18 位、小数最多 6 位、不小于 0、不大于 999999999999〔必须改·中〕")


def test_a_column_in_english_has_its_chinese_header_beside_it(sample: Path, make: Make):
    found = row(make(sample, "en"), "datasets-administrative-licence", "Columns", "licensee-category")
    assert found["Column"] == "行政相对人类别\nLicensee category"
    assert found["Value domain"] == "code list “Licensee categories” [must fix · high]"
    assert found["Required"] == "optional"


def test_a_weaker_facet_names_its_own_source(sample: Path, make: Make):
    found = row(make(sample), "datasets-administrative-licence", "数据列", "licensee-name")
    assert found["数据类型和限制"].endswith("最少 1 个字符〔必须改·高〕\n最多 200 个字符〔请核对·低〕")
    assert found["来源（可信度）"] == (
        "发改办财金〔2018〕424号，1（高）\n长度：发改办财金〔2018〕424号，1.2（低）\n必填：发改办财金〔2018〕424号，附件1（高）"
    )


RULES = [
    ("decision-per-licensee", "“行政许可决定文书号”、“行政相对人名称”合起来不能重复", "请核对"),
    ("org-has-code", "当“行政相对人类别”为“法人及非法人组织”时，“统一社会信用代码”必填；“证件号码”不填", "必须改"),
    ("valid-needs-end", "当“当前状态”不为“2”且“所在行政区划”符合写法 33[0-9]{4}时，“备注”最多 100 个字符；"
     "“所在行政区划”是代码表“行政区划代码（某省扩充）”中的代码", "必须改"),
    ("validity-order", "“有效期自”不晚于“有效期至”", "必须改"),
    ("not-future", "“许可决定日期”不晚于数据日期", "必须改"),
    ("subject-code", "“组织机构代码”等于“统一社会信用代码”的“主体标识码”（第 9-17 位）", "必须改"),
    ("sex-digit", "“性别”等于“证件号码”的“sequence”（第 15-17 位）（001→1、002→2、003→1）", "请核对"),
    ("identical_rows", "没有两行完全相同", "必须改"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "severity"), RULES, ids=[name for name, _, _ in RULES])
def test_a_rule_in_plain_words(name: str, content: str, severity: str, sample: Path, make: Make):
    found = row(make(sample), "datasets-administrative-licence", "规则", name)
    assert (found["内容"], found["级别"]) == (content, severity)


def test_what_the_extending_standard_changed(sample: Path, make: Make):
    dataset = facts(make(sample), "datasets-administrative-licence")
    assert dataset["放宽"] == "licensee-category.required：本省系统自动补全\ntotals：本省不报合计"
    element = facts(make(sample), "elements-remark")
    assert element["关系"] == "在上级标准的同名数据项上收紧"
    assert element["取值限制"].startswith(
        "最多 500 个字符〔必须改·高〕\n写法（正则）：[^<>]*〔必须改·高〕\n最多 4000 个字符"
    )
    code = row(make(sample), "codelists-division", "代码", "330197")
    assert code["备注"] == "计入 330100"
    assert row(make(sample), "codelists-division", "代码", "339901")["备注"] == "只在本地用"


def test_an_element_with_the_attributes_of_the_standard(sample: Path, make: Make):
    found = facts(make(sample), "elements-licensee-name")
    wanted = {
        "内部标识符": "licensee-name",
        "中文名称": "行政相对人名称",
        "英文名称": "Licensee name",
        "定义": "行政许可相对人的名称",
        "字段代码": "XK_XDR_MC",
        "对象类词": "行政相对人",
        "特性词": "名称",
        "表示词": "名称",
        "数据类型": "字符型",
        "数据格式": "an..200（字母和数字，最多 200 位）",
        "值域": "无",
        "计量单位": "无",
        "个人信息": "否",
        "版本": "未知",
        "状态": "现行",
    }
    assert {key: found[key] for key in wanted} == wanted
    assert facts(make(sample), "elements-amount")["计量单位"] == "万元"


def test_an_identifier_with_segments_and_examples(sample: Path, make: Make):
    found = facts(make(sample), "identifiers-uscc")
    assert found["长度"] == "18"
    assert found["校验码"] == (
        "加权求和：权数 1、3、9、27、19、26、16、17、20、29、25、13、8、24、10、30、28；对 31 求余；"
        "校验字符是字符集中序号（31-余数）对 31 求余的那个〔必须改·高〕"
    )
    segment = row(make(sample), "identifiers-uscc", "标识分段", "3-8")
    assert segment["内容"] == "代码表“行政区划代码（某省扩充）”；曾经有效的代码都可以"
    assert (segment["级别"], segment["来源"], segment["可信度"]) == ("请核对", "GB 32100-2015，5.3", "中")
    example = row(make(sample), "identifiers-uscc", "标识样例", "111111111111111111")
    assert (example["结论"], example["原因"]) == ("不合格", "IDN201：校验码")


def test_an_indicator_has_its_formula_and_polarity(make: Make):
    folder = Path(__file__).resolve().parents[2] / "standards" / "national"
    found = row(make(folder, "zh"), "qualities-gbt-36344", "指标公式", "0305")
    assert found["公式 X = A / B"] == "A = 有“必须改”问题的行数；B = 全部行数"
    assert found["方向"] == "越低越好"
    checks = row(make(folder, "zh"), "qualities-gbt-36344", "指标公式", "0401")["涉及的检查"]
    assert checks == "与另一列推算的值相符（REL105）、名称与代码相符（REL111）"


def test_one_dataset_leaves_out_what_it_does_not_use(sample: Path, make: Make):
    dictionary = make(sample, "zh", "amendment")
    assert [c.id for c in part(dictionary, "datasets").chapters] == ["datasets-amendment"]
    names = [c.id for c in part(dictionary, "elements").chapters]
    assert names == ["elements-decision-number", "elements-decision-date", "elements-reason"]
    assert ("范围", "只含数据集“行政许可变更信息”及其用到的内容") in [(fact.label, fact.value) for fact in dictionary.facts]


def test_what_one_dataset_uses_is_complete(folder: Path, make: Make, load: Load):
    for name in load(folder).datasets:
        dictionary = make(folder, "zh", name)
        here = {c.id for each in dictionary.parts for c in each.chapters}
        tables = (table for each in dictionary.parts for c in each.chapters for table in c.tables)
        assert {cell.target for t in tables for cells in t.rows for cell in cells if not isinstance(cell, str)} <= here


def test_hidden_characters_are_spelled_out():
    @dataclasses.dataclass(frozen=True)
    class Piece:
        text: str
        more: tuple[str, ...]

    assert cleaned(Piece("a\u202eb", ("\x07", "一\n二"))) == Piece("a\\u202eb", ("\\u0007", "一\n二"))


def test_every_word_has_both_languages_and_the_same_gaps():
    from string import Formatter

    def gaps(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)

    assert [key for key, text in WORDS.items() if not text.zh.strip() or not text.en.strip()] == []
    assert [key for key, text in WORDS.items() if gaps(text.zh) != gaps(text.en)] == []
