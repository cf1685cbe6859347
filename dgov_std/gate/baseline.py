"""The baseline (存量问题清单): the faults that are known, so that only new ones fail.

A canonical JSON file, sorted, one issue or key a line, so that its changes read well in a review. It holds ids, names of
columns, counts, and hashes of the keys of rows where no column of the key is personal; never a value.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dgov_std.errors import InputError, Problem
from dgov_std.gate.faults import Fault, Found, results_of
from dgov_std.report.codes import CODES
from dgov_std.report.gate import Gone
from dgov_std.report.values import Report, Severity, Status, Verdict
from dgov_std.text import Text

FORMAT = "dgov-std-baseline/1"
KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Issue:
    """Known faults of one check in one column: how many; how often each key that may be told, where rows are told apart."""

    check: str
    column: str
    count: int
    keys: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What is known of one file: `key` are the columns that its hashes are made of, empty where faults are counted."""

    file: str
    standard: str
    dataset: str
    key: tuple[str, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline as read: its sections, and the sha256 of the file."""

    sha256: str
    sections: tuple[Section, ...]

    def section(self, report: Report, found: Found, *, by_name: bool = False) -> Section | None:
        """Return what is known of a file: by its name, and unless only that goes (`by_name`), also under another one.

        Next month's file has another name. That goes only as long as nobody can mistake one file for another: the baseline
        knows one file of that dataset, and the run has no other input.
        """
        if report.basis is None:
            return None
        basis = (report.basis.standard, report.basis.dataset)
        known = [each for each in self.sections if (each.standard, each.dataset) == basis]
        named = [each for each in known if each.file == found.file]
        if not named and not by_name and len(known) == 1:
            named = known
        return named[0] if named else None


@dataclass(slots=True)
class Compared:
    """Faults held against a section: how many of each are known, in their order, and what is there no longer."""

    known: list[int] = field(default_factory=list)
    gone: tuple[Gone, ...] = ()
    keyed: bool = False


def section_of(report: Report, found: Found, fail_on: str) -> Section | None:
    """Return what a baseline would hold of a file; None where no standard was applied.

    Errors and warnings are held, and notes where these fail.
    """
    if report.basis is None:
        return None
    held = held_findings(report, fail_on)
    sums: dict[tuple[str, str], tuple[int, Counter[str] | None]] = {}
    for fault in found.faults:
        if fault.finding in held and fault.count:
            count, keys = sums.get((fault.check, fault.column), (0, Counter[str]()))
            more = keys + Counter(fault.keys) if keys is not None and fault.keys is not None else None
            sums[fault.check, fault.column] = (count + fault.count, more)
    issues = tuple(Issue(*name, count, None if keys is None else dict(keys)) for name, (count, keys) in sorted(sums.items()))
    key = found.key if any(issue.keys is not None for issue in issues) else ()
    return Section(found.file, report.basis.standard, report.basis.dataset, key, issues)


def held_findings(report: Report, fail_on: str) -> frozenset[int]:
    """Return the numbers of the findings that a baseline holds."""
    return frozenset(each.number for each in report.findings if each.severity is not Severity.INFO or fail_on == "info")


def compare(section: Section | None, report: Report, found: Found, held: frozenset[int]) -> Compared:
    """Hold the faults of a file against what is known of it.

    A row with a key is known if the same check failed it in the same column. Where rows are not told apart, as many
    faults are known as were counted. Faults of a check that did not run are not gone, nor are those of an unfinished one.
    """
    if section is None:
        return Compared([0] * len(found.faults))
    left = {(issue.check, issue.column): issue.count for issue in section.issues}
    same = bool(section.key) and section.key == found.key
    keys = {(i.check, i.column): Counter(i.keys) for i in section.issues if same and i.keys is not None}
    made = Compared()
    for fault in found.faults:
        name = (fault.check, fault.column)
        known = _known(fault, left.get(name, 0), keys.get(name))
        if known:
            left[name] -= known  # what is not held counts for nothing, but it is there
        made.known.append(known if fault.finding in held else 0)
    made.keyed = bool(keys)
    if report.verdict in (Verdict.PASS, Verdict.FAIL):
        ran = _ran(report)
        made.gone = tuple(Gone(*name, count) for name, count in sorted(left.items()) if count and ran(name[0]))
    return made


def _known(fault: Fault, left: int, keys: Counter[str] | None) -> int:
    if keys is None or fault.keys is None:
        return min(fault.count, left)
    unnamed = min(fault.count - len(fault.keys), max(left - keys.total(), 0))
    shared = keys & Counter(fault.keys)
    keys -= shared
    return min(shared.total() + unnamed, left)  # some of them may stand for faults whose rows are not told apart


def _ran(report: Report) -> Callable[[str], bool]:
    """Return the function that tells whether a check ran; what is told by its code is looked for in every file."""
    results = results_of(report)

    def ran(check: str) -> bool:
        return any(result.status is Status.RAN for result in results.get(check, ())) or check in CODES

    return ran


def baseline_bytes(sections: Iterable[Section]) -> bytes:
    """Return the baseline file of the files of a run: the same bytes for the same faults, whatever their order."""
    ordered = sorted(sections, key=lambda each: (each.standard, each.dataset, each.file))
    said = f'{{"format": "{FORMAT}", "tables": [{_lines(map(_section, ordered))}]}}\n'
    return said.encode("utf-8", errors="backslashreplace")


def _section(section: Section) -> str:
    head = {name: getattr(section, name) for name in ("standard", "dataset", "file")} | {"key": list(section.key)}
    said = json.dumps(head, ensure_ascii=False)[1:-1]
    return f'{{{said}, "issues": [{_lines(map(_issue, section.issues))}]}}'


def _issue(issue: Issue) -> str:
    said = json.dumps({"check": issue.check, "column": issue.column, "count": issue.count}, ensure_ascii=False)[:-1]
    if issue.keys is None:
        return said + "}"
    keys = (f'"{key}": {count}' for key, count in sorted(issue.keys.items()))
    return f'{said}, "keys": {{{_lines(keys)}}}}}'


def _lines(items: Iterable[str]) -> str:
    lines = ",\n".join(items)
    return f"\n{lines}\n" if lines else ""


def read_baseline(data: bytes, where: str) -> Baseline:
    """Return the baseline in a file. Raises InputError, naming the place in it."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _unfit(where, "/", Text(f"应为 JSON ({error})", f"should be JSON ({error})")) from None
    top = _record(found, {"format": str, "tables": list}, where, "")
    if top["format"] != FORMAT:
        raise _unfit(where, "/format", Text(f'应为 "{FORMAT}"', f'should be "{FORMAT}"'))
    sections = tuple(_read_section(each, where, f"/tables/{i}") for i, each in enumerate(top["tables"]))
    if len({(each.standard, each.dataset, each.file) for each in sections}) < len(sections):
        raise _unfit(where, "/tables", Text("每个文件只能有一次", "should name each file once"))
    return Baseline(hashlib.sha256(data).hexdigest(), sections)


_KINDS = {
    dict: Text("应为对象", "should be an object"),
    list: Text("应为数组", "should be an array"),
    str: Text("应为文字", "should be a text"),
    int: Text("应为不小于 0 的整数", "should be a whole number of 0 or more"),
}
_SECTION = {"standard": str, "dataset": str, "file": str, "key": list, "issues": list}
_ISSUE = {"check": str, "column": str, "count": int}


def _read_section(found: object, where: str, place: str) -> Section:
    known = _record(found, _SECTION, where, place)
    if not all(isinstance(each, str) for each in known["key"]):
        raise _unfit(where, f"{place}/key", Text("应为文字的数组", "should be an array of texts"))
    issues = tuple(_read_issue(each, where, f"{place}/issues/{i}") for i, each in enumerate(known["issues"]))
    if len({(issue.check, issue.column) for issue in issues}) < len(issues):
        raise _unfit(where, f"{place}/issues", Text("每个检查和栏目只能有一次", "should name each check and column once"))
    return Section(known["file"], known["standard"], known["dataset"], tuple(known["key"]), issues)


def _read_issue(found: object, where: str, place: str) -> Issue:
    kinds = _ISSUE | ({"keys": dict} if isinstance(found, dict) and "keys" in found else {})
    known = _record(found, kinds, where, place)
    keys = known.get("keys")
    if keys is not None:
        if not all(KEY.fullmatch(key) and _is_count(count) and count for key, count in keys.items()):
            raise _unfit(where, f"{place}/keys", Text("应为 16 位十六进制数: 次数", "should be 16 hex digits: count"))
        if sum(keys.values()) > known["count"]:
            least = sum(keys.values())
            raise _unfit(where, f"{place}/count", Text(f"应不小于 {least}", f"should be {least} or more"))
        keys = MappingProxyType(keys)
    return Issue(known["check"], known["column"], known["count"], keys)


def _record(found: object, kinds: Mapping[str, type], where: str, place: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise _unfit(where, place or "/", _KINDS[dict])
    for name in found.keys() - kinds.keys():
        raise _unfit(where, f"{place}/{name[:60]}", Text("不该有", "should not be there"))
    for name, kind in kinds.items():
        value = found.get(name)
        if not isinstance(value, kind) or (kind is int and not _is_count(value)):
            raise _unfit(where, f"{place}/{name}", _KINDS[kind])
    return found


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _unfit(where: str, place: str, wanted: Text) -> InputError:
    what = Text(f"不是存量问题清单: {place} {wanted.zh}", f"this is no list of known issues: {place} {wanted.en}")
    todo = Text("请用 check --write-baseline 重新生成", "write it again with check --write-baseline")
    return InputError(Problem(what, where=where, todo=todo))
