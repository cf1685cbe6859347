"""Reported within so many working days: counted by a calendar, and only where it covers the days."""

import datetime
import random
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
from keyword_cases import DAYS, LISTS

from dgov_std.checks.calendar import calendar_of
from dgov_std.checks.code_list import every, split
from dgov_std.checks.setting import Setting
from dgov_std.checks.working_days import compile_working_days
from dgov_std.reference.rows import counted_days
from dgov_std.report.facts import Deadline
from dgov_std.report.values import CheckResult, Report
from dgov_std.text import Text
from dgov_std.texts import Texts

Fines = Callable[..., Report]


def in_time(report: Report) -> CheckResult:
    (check,) = [check for check in report.checks if check.id == "in-time"]
    return check


@pytest.mark.parametrize(
    ("decided", "received", "late"),
    [
        ("2031-04-07", "2031-04-16", False),  # Monday; the seventh working day is the Wednesday of the week after
        ("2031-04-07", "2031-04-17", True),
        ("2031-04-30", "2031-05-12", False),  # two holidays, one Sunday worked: 1, 2, 7, 8, 9, 11, 12 May
        ("2031-04-30", "2031-05-13", True),
        ("2031/04/30", "2031-05-13", True),
        ("2031-04-30", "2031-04-01", False),  # the wrong way round: another rule's business
        ("2031-12-29", "2032-01-30", False),  # leaves the calendar after two working days
        ("2031-04-30", "2032-04-30", True),  # leaves it when it is too late already
        ("2030-12-30", "2031-01-09", False),  # seven since the calendar begins: nobody knows how many before
        ("2030-12-30", "2031-01-10", True),
        ("2030-12-30", "2030-12-31", False),
        ("2029-12-30", "2033-12-31", True),
    ],
)
def test_late_is_more_than_seven_working_days(
    fines: Fines, calendar: dict[str, str], decided: str, received: str, late: bool
) -> None:
    report = fines(f"警告,,,{decided},{received}", codelists=calendar)
    found = [(f.code, f.element, str(f.severity)) for f in report.findings if f.code == "REL109"]
    assert found == ([("REL109", "received", "warning")] if late else [])


def test_what_a_finding_says(fines: Fines, calendar: dict[str, str]) -> None:
    report = fines("警告,,,2031-04-07,2031-04-17", codelists=calendar)
    (finding,) = [f for f in report.findings if f.code == "REL109"]
    assert finding.facts == Deadline(Text("决定日期", "Decided"), Text("收到日期", "Received"), 7, "working_day")
    assert (finding.dimension, finding.columns, finding.first[0].cell) == ("timeliness", (4, 3), "E2")


def test_rows_that_the_calendar_does_not_cover_are_not_evaluated(fines: Fines, calendar: dict[str, str]) -> None:
    rows = ["警告,,,2031-04-07,2031-04-17", "警告,,,2031-04-07,", "警告,,,x,2031-04-17", "警告,,,2030-04-07,2031-01-03"]
    check = in_time(fines(*rows, "警告,,,2031-04-07,2031-04-01", codelists=calendar))
    assert (str(check.status), check.evaluated, check.failed) == ("ran", 1, 1)


def test_a_calendar_of_other_years_is_said_not_to_apply(fines: Fines, calendar: dict[str, str]) -> None:
    check = in_time(fines("警告,,,2029-04-07,2029-04-17", codelists=calendar))
    assert (str(check.status), check.reason.zh) == ("not applicable", "没有一行的日期在工作日历收录的范围内")


def test_without_a_calendar_a_warning_is_skipped_and_the_verdict_stands(fines: Fines) -> None:
    report = fines("警告,,,2031-04-07,2031-04-17")
    check = in_time(report)
    assert (str(check.status), check.reason.zh) == ("skipped", "没有提供工作日历, 用 --codelist working-days=文件")
    assert check.reason.en == "no working-day calendar was provided, see --codelist working-days=FILE"
    assert (str(report.verdict), report.complete, report.limits) == ("pass", True, ())
    assert "working-days" not in {each.id for each in report.basis.codelists}


def test_kernel_and_reference_count_alike_and_fall_silent_alike() -> None:
    choose, entry = random.Random(7), LISTS["calendar"]
    first = datetime.date(2030, 12, 25)
    pairs = [(first + datetime.timedelta(choose.randrange(1200)), choose.randrange(-3, 500)) for _ in range(3000)]
    starts = [start for start, _ in pairs]
    ends = [start + datetime.timedelta(days) for start, days in pairs]
    number = [np.array([int(day.strftime("%Y%m%d")) for day in days]) for days in (starts, ends)]
    wanted = [counted_days(entry, start, end) for start, end in zip(starts, ends, strict=True)]
    found, exact = calendar_of(entry).between(*number)
    assert list(zip(found.tolist(), exact.tolist(), strict=True)) == wanted
    assert {(-1, False), (0, True), (0, False), (90, False)} < set(wanted)
    texts = [Texts(pa.array([day.isoformat() for day in days])) for days in (starts, ends)]
    kernel = compile_working_days({**DAYS, "atMost": 3}, Setting(LISTS))
    assert kernel.says(*texts).tolist() == [sure or count > 3 for count, sure in wanted]
    assert kernel.judge(*texts).tolist() == [count <= 3 for count, _ in wanted]


def test_the_first_and_the_last_day_of_all_can_be_covered() -> None:
    entry = {"known_from": "0001", "known_until": "9999", "columns": ["code", "name"], "rows": []}
    found, exact = calendar_of(entry).between(np.array([10101, 99991230, 10101]), np.array([10102, 99991231, 10101]))
    assert (found.tolist(), exact.all()) == ([1, 1, 0], True)


def test_parts_of_nulls_and_of_slices() -> None:
    parts, counts = split(pa.array(["x", "a;b", None, "", "c"]).slice(1), ";")
    assert (parts.to_pylist(), counts.tolist()) == (["a", "b", "", "c"], [2, 0, 1, 1])
    assert every(np.array([True, False, True, True]), counts).tolist() == [False, True, True, True]
