"""Reports as workflow commands of GitHub Actions, which makes annotations of them.

A step has room for ten annotations of each kind (errors, warnings, notices); what is beyond is dropped without a word.
So there is one for each kind of fault, those that touch most rows first, and the last says how many more there are.
Form and escapes are those the runner undoes (actions/runner, ActionCommand.TryParseV2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dgov_std.render.issues import Issue, issues
from dgov_std.render.wording import word
from dgov_std.report.values import Report, Severity
from dgov_std.text import Language

MOST = 10
_LONGEST_TITLE = 200
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DATA = str.maketrans(_ESCAPED)
_PROPERTY = str.maketrans({**_ESCAPED, ":": "%3A", ",": "%2C"})


def render(reports: Sequence[Report], *, language: Language) -> str:
    """Return one command a line, errors first; nothing at all where there is nothing to tell."""
    found = issues(reports, language)
    lines = [line for severity in Severity for line in _of(severity, found, language)]
    return "".join(f"{line}\n" for line in lines)


def _of(severity: Severity, found: Iterable[Issue], language: Language) -> Iterator[str]:
    """Yield the commands of one kind: a missing verdict before all, then by rows touched."""
    told = sorted((issue for issue in found if issue.shown is severity), key=_weight)
    shown = told if len(told) <= MOST else told[: MOST - 1]
    for issue in shown:
        place = {"file": issue.path} | ({"line": str(issue.line)} if issue.line else {})
        yield _command(severity, {**place, "title": issue.head[:_LONGEST_TITLE]}, "\n".join(issue.more or (issue.head,)))
    if len(told) > len(shown):
        more = word("g_more", language).format(len(told) - len(shown))
        yield _command(severity, {"title": more}, more)


def _weight(issue: Issue) -> tuple[bool, int]:
    return issue.finding is not None, -issue.finding.rows if issue.finding else 0


def _command(severity: Severity, properties: dict[str, str], data: str) -> str:
    said = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[severity]} {said}::{data.translate(_DATA)}"
