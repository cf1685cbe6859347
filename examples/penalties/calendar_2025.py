"""A calendar of working days for 2025 with invented holidays, and counting by it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

HOLIDAYS = {date(2025, 3, 12): "虚构植树节", date(2025, 6, 16): "虚构夏日节", date(2025, 6, 17): "虚构夏日节"}
HOLIDAYS |= {date(2025, 10, day): "虚构丰收节" for day in range(13, 18)}
WORKDAYS = {date(2025, 6, 21): "虚构夏日节调休", date(2025, 10, 11): "虚构丰收节调休"}  # both a Saturday


def is_working(day: date) -> bool:
    """Tell whether a day of 2025 is a working day."""
    return day in WORKDAYS or (day.weekday() < 5 and day not in HOLIDAYS)


def after(day: date, count: int) -> date:
    """Return the day on which `count` working days have passed since `day`, which itself is not counted."""
    while count:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def write(path: Path) -> None:
    """Write the calendar: the year it covers, then the days that are out of the ordinary."""
    rows = ["code,name,kind", "2025,虚构的2025年,year"]
    days = sorted(
        [(day, name, "holiday") for day, name in HOLIDAYS.items()] + [(d, n, "workday") for d, n in WORKDAYS.items()]
    )
    rows += [f"{day.isoformat()},{name},{kind}" for day, name, kind in days]
    path.write_bytes(("\n".join(rows) + "\n").encode("utf-8"))
