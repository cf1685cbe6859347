"""The canonical JSON form of a Report: what is archived, compared, signed and read by other programs.

The form follows the frozen values of `report.values` field by field, so that reading back gives the
same Report. Three things are added for readers without this package: `format`, each indicator's
`value`, and the list `not_checked`. Everything but `run` is the same in every run on the same input.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from dgov_std.errors import InputError, Problem
from dgov_std.report import facts
from dgov_std.report.unchecked import NotChecked, not_checked
from dgov_std.report.values import Indicator, Report
from dgov_std.report.visible import visible
from dgov_std.text import Text

FORMAT = "dgov-std-report/1"
_TOO_MANY = 2**63

FACT_KINDS: dict[str, type[Any]] = {
    "none": facts.NoFacts,
    "limit": facts.Limit,
    "forms": facts.Forms,
    "listed": facts.Listed,
    "identified": facts.Identified,
    "compared": facts.Compared,
    "conditional": facts.Conditional,
    "deadline": facts.Deadline,
    "keyed": facts.Keyed,
    "referred": facts.Referred,
    "grouped": facts.Grouped,
    "counted": facts.Counted,
    "named": facts.Named,
    "labels": facts.Labels,
    "noted": facts.Noted,
    "undecoded": facts.Undecoded,
    "written": facts.Written,
    "divided": facts.Divided,
    "resembled": facts.Resembled,
    "characters": facts.Characters,
    "shifted": facts.Shifted,
}
# What is written for readers without this package, and only looked over when a report is read.
_DERIVED: dict[type[Any], dict[str, Any]] = {
    Report: {"not_checked": tuple[NotChecked, ...]},
    Indicator: {"value": float | None},
}
_LONGEST_KEY = 60
_KIND_OF = {kind: name for name, kind in FACT_KINDS.items()}


def report_to_dict(report: Report) -> dict[str, Any]:
    """Return the report as plain JSON values; keys stand in a fixed order, `run` last.

    `gate` is there only where one was asked for: most reports stay what they were before there were gates.
    """
    plain = cast("dict[str, Any]", _plain(report))
    run = plain.pop("run")
    if report.gate is None:
        del plain["gate"]
    plain["not_checked"] = [_plain(entry) for entry in not_checked(report)]
    return {"format": FORMAT, **plain, "run": run}


def canonical_bytes(report: Report) -> bytes:
    """Return the report as UTF-8 JSON with a newline at the end: a line per member and per item of its lists.

    A lone surrogate (a file name that is no UTF-8) is written as its JSON escape, so it survives.
    """
    return laid_out(report_to_dict(report)).encode("utf-8", errors="backslashreplace")


def laid_out(members: Mapping[str, Any]) -> str:
    """Return a JSON object as text with a newline at the end: a line per member and per item of its lists."""
    return "{\n" + ",\n".join(f"{_json(name)}: {_lines(value)}" for name, value in members.items()) + "\n}\n"


def _lines(value: Any) -> str:  # noqa: ANN401 - JSON values
    if isinstance(value, list | tuple) and value:
        return "[\n " + ",\n ".join(map(_json, value)) + "\n]"
    return _json(value)


def _json(value: Any) -> str:  # noqa: ANN401 - JSON values
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def report_digest(report: Report) -> str:
    """Return the sha256 (hex) of what was found: the canonical bytes without receipt, outputs, gate and run.

    Outputs are left out because they carry the receipt that is made from this digest, the gate because it is about
    what was found and no part of it: the same faults keep their receipt, whatever a pipeline makes of them.
    """
    bare = replace(report, receipt="", outputs=(), gate=None, run=None)
    return hashlib.sha256(canonical_bytes(bare)).hexdigest()


def report_from_dict(data: Mapping[str, Any]) -> Report:
    """Return the Report that `report_to_dict` turned into `data`.

    Raises:
        InputError: `data` is not a report of this format; the problem names the place in it.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise _not_a_report("format", f'"{FORMAT}"')
    return cast("Report", _build(Report, {k: v for k, v in data.items() if k != "format"}, ""))


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON values
    kind = type(value)
    if kind is str or kind is int or value is None or kind is bool or kind is float:
        return value
    if is_dataclass(kind):
        made: dict[str, Any] = {"kind": _KIND_OF[kind]} if kind in _KIND_OF else {}
        for name in _names(kind):
            made[name] = _plain(getattr(value, name))
        if isinstance(value, Indicator):
            made["value"] = value.value
        return made
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _build(hint: Any, data: Any, path: str) -> Any:  # noqa: ANN401 - JSON values in, typed values out
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _build_choice(hint, data, path)
    if origin is Literal:
        if data not in get_args(hint):
            raise _not_a_report(path, " | ".join(map(str, get_args(hint))))
        return data
    if origin is tuple:
        return _build_tuple(hint, data, path)
    if origin is dict:
        if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
            raise _not_a_report(path, "object of texts")
        return dict(data)
    if isinstance(hint, type) and is_dataclass(hint):
        return _build_record(hint, data, path)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if not isinstance(data, str) or data not in set(hint):
            raise _not_a_report(path, " | ".join(hint))
        return hint(data)
    return _build_scalar(hint, data, path)


def _build_scalar(hint: Any, data: Any, path: str) -> Any:  # noqa: ANN401
    accepted = (int, float) if hint is float else (hint,)
    # In Python a bool is an int; in JSON it is not.
    if not isinstance(data, accepted) or (isinstance(data, bool) and hint is not bool):
        raise _not_a_report(path, hint.__name__)
    # No report counts so far, and none of NaN and the infinities lies between.
    if isinstance(data, int | float) and not 0 <= data < _TOO_MANY:
        raise _not_a_report(path, hint.__name__)
    return float(data) if hint is float else data


def _build_choice(hint: Any, data: Any, path: str) -> Any:  # noqa: ANN401
    members = get_args(hint)
    if facts.NoFacts in members:
        name = data.get("kind") if isinstance(data, dict) else None
        kind = FACT_KINDS.get(name) if isinstance(name, str) else None
        if kind is None:
            raise _not_a_report(f"{path}/kind", " | ".join(FACT_KINDS))
        return _build_record(kind, {k: v for k, v in data.items() if k != "kind"}, path)
    if data is None and NoneType in members:
        return None
    (wanted,) = (member for member in members if member is not NoneType)
    return _build(wanted, data, path)


def _build_tuple(hint: Any, data: Any, path: str) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(data, list):
        raise _not_a_report(path, "array")
    items = get_args(hint)
    if items[-1] is Ellipsis:
        return tuple(_build(items[0], each, f"{path}/{i}") for i, each in enumerate(data))
    if len(items) != len(data):
        raise _not_a_report(path, f"array of {len(items)}")
    return tuple(_build(item, each, f"{path}/{i}") for i, (item, each) in enumerate(zip(items, data, strict=True)))


def _build_record(kind: type[Any], data: Any, path: str) -> Any:  # noqa: ANN401
    if not isinstance(data, dict):
        raise _not_a_report(path, "object")
    hints, needed = _members(cast("Any", kind))
    derived = _DERIVED.get(kind, {})
    unknown = data.keys() - hints.keys() - derived.keys()
    if unknown:
        raise _not_a_report(f"{path}/{visible(min(unknown)[:_LONGEST_KEY])}", "no such key")
    for name in derived.keys() & data.keys():
        _build(derived[name], data[name], f"{path}/{name}")
    missing = needed - data.keys()
    if missing:
        raise _not_a_report(f"{path}/{min(missing)}", "a value")
    return kind(**{name: _build(hint, data[name], f"{path}/{name}") for name, hint in hints.items() if name in data})


@cache
def _members(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:  # noqa: ANN401 - a class, which mypy finds unhashable
    """Return the types of a record's members by name, and the names of those that must be there."""
    # What a later version added has a default, so that reports of an earlier one can still be read.
    needed = (each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING)
    return get_type_hints(kind), frozenset(needed)


def _not_a_report(path: str, wanted: str) -> InputError:
    what = Text(
        f"不是本程序的检查报告: {path or '/'} 处应为 {wanted}",
        f"no check report of this program: {path or '/'} wants {wanted}",
    )
    todo = Text("请用 dgov-std check 重新生成报告。", "Make the report again with dgov-std check.")
    return InputError(Problem(what, todo=todo))
