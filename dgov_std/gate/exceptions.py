"""Approved exceptions (已批准例外): who answers for which faults, why, and until when."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from dgov_std.errors import Problem, UsageError
from dgov_std.gate.faults import Fault, Found, name_of, names_of, results_of
from dgov_std.gate.rules import Waiver
from dgov_std.report.codes import CODES
from dgov_std.report.gate import ApprovedException
from dgov_std.report.values import Finding, Report
from dgov_std.text import Text

KEYS = ("check", "code", "column", "file", "max_count", "reason", "owner", "expires")
_NEEDED = ("reason", "owner", "expires")


@dataclass(frozen=True, slots=True)
class Record:
    """One exception as written: its values as text, and where it and each of them stands."""

    where: str
    values: Mapping[str, str]
    places: Mapping[str, str]


def waivers_of(records: Iterable[Record]) -> tuple[Waiver, ...]:
    """Return the exceptions written down. Raises UsageError with every mistake in them."""
    problems: list[Problem] = []
    found = [_waiver(record, problems) for record in records]
    if problems:
        raise UsageError(*problems)
    return tuple(found)


def _waiver(record: Record, problems: list[Problem]) -> Waiver:
    values = {key: value.strip() for key, value in record.values.items()}
    problems += _problems(record, values)
    most = values.get("max_count", "")
    return Waiver(
        where=record.where,
        reason=values.get("reason", ""),
        owner=values.get("owner", ""),
        expires=values.get("expires", ""),
        check=values.get("check"),
        code=values.get("code"),
        column=values.get("column"),
        file=values.get("file"),
        most=int(most) if most.isdecimal() and most.isascii() else None,
    )


def _problems(record: Record, values: Mapping[str, str]) -> Iterator[Problem]:
    for key in values:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1, 0.5)
            todo = Text(f"是不是 {near[0]}?", f"Did you mean {near[0]}?") if near else _listed(KEYS)
            yield Problem(Text(f"没有“{key}”这一项", f'there is no key "{key}"'), record.places[key], todo)
    for key in _NEEDED:
        if not values.get(key):
            what = Text(f"例外要写明 {key}", f"an exception must say its {key}")
            todo = Text("写明理由 reason、负责人 owner、截止日期 expires", "say reason, owner and expires")
            yield Problem(what, record.places.get(key, record.where), todo)
    if ("check" in values) == ("code" in values):
        what = Text("例外要写 check 或 code, 只写一个", "an exception names a check or a code, one of them")
        yield Problem(what, record.where, Text("如 code: IDN201", "such as code: IDN201"))
    if "code" in values and values["code"] not in CODES:
        near = get_close_matches(values["code"], CODES, 1, 0.5)
        hint = Text(f"是不是 {near[0]}?", f"Did you mean {near[0]}?") if near else None
        yield Problem(Text(f"没有代号 {values['code']}", f"there is no code {values['code']}"), record.places["code"], hint)
    if values.get("expires") and not _is_date(values["expires"]):
        what = Text(f"“{values['expires']}”不是日期", f"{values['expires']!r} is no date")
        yield Problem(what, record.places["expires"], Text("写成 2026-12-31 的形式", "write it as 2026-12-31"))
    most = values.get("max_count", "1")
    if not (most.isdecimal() and most.isascii() and 0 < len(most) <= 12 and int(most) > 0):
        what = Text("max_count 应为大于 0 的整数", "max_count should be a whole number above 0")
        yield Problem(what, record.places["max_count"])


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _listed(keys: Sequence[str]) -> Text:
    return Text(f"可用: {'、'.join(keys)}", f"known: {', '.join(keys)}")


def excuse(
    waivers: Iterable[Waiver], day: str | None, report: Report, found: Found, left: list[int]
) -> tuple[list[int], tuple[ApprovedException, ...]]:
    """Excuse faults by exceptions, in the order they are written.

    Args:
        waivers: the exceptions.
        day: the one on which they are judged, ISO; an exception holds to the end of its last day.
        report: what was found.
        found: its faults.
        left: how many of each fault, in their order, may be excused.

    Returns:
        How many of each fault are excused, and what became of each exception.
    """
    excused = [0] * len(found.faults)
    findings = {finding.number: finding for finding in report.findings}
    told = []
    for waiver in waivers:
        expired = day is None or waiver.expires < day
        room = [count - taken for count, taken in zip(left, excused, strict=True)]
        fitting = [
            i for i, fault in enumerate(found.faults) if room[i] and _is_of(waiver, fault, findings[fault.finding], report)
        ]
        fitting = fitting if _is_file(waiver, found.file) else []
        taken = _taken(fitting, room, waiver.most)
        if not expired:
            for i, count in taken.items():
                excused[i] += count
        count = sum(taken.values())
        if not _concerns(waiver, report, found):
            state = "elsewhere"
        elif expired:
            state = "expired"
        else:
            state = "used" if count else "unused"
        told.append(_told(waiver, state, count, (found.faults[i].finding for i in taken)))
    return excused, tuple(told)


def _taken(fitting: Sequence[int], room: Sequence[int], most: int | None) -> dict[int, int]:
    taken: dict[int, int] = {}
    budget = most
    for i in fitting:
        count = room[i] if budget is None else min(room[i], budget)
        if count:
            taken[i] = count
        if budget is not None:
            budget -= count
    return taken


def _told(waiver: Waiver, state: str, count: int, findings: Iterable[int]) -> ApprovedException:
    return ApprovedException(
        check=waiver.check,
        code=waiver.code,
        column=waiver.column,
        file=waiver.file,
        most=waiver.most,
        reason=waiver.reason,
        owner=waiver.owner,
        expires=waiver.expires,
        state=state,  # type: ignore[arg-type]
        count=count,
        findings=tuple(sorted(set(findings))),
    )


def _is_of(waiver: Waiver, fault: Fault, finding: Finding, report: Report) -> bool:
    if waiver.check is not None and waiver.check != fault.check:
        return False
    if waiver.code is not None and waiver.code not in codes_of(fault, finding, report):
        return False
    return waiver.column is None or waiver.column in names_of(finding, report.columns) | {fault.column}


def codes_of(fault: Fault, finding: Finding, report: Report) -> Collection[str]:
    """Return the codes a fault goes by: that of its finding, and that of the check that failed."""
    return {finding.code, *(result.code for result in report.checks if result.id == fault.check)}


def _is_file(waiver: Waiver, file: str) -> bool:
    """Whether an exception is of a file: by its path, or by its name alone where the pattern names no folder."""
    if waiver.file is None:
        return True
    return fnmatchcase(file, waiver.file) or fnmatchcase(PurePosixPath(file).name, waiver.file)


def _concerns(waiver: Waiver, report: Report, found: Found) -> bool:
    """Whether an exception is about this file at all: about a check and a column that it has."""
    if not _is_file(waiver, found.file):
        return False
    results = results_of(report)
    codes = {result.code for result in report.checks} | {finding.code for finding in report.findings}
    names = {name for column in report.columns for name in (name_of(column), column.label, column.letter)}
    names |= {result.element or "" for result in report.checks}
    known = waiver.check in results or waiver.check in CODES if waiver.check is not None else waiver.code in codes
    return known and (waiver.column is None or waiver.column in names)
