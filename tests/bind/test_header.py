"""Headers as people write them: names, aliases, variants, doubles, blanks, strangers."""

import pytest

from dgov_std.bind import bind_header, choose, normalise
from dgov_std.bind.header import letter

BINDING = {
    "columns": [
        {"id": "name", "name": "名称(全称)", "names": ["名称(全称)", "MC", "name"], "required": "error"},
        {"id": "code", "name": "代码", "names": ["代码", "DM"], "required": "error"},
        {"id": "remark", "name": "备注", "names": ["备注"], "required": None},
    ],
    "extra_columns": "info",
}


def flaws(*labels: str) -> list[tuple[str, int | None, str | None]]:
    return [(flaw.code, flaw.index, flaw.expected) for flaw in bind_header(labels, BINDING).flaws]


def test_order_does_not_matter() -> None:
    header = bind_header(["备注", "DM", "名称(全称)"], BINDING)
    assert header.places == {"remark": 0, "code": 1, "name": 2}
    assert [column.matched_by for column in header.columns] == ["name", "alias", "name"]
    assert header.flaws == ()


@pytest.mark.parametrize(
    "label",
    [
        "名称（全称）",
        "名称(全称) ",
        "\ufeff名称(全称)",
        "名 称\n(全称)",
        "mc",
        "ＭＣ",
        "*名称（全称）",
        "名称(全称)＊",
        "MC（必填）",
    ],
)
def test_variants_are_bound_and_named(label: str) -> None:
    header = bind_header([label, "代码", "备注"], BINDING)
    assert header.places["name"] == 0
    assert [(flaw.code, flaw.expected) for flaw in header.flaws] == [("STR106", "名称(全称)")]


def test_missing_extra_blank_and_doubled_columns() -> None:
    assert flaws("名称(全称)", "代码") == [("STR102", None, "备注")]
    assert flaws("名称(全称)", "代码", "备注", "流水号") == [("STR103", 3, None)]
    assert flaws("名称(全称)", "代码", "备注", " ") == [("STR105", 3, None)]
    assert flaws("名称(全称)", "代码", "备注", "代码") == [("STR104", 3, "B")]
    assert flaws("名称(全称)", "代码", "备注", "DM") == [("STR104", 3, "B")]


def test_a_misspelt_column_gets_the_nearest_free_name() -> None:
    assert ("STR103", 0, "名称(全称)") in flaws("名称全称", "代码", "备注")


def test_never_by_position() -> None:
    assert bind_header(["a", "b", "c"], BINDING).places == {}


def test_normalise_and_letters() -> None:
    assert normalise(" Ａ【b】\u200b\n") == "a(b)"
    assert [normalise(label) for label in ("*", "(必填)", "* 名称（选填）*", "a*b")] == ["*", "(必填)", "名称", "a*b"]
    assert [letter(i) for i in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_the_dataset_with_the_required_columns_is_chosen() -> None:
    other = {"columns": [{"id": "x", "name": "甲", "names": ["甲"], "required": "error"}], "extra_columns": "info"}
    assert choose(["名称(全称)", "代码"], {"other": other, "this": BINDING}).dataset == "this"
    assert choose(["乙"], {"other": other, "this": BINDING}) is None
