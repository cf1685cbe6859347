"""A small standard whose rows speak of each other, and of other tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std.api.check import check
from dgov_std.api.options import Options
from dgov_std.report.values import Report

PROVINCE = Path(__file__).parent / "province"
HEADER = "站点编号,单位编号,单位名称,区县代码,上级站点"
OFFICES = "单位编号,单位名称\n1,市容局\n2,城管局\n3,无\n"
DISTRICTS = "代码,名称\n330102,上城\n330106,西湖\n"


@pytest.fixture
def sites(tmp_path: Path) -> Callable[..., Report]:
    """Check rows of sites; by default both other tables are given."""

    def run(*rows: str, offices: str | None = OFFICES, districts: str | None = DISTRICTS, **more: object) -> Report:
        data = tmp_path / "sites.csv"
        data.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        given = {}
        for name, text in (("offices", offices), ("districts.csv", districts)):
            if text is not None:
                given[name] = tmp_path / f"{name}-given.csv"
                given[name].write_text(text, encoding="utf-8")
        return check(data, standard=str(PROVINCE), options=Options(dataset="sites", references=given, **more))

    return run
