"""The slow twins of the row keywords that follow the parents of codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dgov_std.reference.setting import Entry, Setting

Row = Mapping[str, str]
Codes = Mapping[str, Sequence[Entry]]


def code_within(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether the code is the other one or stands below it, or whether that is not known."""
    code, above = row.get(value["code"], ""), row.get(value["above"], "")
    own, other = setting.by_code(value["list"]), setting.by_code(value["aboveList"])
    if code not in own or above not in other:
        return True
    telling = [codes for codes in (own, other) if any(entry.parent for each in codes.values() for entry in each)]
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            entries = next((codes[at] for codes in telling if at in codes), ())
            waiting += [entry.parent for entry in entries if entry.parent]
    return above in seen or not telling or not any(each in other for each in seen)


def code_named(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether the name is one of the code, or the text does not name another place."""
    codes, code = setting.by_code(value["list"]), row.get(value["code"], "")
    if "text" in value:
        text = row.get(value["text"])
        return text is None or not _contradicts(codes, code, text)
    name = row.get(value["name"])
    own = [entry for entry in codes.get(code, ()) if value.get("at") != "asOf" or entry.covers(setting.as_of)]
    return name is None or not own or any(entry.name == name for entry in own)


def _contradicts(codes: Codes, code: str | None, text: str) -> bool:
    """Return whether some level of the code has a sibling that the text names in its place."""
    lower: list[str] = []
    seen: set[str] = set()
    while code is not None and code in codes and code not in seen:
        seen.add(code)
        last, names = _last(codes[code]), [entry.name for entry in codes[code]]
        found = [text.index(name) for name in _siblings(codes, last) - set(names) if name in text]
        before = [text.index(name) for name in lower if name in text]
        if found and not any(name in text for name in names) and not any(at <= min(found) for at in before):
            return True
        lower += names
        code = last.parent
    return False


def _last(own: Sequence[Entry]) -> Entry:
    """Return the entry of a code that ends last, of equal ones the later one."""
    ends = [entry.until or "9999-12-32" for entry in own]
    return own[max(range(len(own)), key=lambda i: (ends[i], i))]


def _siblings(codes: Codes, of: Entry) -> set[str]:
    """Return the names that codes in force have under the same parent, if the code is in force, and they can be told."""
    if of.until is not None:
        return set()
    latest = [_last(entries) for entries in codes.values()]
    names = {each.name for each in latest if each.until is None and each.parent == of.parent and len(each.name) >= 3}
    return names if len(names) <= 1000 else set()
