"""A small standard with several codes in a cell, two editions of a list, and a deadline in working days."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std.api.check import check
from dgov_std.api.options import Options
from dgov_std.report.values import Report

COUNTY = Path(__file__).parent / "county"
HEADER = "处罚种类,罚款金额,地点,决定日期,收到日期"
# Invented: two days off in the week of 5 May 2031, and a Sunday worked instead.
CALENDAR = "code,name,kind\n2031,2031年,year\n2031-05-05,假,holiday\n2031-05-06,假,holiday\n2031-05-11,班,workday\n"


@pytest.fixture
def fines(tmp_path: Path) -> Callable[..., Report]:
    """Check rows of fines; code lists are given as CSV texts by their id."""

    def run(*rows: str, standard: Path = COUNTY, codelists: dict[str, str] | None = None, **more: object) -> Report:
        data = tmp_path / "fines.csv"
        data.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        given = {}
        for name, text in (codelists or {}).items():
            given[name] = tmp_path / f"{name}.csv"
            given[name].write_text(text, encoding="utf-8")
        return check(data, standard=standard, options=Options(codelists=given, **more))

    return run


@pytest.fixture
def calendar() -> dict[str, str]:
    """A calendar of one year, to be given."""
    return {"working-days": CALENDAR}
