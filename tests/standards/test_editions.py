"""Two editions of one list, told apart by date: the status of a licence, the categories of a penalty."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import dgov_std

EXAMPLES = Path(__file__).parents[2] / "examples"


def changed(folder: Path, example: str, rows: Iterable[Mapping[str, str]]) -> Path:
    """Return a file with the first row of an example once for each of the changes."""
    with (EXAMPLES / example).open(encoding="utf-8-sig", newline="") as file:
        base = next(csv.DictReader(file))
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, base)
        writer.writeheader()
        writer.writerows({**base, **row} for row in rows)
    return path


def found(path: Path, as_of: str | None) -> list[tuple[str, str, list[str]]]:
    """Return (code, severity, values) of the errors and warnings in a file."""
    report = dgov_std.check(path, as_of=as_of)
    kept = [finding for finding in report.findings if finding.severity != "info"]
    return [(each.code, str(each.severity), sorted(str(shown.value) for shown in each.examples)) for each in kept]


@pytest.fixture
def statuses(tmp_path: Path) -> Path:
    """Licences of 2016 with the status codes 0 to 4; only 1 and 2 are of both editions, 4 of none."""
    days = {"许可决定日期": "2016-01-04", "有效期自": "2016-01-04", "有效期至": "2099-12-31"}
    rows = [{**days, "行政许可决定文书号": f"测许准字〔2016〕第{n}号", "当前状态": str(n)} for n in range(5)]
    return changed(tmp_path, "licences/good-organisations.csv", rows)


@pytest.mark.parametrize("as_of", ["2017-06-30", "2018-12-31"])
def test_the_status_codes_of_the_old_edition_hold_to_the_end_of_the_year_of_the_new_one(statuses: Path, as_of: str) -> None:
    assert found(statuses, as_of) == [("COD101", "warning", ["4"])]


@pytest.mark.parametrize("as_of", ["2019-01-01", "2025-06-30"])
def test_afterwards_0_and_3_are_codes_of_an_edition_that_has_ended(statuses: Path, as_of: str) -> None:
    assert found(statuses, as_of) == [("COD102", "warning", ["0", "3"]), ("COD101", "warning", ["4"])]


def test_without_a_reference_date_no_edition_is_preferred(statuses: Path) -> None:
    assert [code for code, *_ in found(statuses, None)] == ["COD101"]


def test_the_two_lists_of_penalty_categories_are_told_apart_by_the_day_of_the_decision(tmp_path: Path) -> None:
    old, new = "没收违法所得、没收非法财物", "没收非法财物"
    money = {"没收违法所得、没收非法财物的金额(万元)": "1", "罚款金额(万元)": ""}
    ends = {"处罚有效期": "2099-12-31", "公示截止期": "2099-12-31", "接收日期": ""}
    wrong, right = [("2021-07-14", new), ("2021-07-15", old)], [("2021-07-14", old), ("2021-07-15", new)]
    rows = [
        {**money, **ends, "行政处罚决定书文号": f"测罚〔2021〕{n}号", "处罚决定日期": day, "处罚类别": kind}
        for n, (day, kind) in enumerate([*wrong, *right])
    ]
    path = changed(tmp_path, "penalties/good-organisations.csv", rows)
    assert found(path, "2026-10-31") == [("COD102", "warning", sorted([new, old]))]
