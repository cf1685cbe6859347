"""The rules of a gate, as read from options and files."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Literal, get_args

from dgov_std.errors import Problem, UsageError
from dgov_std.gate.baseline import Baseline
from dgov_std.report.gate import FailOn
from dgov_std.text import Text

Limit = Literal["max_count", "max_rate", "min_value", "max_value", "min_score"]
LIMITS: tuple[Limit, ...] = get_args(Limit)
FAIL_ON: tuple[FailOn, ...] = get_args(FailOn)
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?(%?)")
_POINTS = 100


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A limit on a check, code, column, indicator or score: `wanted` as written, `value` exactly that number."""

    target: str
    limit: Limit
    wanted: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception somebody answers for; `expires` (ISO) is its last day. `where` it stands, for messages.

    It is of a check or of a code, never both. `file` is a pattern such as `county/*.csv`.
    """

    where: str
    reason: str
    owner: str
    expires: str
    check: str | None = None
    code: str | None = None
    column: str | None = None
    file: str | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a gate goes by. `day` (ISO) is the one on which exceptions are judged; they need it.

    `by_name`: a file is known to the baseline by its name only, as the run has other inputs, or might have.
    """

    fail_on: FailOn = "error"
    tolerances: tuple[Tolerance, ...] = ()
    baseline: Baseline | None = None
    waivers: tuple[Waiver, ...] = ()
    day: str | None = None
    by_name: bool = False


def tolerances_of(texts: Iterable[str], where: str = "--threshold") -> tuple[Tolerance, ...]:
    """Return thresholds written as `TARGET:max_rate=0.5%`, several limits of one target divided by commas.

    Raises UsageError; `where` says where they stand.
    """
    found: list[Tolerance] = []
    for text in texts:
        target, colon, limits = text.rpartition(":")
        if not colon or not target.strip() or "=" not in limits:
            raise _unreadable(text, where)
        for part in limits.split(","):
            name, _, wanted = part.partition("=")
            found.append(_tolerance(target.strip(), name.strip(), wanted.strip(), where))
    return tuple(found)


def tolerances_in(table: Mapping[str, Any], where: str) -> tuple[Tolerance, ...]:
    """Return the thresholds of a table of a configuration: `{"IDN201": {"max_rate": "0.5%"}}`. Raises UsageError."""
    found: list[Tolerance] = []
    for target, limits in table.items():
        if not isinstance(limits, Mapping) or not limits:
            raise _unreadable(str(target), where)
        for name, wanted in limits.items():
            if isinstance(wanted, bool) or not isinstance(wanted, str | int | float):
                raise _unreadable(f"{target}:{name}", where)
            found.append(_tolerance(str(target), str(name), _plain(wanted), where))
    return tuple(found)


def _plain(number: str | float) -> str:
    """Return a number as written: never 1e-05."""
    if isinstance(number, float):
        return f"{number:.12f}".rstrip("0").rstrip(".") if math.isfinite(number) else "?"
    return str(number).strip()


def _tolerance(target: str, name: str, wanted: str, where: str) -> Tolerance:
    limit = next((each for each in LIMITS if each == name), None)
    if limit is None:
        near = get_close_matches(name, LIMITS, 1, 0.5)
        todo = Text(f"是不是 {near[0]}?", f"Did you mean {near[0]}?") if near else _known()
        what = Text(f"没有“{name}”这种阈值", f'there is no threshold "{name}"')
        raise UsageError(Problem(what, where=f"{where} {target}", todo=todo))
    number = _NUMBER.fullmatch(wanted)
    value = Fraction(wanted.rstrip("%")) / (_POINTS if number and number[2] else 1) if number else None
    if value is None or not _fits(limit, value, wanted):
        raise UsageError(Problem(_wanted(limit, wanted), where=f"{where} {target}"))
    return Tolerance(target, limit, wanted, value)


def _fits(limit: Limit, value: Fraction, wanted: str) -> bool:
    if limit == "max_count":
        return wanted.isdecimal()
    if limit == "min_score":
        return not wanted.endswith("%") and value <= _POINTS
    return value <= 1


def _wanted(limit: Limit, wanted: str) -> Text:
    said = {
        "max_count": Text("应为整数, 如 10", "a whole number such as 10"),
        "min_score": Text("应为 0 到 100 的分数, 如 90", "points from 0 to 100, such as 90"),
    }.get(limit, Text("应为 0 到 1 的数或百分比, 如 0.5%", "a share from 0 to 1, or a percentage such as 0.5%"))
    return Text(f"{limit}=“{wanted}”不对, {said.zh}", f'{limit}="{wanted}" should be {said.en}')


def _unreadable(text: str, where: str) -> UsageError:
    what = Text(f"看不懂阈值“{text}”", f'the threshold "{text}" cannot be read')
    todo = Text("写成 IDN201:max_rate=0.5% 的形式", "write it as IDN201:max_rate=0.5%")
    return UsageError(Problem(what, where=where, todo=todo))


def _known() -> Text:
    return Text(f"可用: {'、'.join(LIMITS)}", f"known: {', '.join(LIMITS)}")


def names_nothing(target: str, where: str) -> UsageError:
    """Return the refusal of a threshold that names nothing in any report: it would be a check that does not run."""
    what = Text(
        f"没有叫“{target}”的检查、代号、栏目、指标或得分, 或阈值不适用于它",
        f'there is no check, code, column, indicator or score "{target}", or such a threshold is not for it',
    )
    todo = Text("名字见 JSON 报告; 指标用 min_value, 得分用 min_score", "see the JSON report for the names")
    return UsageError(Problem(what, where=where, todo=todo))
