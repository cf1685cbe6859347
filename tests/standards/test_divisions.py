"""The lists of divisions: as many codes as their sources have, above each other, one after the other."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import dgov_std
from dgov_std.report.values import Severity
from dgov_std.standard import load_standard
from dgov_std.standard.model import CodeList

STANDARDS = Path(__file__).parents[2] / "standards"
LISTS = STANDARDS / "national" / "codelists"
NAMES = ["division", "division-summary", "division-nonstandard", "province", "town", "citizen-region", "registration-region"]
SUCCEEDED = {"2000": (1052, 978), "1980": (3799, 3527)}  # entries that ended since then, those with a successor

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def national():
    return load_standard(STANDARDS / "national").codelists


@pytest.fixture(scope="module")
def divisions() -> list[Row]:
    return rows("division")


@pytest.fixture(scope="module")
def entries(divisions: list[Row]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in divisions:
        found[row["code"]].append(row)
    return found


def in_use(entries: list[Row], year: str) -> bool:
    """Whether one of the entries is in use at the end of the year."""
    return any(row["valid_from"] <= year and (row["valid_to"] or "9999") > year for row in entries)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_the_rows_and_bytes_it_says(name: str, national: dict[str, CodeList]):
    copy = national[name].copy
    assert (copy.rows_found, copy.sha256_found) == (copy.rows, copy.sha256)
    assert copy.licence
    assert copy.origin


def test_as_many_codes_as_in_the_sources():
    assert {name: len(rows(name)) for name in NAMES} == {
        "division": 6986 + 26,
        "division-summary": 293,
        "division-nonstandard": 271,
        "province": 34,
        "town": 41_352,
        "citizen-region": 6670,
        "registration-region": 6963,
    }


def test_there_are_34_provinces_333_prefectures_and_2846_counties(divisions: list[Row]):
    current = Counter(row["level"] for row in divisions if not row["valid_to"])
    assert current == {"province": 34, "prefecture": 333, "county": 2846}


def test_years_are_years_and_in_order(divisions: list[Row]):
    years = {year for row in divisions for year in (row["valid_from"], row["valid_to"])} - {""}
    assert [year for year in years if not re.fullmatch(r"(19[89]|20[012])\d", year)] == []
    assert [row for row in divisions if row["valid_to"] and row["valid_from"] > row["valid_to"]] == []


def test_what_is_above_a_code_was_in_use_when_the_code_was(divisions: list[Row], entries: dict[str, list[Row]]):
    def meets(row: Row, other: Row) -> bool:
        ends, others = row["valid_to"] or "9999", other["valid_to"] or "9999"
        return row["valid_from"] <= others and other["valid_from"] <= ends

    below = [row for row in divisions if row["parent"]]
    assert [row for row in below if not any(meets(row, other) for other in entries[row["parent"]])] == []
    assert [row for row in below if not row["code"].startswith(row["parent"].rstrip("0"))] == []
    assert {row["level"] for row in divisions if not row["parent"]} == {"province"}


def test_a_successor_was_in_use_when_its_predecessor_ended(divisions: list[Row], entries: dict[str, list[Row]]):
    pairs = [(row, code) for row in divisions if row["replaced_by"] for code in row["replaced_by"].split("|")]
    assert [(row, code) for row, code in pairs if not in_use(entries[code], row["valid_to"])] == []
    assert [(row, code) for row, code in pairs if code == row["code"]] == []
    assert [row for row in divisions if row["replaced_by"] and not row["valid_to"]] == []


def test_only_codes_that_go_on_have_no_successor(divisions: list[Row], entries: dict[str, list[Row]]):
    bare = [row for row in divisions if row["valid_to"] and not row["replaced_by"]]
    ended = [row["code"] for row in bare if not in_use(entries[row["code"]], row["valid_to"])]
    assert ended == ["370122", "370922"]


@pytest.mark.parametrize("since", SUCCEEDED)
def test_so_many_entries_have_a_successor(since: str, divisions: list[Row]):
    ended = [row for row in divisions if row["valid_to"] >= since]
    assert (len(ended), sum(bool(row["replaced_by"]) for row in ended)) == SUCCEEDED[since]


@pytest.mark.parametrize(
    ("code", "until", "successors"),
    [
        ("370284", "2012", ["370211"]),  # 胶南市 to 黄岛区
        ("110103", "2010", ["110101"]),  # 崇文区 to 东城区
        ("420122", "1995", ["420115"]),  # 武昌县 to 江夏区, not to 武昌区
        ("320283", "2000", ["320205", "320206", "320211"]),  # 锡山市 to 锡山区, 惠山区, 滨湖区
        ("371200", "2018", ["370100"]),  # 莱芜市 to 济南市
        ("500381", "2006", ["500116"]),  # 江津市 to 江津区
    ],
)
def test_what_became_of_a_code(code: str, until: str, successors: list[str], entries: dict[str, list[Row]]):
    assert [(row["valid_to"], row["replaced_by"].split("|")) for row in entries[code]] == [(until, successors)]


def test_the_provinces_are_those_of_the_divisions(divisions: list[Row]):
    found = rows("province")
    assert [(row["code"], row["name"]) for row in found] == [
        (row["code"], row["name"]) for row in divisions if row["level"] == "province"
    ]
    assert {re.sub(r"\|.*", "", row["aliases"]) for row in found} >= {"BJ", "NM", "XZ", "TW", "HK", "MO"}


def test_towns_lie_in_known_counties_or_in_zones(entries: dict[str, list[Row]]):
    counties = Counter(row["code"][:6] for row in rows("town"))
    zones = {row["code"] for row in rows("division-nonstandard")}
    outside = {code: number for code, number in counties.items() if code not in entries}
    assert (len(counties), len(outside), sum(outside.values())) == (2978, 133, 468)
    assert outside.keys() <= zones
    assert [code for code in counties if code in entries and not in_use(entries[code], "2023")] == []


def test_codes_that_are_no_divisions_are_not_among_them(entries: dict[str, list[Row]]):
    assert {row["code"] for row in rows("division-nonstandard")} & entries.keys() == set()


PLACES = """
kind: standard
id: places
title: {zh: 地点, en: Places}
source: {standard: test, confidence: high}
extends: [national]
---
kind: element
id: county-then
title: {zh: 所在县, en: County}
source: {standard: test, confidence: high}
codelist: {value: division, at: as-of}
---
kind: element
id: town-then
title: {zh: 所在乡镇, en: Town}
source: {standard: test, confidence: high}
codelist: town
---
kind: dataset
id: places
title: {zh: 地点, en: Places}
source: {standard: test, confidence: high}
elements: [{use: county-then}, {use: town-then}]
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    (folder / "standard.yaml").write_text(PLACES, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("as_of", "county", "found"),
    [
        ("2005-06-30", "370284", []),
        ("2025-06-30", "370284", ["COD102 error"]),
        ("2025-06-30", "370211", []),
        ("2025-06-30", "500157", ["COD101 error"]),  # 两江新区 was set up after the list was made
        ("2026-06-30", "500157", ["COD104 warning"]),
        ("2026-06-30", "500105", []),
    ],
)
def test_a_county_counts_on_the_day_asked_about(places: Path, tmp_path: Path, as_of: str, county: str, found: list[str]):
    table = tmp_path / "places.csv"
    table.write_text(f"所在县,所在乡镇\n{county},110101001\n", encoding="utf-8")
    report = dgov_std.check(table, standard=places, as_of=as_of).values
    assert [f"{finding.code} {finding.severity.value}" for finding in report.findings if finding.columns] == found


def test_a_code_newer_than_the_list_is_asked_about(places: Path, tmp_path: Path):
    table = tmp_path / "places.csv"
    table.write_text("所在县,所在乡镇\n500157,500157001\n", encoding="utf-8")
    result = dgov_std.check(table, standard=places, as_of="2026-06-30")
    newer = [finding for finding in result.values.findings if finding.code == "COD104"]
    assert [finding.severity for finding in newer] == [Severity.WARNING] * 2
    said = result.render("markdown", language="en").decode("utf-8")
    assert '"500157" not in the list (2025-10-31)' in said
    assert '"500157001" not in the list (2023-06-30)' in said
