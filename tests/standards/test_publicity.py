"""What examples of a dataset cannot say of the forms of 双公示: what is only noted, and which rows may stand side by side."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import dgov_std

EXAMPLES = Path(__file__).parents[2] / "examples"
SHIPPED = {
    "licences/good-organisations": ("licence-publicity", "administrative-licence-organisation"),
    "licences/good-persons": ("licence-publicity", "administrative-licence-person"),
    "penalties/good-organisations": ("penalty-publicity", "administrative-penalty-organisation"),
    "penalties/good-persons": ("penalty-publicity", "administrative-penalty-person"),
}
LICENCE, PENALTY = "行政许可决定文书号", "行政处罚决定书文号"


@cache
def bundle(example: str) -> Mapping[str, Any]:
    """Return the compiled dataset that an example is of."""
    return dgov_std.compile_bundle(*SHIPPED[example])


def noted(folder: Path, example: str, rows: Iterable[Mapping[str, str]]) -> set[str]:
    """Return the checks that find something in a file: the first row of an example once for each of the changes."""
    with (EXAMPLES / f"{example}.csv").open(encoding="utf-8-sig", newline="") as file:
        base = next(csv.DictReader(file))
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, base)
        writer.writeheader()
        writer.writerows({**base, **row} for row in rows)
    report = dgov_std.check(path, standard=bundle(example), as_of="2026-10-31")
    return {f"{check} {finding.severity}" for finding in report.findings for check in finding.checks}


NOTES = [
    ("licences/good-organisations", {LICENCE: "测许准字[2025]第1号"}, "decision-number-brackets"),
    ("licences/good-organisations", {LICENCE: "测许准字（2025）第1号"}, "decision-number-brackets"),
    ("licences/good-persons", {LICENCE: "测许准字【2025】第1号"}, "decision-number-brackets"),
    ("penalties/good-organisations", {PENALTY: "测罚(2025)1号"}, "decision-number-brackets"),
    ("penalties/good-persons", {PENALTY: "测罚［2025］1号"}, "decision-number-brackets"),
    ("licences/good-organisations", {"有效期自": "2025-01-01"}, "decision-before-validity"),
    ("licences/good-persons", {"有效期自": "2025-01-01"}, "decision-before-validity"),
    ("penalties/good-organisations", {"处罚类别": "罚款", "罚款金额(万元)": "1000"}, "fine-unit"),
    ("penalties/good-persons", {"处罚类别": "罚款", "罚款金额(万元)": "100.5"}, "fine-unit"),
    ("licences/good-persons", {"证件类型": "护照号", "证件号码": "123456789"}, "chinese-passport-number"),
    ("penalties/good-persons", {"证件类型": "护照号", "证件号码": "123456789"}, "chinese-passport-number"),
]
REPRESENTATIVE = {"法定代表人证件类型": "身份证", "法定代表人证件号码": "11010519491231002X"}
NOTES += [
    (f"{each}/good-organisations", REPRESENTATIVE, "representative-document-minimisation")
    for each in ("licences", "penalties")
]


@pytest.mark.parametrize(("example", "change", "rule"), NOTES)
def test_what_may_be_right_is_only_noted(tmp_path: Path, example: str, change: dict[str, str], rule: str) -> None:
    found = noted(tmp_path, example, [change])
    assert {check for check in found if not check.endswith(" info")} == set()
    assert any(check.startswith((f"{rule} ", "passport.")) for check in found), found


QUIET = [
    ("licences/good-organisations", {LICENCE: "20250001"}),
    ("licences/good-persons", {LICENCE: "杭公(西湖)许字〔2025〕第01号"}),
    ("penalties/good-organisations", {"处罚类别": "罚款", "罚款金额(万元)": "999.99"}),
    (
        "penalties/good-persons",
        {"处罚类别": "罚款", "罚款金额(万元)": "99.99", PENALTY: "杭公(西湖)行罚决字〔2023〕第01234号"},
    ),
    ("licences/good-persons", {"证件类型": "护照号", "证件号码": "E12345678"}),
]


@pytest.mark.parametrize(("example", "change"), QUIET)
def test_nothing_is_noted_without_reason(tmp_path: Path, example: str, change: dict[str, str]) -> None:
    assert noted(tmp_path, example, [change]) == set()


NAME, NUMBER = "行政相对人名称", "许可编号"
KEYS = [
    (
        "licences/good-organisations",
        "one-row-per-licence",
        [{NAME: "某某测试一厂"}, {NUMBER: "CS2"}, {LICENCE: "测许准字〔2025〕第2号"}],
    ),
    (
        "licences/good-persons",
        "one-row-per-licence",
        [{NAME: "李测试"}, {NUMBER: "CS2"}, {LICENCE: "测许准字〔2025〕第2号"}],
    ),
    ("penalties/good-organisations", "one-row-per-penalty", [{NAME: "某某测试一厂"}, {PENALTY: "测罚〔2025〕2号"}]),
    ("penalties/good-persons", "one-row-per-penalty", [{NAME: "李测试"}, {PENALTY: "测罚〔2025〕2号"}]),
]


@pytest.mark.parametrize(("example", "key", "others"), KEYS)
def test_one_decision_may_concern_several_parties_and_licences(
    tmp_path: Path, example: str, key: str, others: list[dict[str, str]]
) -> None:
    assert noted(tmp_path, example, [{}, *others]) == set()
    assert f"{key} warning" in noted(tmp_path, example, [{}, {"备注": "又报一次"}])
