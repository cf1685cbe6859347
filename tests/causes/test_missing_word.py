"""Words that stand for a missing value."""

from pathlib import Path

import pytest
from caused import of_schema, told

WORDS = [
    "/",
    "-",
    "--",
    "—",
    "——",
    "无",
    "暂无",
    "不详",
    "未知",
    "空",
    "NULL",
    "null",
    "None",
    "N/A",
    "NA",
    "nan",
    "\\N",
    ".",
    "…",
]


@pytest.mark.parametrize("word", [*WORDS, "／"])
def test_a_word_for_nothing(word: str) -> None:
    assert told(of_schema([word], pattern="^[0-9]{6}$")).keys() == {"TYP909"}


def test_they_are_one_finding_and_nothing_is_suggested() -> None:
    (found,) = of_schema([*WORDS, "无"], pattern="^[0-9]{6}$")
    assert (found.code, found.cells) == ("TYP909", len(WORDS) + 1)
    assert {each.suggestion for each in found.examples} == {None}


@pytest.mark.parametrize("value", ["无锡市", "N", "-1", "Nullarbor", "#N/B"])
def test_other_values_are_not_for_nothing(value: str) -> None:
    assert [found.code for found in of_schema([value], pattern="^[0-9]{6}$")] == ["TYP205"]


def test_what_is_accepted_is_a_value(tmp_path: Path) -> None:
    assert of_schema(["无", "NA", "-"], type="string") == []
    assert of_schema(["无"], enum=["有", "无"]) == []
