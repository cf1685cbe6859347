"""Dates as people write them, words for "no end", conditions that an identifier is correct, columns that need not be there."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from licences import batch_of

from dgov_std.api.check import check
from dgov_std.api.library import compile_bundle
from dgov_std.api.options import Options
from dgov_std.engine.kernel import judge
from dgov_std.fix.suggestion import suggest
from dgov_std.plan.plan import Route, build_plan
from dgov_std.reference.setting import Setting
from dgov_std.reference.validator import validator_for

TOWN = """
kind: standard
id: town
title: {zh: 镇（虚构）, en: Town (invented)}
source: {standard: 虚构 3-2031, confidence: high}
---
kind: identifier
id: shop-number
title: {zh: 店号, en: Shop number}
source: {standard: 虚构 3-2031, confidence: high}
alphabet: "0123456789"
segments: [{name: kind, length: 1}, {name: serial, length: 2}, {name: check, length: 1}]
check: {method: luhn}
---
kind: element
id: shop
title: {zh: 店号, en: Shop}
source: {standard: 虚构 3-2031, confidence: high}
identifier: shop-number
---
kind: element
id: serial
title: {zh: 顺序号, en: Serial}
source: {standard: 虚构 3-2031, confidence: high}
---
kind: element
id: trade
title: {zh: 行业, en: Trade}
source: {standard: 虚构 3-2031, confidence: high}
---
kind: element
id: until
title: {zh: 有效期, en: Until}
source: {standard: 虚构 3-2031, confidence: high}
date: [YYYY-MM-DD, YYYY/M/D, YYYY年M月D日]
pattern: {value: "[0-9]{4}-[0-9]{2}-[0-9]{2}", severity: warning}
open_end: ["2099-12-31", 长期]
---
kind: dataset
id: shops
title: {zh: 店铺, en: Shops}
source: {standard: 虚构 3-2031, confidence: high}
elements: [{use: shop}, {use: serial, absent: ignore}, {use: trade}, {use: until}]
rules:
  - {id: food, when: {shop: {identifier: shop-number, pattern: "9.*"}}, then: {trade: [餐饮]}}
  - {id: serial-in-number, when: {shop: {identifier: shop-number}}, derive: {column: serial, equals: {segment: serial, of: shop}}}
  - {id: open, compare: [until, ">=", {as_of: true}]}
"""
SHOPS = ["9126", "9127", "1230", "1231", "x"]
COLUMNS = {
    "shop": SHOPS,
    "serial": ["12", "23", "99"],
    "trade": ["餐饮", "零售"],
    "until": ["长期", "永久", "2031/1/5", "2031年1月15日", "2031/2/30", "2099-12-31", "2029-01-01"],
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("town") / "standard.yaml"
    file.write_text(TOWN, encoding="utf-8")
    return file.parent


@cache
def bundle(town: Path) -> dict[str, Any]:
    return compile_bundle(town)


def found(town: Path, folder: Path, **cells: str) -> list[tuple[str, str, str]]:
    """Check one row: (code, severity, column) of what is found."""
    row = {"shop": "1230", "serial": "23", "trade": "零售", "until": "2031-05-05"} | cells
    labels = {"shop": "店号", "serial": "顺序号", "trade": "行业", "until": "有效期"}
    data = folder / "shops.csv"
    data.write_text(f"{','.join(labels[name] for name in row)}\n{','.join(row.values())}\n", encoding="utf-8")
    report = check(data, standard=town, options=Options(as_of="2030-01-01"))
    return [(f.code, str(f.severity), f.element or "") for f in report.findings]


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("2031/1/5", "TYP205", "warning"),
        ("2031年1月15日", "TYP205", "warning"),
        ("长期", "TYP908", "warning"),
        ("2031/2/30", "TYP201", "error"),
        ("永久", "TYP201", "error"),
        ("2029/1/5", "TYP205", "warning"),
    ],
)
def test_only_what_is_no_date_is_an_error(town: Path, tmp_path: Path, text: str, code: str, severity: str) -> None:
    assert (code, severity, "until") in found(town, tmp_path, until=text)


def test_a_word_for_no_end_is_not_compared(town: Path, tmp_path: Path) -> None:
    assert found(town, tmp_path, until="长期") == [("TYP908", "warning", "until")]
    assert ("REL104", "error", "until") in found(town, tmp_path, until="2029-01-05")


@pytest.mark.parametrize(
    ("text", "fix"),
    [("2031/1/5", "2031-01-05"), ("长期", "2099-12-31"), ("2031/1/5 0:00", "2031-01-05"), ("永久", None)],
)
def test_what_to_write_instead(town: Path, text: str, fix: str | None) -> None:
    (column,) = [column for column in bundle(town)["binding"]["columns"] if column["id"] == "until"]
    assert suggest(text, column["repair"], lambda value: value in {"2031-01-05", "2099-12-31"}) == fix


def test_only_a_correct_number_speaks_of_other_cells(town: Path, tmp_path: Path) -> None:
    assert found(town, tmp_path, shop="9126", serial="12") == [("REL103", "error", "trade")]
    assert found(town, tmp_path, shop="1230", serial="24") == [("REL105", "error", "serial")]
    assert found(town, tmp_path, shop="9127", serial="99") == [("IDN201", "error", "shop")]


def test_nothing_is_said_of_a_column_that_need_not_be_there(town: Path, tmp_path: Path) -> None:
    data = tmp_path / "shops.csv"
    data.write_text("店号,有效期\n1230,2031-05-05\n", encoding="utf-8")
    (finding,) = check(data, standard=town).findings
    assert (finding.code, finding.element) == ("STR102", "trade")


ROWS = st.lists(
    st.fixed_dictionaries({}, optional={name: st.sampled_from(cells) for name, cells in COLUMNS.items()}).filter(bool),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_reference_and_engine_agree_on_every_route(town: Path, rows: list[dict[str, str]]) -> None:
    compiled = bundle(town)
    setting = Setting(compiled["codelists"], as_of="2030-01-01")
    validator = validator_for({"$ref": "#/$defs/row"}, setting, compiled["schema"])
    wanted = [validator.is_valid(row) for row in rows]
    for route in Route:
        plan = build_plan(compiled, {name: i for i, name in enumerate(COLUMNS)}, as_of="2030-01-01", route=route)
        assert [not error for error in judge(plan, batch_of(rows, list(COLUMNS))).errors] == wanted
