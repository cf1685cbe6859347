"""What the penalty examples hold."""

from __future__ import annotations

import csv
import datetime

from example_files import EXAMPLES, column, expected, kinds

CALENDAR = EXAMPLES / "penalties" / "working-days-invented.csv"


def test_there_are_more_than_thirty_kinds_of_fault():
    assert len(kinds("penalties")) > 60
    assert len({code for code, _, _ in kinds("penalties")}) > 20


def test_both_lists_of_categories_occur_up_to_the_day_of_the_change():
    days = [day.replace("/", "-") for day in column("penalties", "good-organisations", "处罚决定日期")]
    found = dict(zip(days, column("penalties", "good-organisations", "处罚类别"), strict=True))
    assert found["2021-07-14"] == "没收违法所得、没收非法财物"
    assert found["2021-07-15"] == "通报批评;罚款"


def test_the_calendar_is_invented_and_says_so():
    with CALENDAR.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all("虚构" in row["name"] for row in rows)
    weekend = {
        row["code"] for row in rows if len(row["code"]) == 10 and datetime.date.fromisoformat(row["code"]).weekday() > 4
    }
    assert weekend == {row["code"] for row in rows if row["kind"] == "workday"}


def test_late_returns_stand_beside_returns_on_the_last_day():
    (late,) = expected("penalties", "bad-organisations")["also_with_calendar"]
    assert (late["code"], late["column"], len(late["rows"])) == ("REL109", "接收日期", 3)
