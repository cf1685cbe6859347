"""The code lists: the derived ones are what `standards/derive.py` makes of the others."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest

STANDARDS = Path(__file__).parents[2] / "standards"
LISTS = STANDARDS / "national" / "codelists"


def derive():
    spec = importlib.util.spec_from_file_location("derive_lists", STANDARDS / "derive.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["citizen-region.csv", "registration-region.csv", "industry-2017-written.csv"])
def test_a_derived_list_is_up_to_date(name: str):
    assert (LISTS / name).read_text(encoding="utf-8") == derive().texts()[name]


def test_an_industry_is_written_with_and_without_the_letter_of_its_section():
    above = {row["code"]: row["parent"] for row in rows("industry-2017-written.csv")}
    assert [above[code] for code in ("A", "01", "011", "0111")] == ["", "A", "01", "011"]
    assert [above[code] for code in ("A01", "A011", "A0111")] == ["A", "A01", "A011"]
    assert len(above) == 2 * len(rows("industry-2017.csv")) - 20
    assert "J0111" not in above
    assert "AA" not in above


def test_taiwan_permits_have_a_region_that_is_no_division():
    assert "830000" in {row["code"] for row in rows("citizen-region.csv")}
    assert "830000" not in {row["code"] for row in rows("division.csv")}


def test_a_code_used_twice_counts_until_its_last_abolition():
    until = {row["code"]: row["valid_to"] for row in rows("citizen-region.csv")}
    assert until["132201"] == "1993"  # 邢台市 to 1983, then 南宫市
    assert until["330303"] == ""  # 西城区 to 1983, now 龙湾区


def test_credit_codes_may_name_a_national_authority_or_a_summary_code():
    codes = {row["code"] for row in rows("registration-region.csv")}
    assert {"100000", "440101", "110103"} <= codes
    assert "830000" not in codes


def test_the_division_list_has_the_known_number_of_current_codes():
    current = {row["code"] for row in rows("division.csv") if not row["valid_to"]}
    assert len(current) == 34 + 333 + 2846


def test_no_division_of_the_snapshots_has_an_invented_first_year():
    assert {row["valid_from"] for row in rows("division.csv") if row["code"] in {"710000", "810000", "820000"}} == {""}


def test_periods_of_one_code_do_not_overlap():
    seen: dict[str, str] = {}
    for row in sorted(rows("division.csv"), key=lambda row: (row["code"], row["valid_from"])):
        assert seen.get(row["code"], "0") <= (row["valid_from"] or "0"), row
        seen[row["code"]] = row["valid_to"] or "9999"
