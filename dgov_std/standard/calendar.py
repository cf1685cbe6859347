"""Calendars of working days: code lists whose codes are days and years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dgov_std.standard.composition import Documents
from dgov_std.standard.heads import first_day, last_day
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Code, CodeList, Dataset
from dgov_std.standard.problems import shown
from dgov_std.text import Text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_SPREADSHEET = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NO_COVER = Text("工作日历没有写明收录了哪些年", "the calendar does not say which years it covers")
_COVER_TODO = Text(
    "每收录一年加一个代码, 如 2031, kind 写 year",
    "For each year whose exceptional days are all listed, add a code such as 2031 of kind year.",
)


def plain_day(text: str) -> str:
    """Return a day as spreadsheets write it (`2031/1/5`) as `2031-01-05`; anything else as it is."""
    found = _SPREADSHEET.fullmatch(text)
    day = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text
    return day if _is_day(day) else text


def calendar_mistakes(codes: Sequence[Code], *, covered: bool) -> Iterator[tuple[int | None, Text, Text]]:
    """Yield (position, what is wrong, what to do) for codes that make no calendar; None = the list as a whole.

    Every code is a day (`2031-10-01`) of kind holiday or workday, or a year (`2031`) of kind year: one whose exceptional
    days are all in the list. Unless the list says itself what it covers (`covered`), it has such a year.
    """
    for position, code in enumerate(codes):
        name = shown(code.code)
        if code.kind is None:
            yield (
                position,
                Text(f"日历里的“{name}”没有写 kind", f'"{name}" in the calendar has no kind'),
                Text("放假写 holiday，上班写 workday，收录的年份写 year", "Write holiday, workday, or year for a year."),
            )
        elif code.kind == "year" and not (_YEAR.fullmatch(code.code) and int(code.code)):
            yield position, Text(f"“{name}”不是年份", f'"{name}" is no year'), Text("请写成 2031", "Write it as 2031.")
        elif code.kind != "year" and not _is_day(code.code):
            yield (
                position,
                Text(f"“{name}”不是日期", f'"{name}" is no date'),
                Text("请写成 2031-10-01", "Write it as 2031-10-01."),
            )
        elif code.valid_from or code.valid_to:
            yield (
                position,
                Text(
                    f"日历里的“{name}”写了 valid_from 或 valid_to，它们在日历里没有意义",
                    f'"{name}" in the calendar has valid_from or valid_to, which mean nothing there',
                ),
                Text("请删去这两列", "Delete these columns."),
            )
    if not covered and all(code.kind != "year" for code in codes):
        yield None, _NO_COVER, _COVER_TODO


def _is_day(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def check_calendars(
    ledger: Ledger,
    documents: Documents,
    own: Mapping[str, Iterable[str]],
    broken: Collection[tuple[str, str]],
) -> None:
    """Note what is wrong with the code lists that rules count working days by, where list or dataset is `own`."""
    datasets: Mapping[str, Dataset] = documents.get("dataset", {})
    codelists: Mapping[str, CodeList] = documents.get("codelist", {})
    seen: set[str] = set()
    for dataset in datasets.values():
        mine = dataset.head.id in own.get("dataset", ())
        for rule in dataset.rules:
            name = rule.body.get("calendar", "")
            if name in codelists and name not in seen and (mine or name in own.get("codelist", ())):
                seen.add(name)
                if ("codelist", name) not in broken:
                    _check(ledger, codelists[name])


def _check(ledger: Ledger, calendar: CodeList) -> None:
    begin, end = calendar.known_from, calendar.known_until
    if begin and end and last_day(end) < first_day(begin):
        ledger.add(
            calendar.head.mark,
            Text(f"known_until（{end}）早于 known_from（{begin}）", f"known_until ({end}) is before known_from ({begin})"),
            Text("请改正其中一个", "Correct one of them."),
        )
    if calendar.external and not calendar.codes:
        return
    for _, what, todo in calendar_mistakes(calendar.codes, covered=bool(begin and end)):
        ledger.add(calendar.head.mark, what, todo)
