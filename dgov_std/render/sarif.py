"""Reports as SARIF 2.1.0 (OASIS Standard), for code scanning and editors.

One run for all files: GitHub takes one run of a tool and category only. A result is one finding; how many rows it touches
stands in its message, so that a file with a million faults is no longer than one with ten. Section numbers are SARIF's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from dgov_std.render.catalogue import catalogue
from dgov_std.render.gate import said_of
from dgov_std.render.gate_words import say
from dgov_std.render.issues import GATE, INCOMPLETE, NOT_EVALUATED, Issue, issues, line_of, path_of, short
from dgov_std.render.wording import code_of, place, topic, unchecked, verdict_word, word
from dgov_std.report.codes import CODES
from dgov_std.report.values import Report, Severity, Verdict
from dgov_std.text import Language

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5_000  # results: what GitHub shows of a run
_MOST_NOTES = 100
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
# An object with one of these has its members on lines of their own.
_OPENED = {"runs", "tool", "driver", "rules", "toolExecutionNotifications"}
_STATES = {INCOMPLETE: Verdict.INCOMPLETE, NOT_EVALUATED: Verdict.NOT_EVALUATED}


def render(reports: Sequence[Report], *, language: Language) -> str:
    """Return the log as JSON, ending in a newline."""
    told = issues(reports, language)
    kept = _gravest(told)
    ids = _rule_ids(reports, kept)
    places = {id(report): i for i, report in enumerate(reports)}
    notes = [note for report in reports for note in _notes(report, places[id(report)], language)]
    if len(told) > len(kept):
        notes.append({"level": "warning", "message": _message(word("g_more", language).format(len(told) - len(kept)))})
    run = {
        "tool": {"driver": _driver(reports, ids, language)},
        "language": "zh-CN" if language == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": all(each.complete for each in reports), "toolExecutionNotifications": notes}
        ],
        "artifacts": [_artifact(report) for report in reports],
        "results": [_result(issue, ids, places[id(issue.report)], language) for issue in kept],
    }
    return _lines({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _lines(value: Any) -> str:  # noqa: ANN401 - JSON values
    """Return a value as JSON, a line for each member and for each item of a list of records."""
    if isinstance(value, dict) and value.keys() & _OPENED:
        members = (f"{json.dumps(key)}: {_lines(each)}" for key, each in value.items())
        return "{\n" + ",\n".join(members) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_lines, value)) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _gravest(told: Sequence[Issue]) -> list[Issue]:
    """Return as many issues as platforms take, the gravest, in their order."""
    ranked = sorted(range(len(told)), key=lambda i: (told[i].finding is not None, _RANKS[told[i].severity]))
    return [told[i] for i in sorted(ranked[:MOST])]


def _rule_ids(reports: Sequence[Report], told: Iterable[Issue]) -> dict[str, int]:
    """Return the rules and their places: all that were looked at, found or not, so that runs can be compared."""
    looked = {code_of(check.code) for report in reports for check in report.checks}
    return {rule: i for i, rule in enumerate(sorted(looked | {issue.rule for issue in told}))}


def _driver(reports: Sequence[Report], ids: Iterable[str], language: Language) -> dict[str, Any]:
    version = next((report.versions["dgov-std"] for report in reports if "dgov-std" in report.versions), "")
    made: dict[str, Any] = {"name": "dgov-std"}
    if version:
        made["version"] = short(version)
    return {**made, "rules": [_rule(rule, language) for rule in ids]}


def _rule(rule: str, language: Language) -> dict[str, Any]:
    """Return what is said of a kind of fault wherever it is met; nothing in it depends on the data."""
    if rule in _STATES or rule == GATE:
        said = {"text": say("title", language) if rule == GATE else verdict_word(_STATES[rule], language)}
        return {"id": rule, "shortDescription": said, "fullDescription": said, "help": said}
    words = catalogue(language)
    known = words.PHRASES.get(rule, words.UNKNOWN)
    name = {"text": topic(rule, language)}
    described = {"text": words.MEANINGS[rule]} if rule in words.MEANINGS else name
    help_ = word("x_details", language).format(code=rule) if rule in CODES else known.todos[-1]
    tags = ["data-quality", str(CODES[rule].dimension)] if rule in CODES else ["data-quality"]
    return {
        "id": rule,
        "shortDescription": name,
        "fullDescription": described,
        "help": {"text": f"{known.why}\n{help_}"},
        "properties": {"tags": tags},
    }


def _result(issue: Issue, ids: dict[str, int], artifact: int, language: Language) -> dict[str, Any]:
    found, ruling = issue.finding, issue.ruling
    made: dict[str, Any] = {
        "ruleId": issue.rule,
        "ruleIndex": ids[issue.rule],
        "level": _LEVELS[issue.severity],
        "message": _message("\n".join((issue.head, *issue.more))),
        "locations": [_location(issue, artifact, language)],
    }
    # GitHub follows an alert by the first of these; the second is ours, whatever a platform makes of the first.
    made["partialFingerprints"] = {"primaryLocationLineHash": f"{issue.fingerprint[:16]}:1", "dgovStd/v1": issue.fingerprint}
    if issue.report.gate is not None:  # 3.27.23: who suppresses some results says of each whether it is one of them
        excuse = {"kind": "external", "justification": said_of(ruling, language)} if ruling and issue.excused else None
        made["suppressions"] = [excuse] if excuse else []
    if found is None:
        return made
    if found.first[1:]:
        made["relatedLocations"] = [
            {"physicalLocation": _physical(issue, artifact, line_of(spot)), "message": _message(spot.cell or f"#{spot.row}")}
            for spot in found.first[1:]
        ]
    counts = {"number": found.number, "rows": found.rows, "cells": found.cells, "evaluated": found.evaluated}
    judged = {"gate": ruling.outcome} if ruling else {}
    made["properties"] = {**counts, **judged, "unit": found.unit, "checks": [short(each) for each in found.checks]}
    return made


def _location(issue: Issue, artifact: int, language: Language) -> dict[str, Any]:
    made: dict[str, Any] = {"physicalLocation": _physical(issue, artifact, issue.line)}
    if issue.finding is None:
        return made
    spot = issue.finding.first[0] if issue.finding.first else None
    sheet = issue.report.input.sheet
    column = short(place(issue.finding, language, issue.report.columns))
    if spot and spot.cell:
        whole = f"{short(sheet)}!{spot.cell}" if sheet else spot.cell
        made["logicalLocations"] = [{"name": column, "fullyQualifiedName": whole, "kind": "element"}]
    return made


def _physical(issue: Issue, artifact: int, line: int | None) -> dict[str, Any]:
    where = {"artifactLocation": {"uri": _uri(issue.path), "index": artifact}}
    return {**where, "region": {"startLine": line or 1}}


def _artifact(report: Report) -> dict[str, Any]:
    made: dict[str, Any] = {"location": {"uri": _uri(path_of(report))}, "roles": ["analysisTarget"]}
    if report.input.bytes is not None:
        made["length"] = report.input.bytes
    if report.input.sha256:
        made["hashes"] = {"sha-256": short(report.input.sha256)}
    basis = report.basis
    made["properties"] = {
        "verdict": report.verdict.value,
        "complete": report.complete,
        "receipt": short(report.receipt),
        "standard": short(basis.standard) if basis else None,
        "edition": short(basis.edition) if basis else None,
        "dataset": short(basis.dataset) if basis else None,
        "rows": report.rows.total,
        "rowsWithErrors": report.rows.with_errors,
    }
    return made


def _notes(report: Report, artifact: int, language: Language) -> list[dict[str, Any]]:
    """Return what hindered the check, and what was not checked and why."""
    where = {"physicalLocation": {"artifactLocation": {"uri": _uri(path_of(report)), "index": artifact}}}
    hindered = [word("limit", language).format(short(limit.in_(language))) for limit in report.limits]
    left = [
        word("not_checked", language).format(what=short(what), why=short(why)) for what, why in unchecked(report, language)
    ]
    said = [("error", text) for text in hindered] + [("note", text) for text in left]
    return [{"level": level, "message": _message(text), "locations": [where]} for level, text in said[:_MOST_NOTES]]


def _uri(path: str) -> str:
    """Return a path, as `path_of` spells it, as a relative URI (RFC 3986)."""
    return quote(path, safe="/")


def _message(text: str) -> dict[str, str]:
    """Return a plain text message: braces doubled (3.11.5), and no link made of what looks like one (3.11.6)."""
    said = text.replace("{", "{{").replace("}", "}}")
    if "](" in said:
        said = said.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": said}
