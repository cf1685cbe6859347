"""What a linter said of standards, in words: for a terminal, as JSON, as workflow commands of GitHub."""

from __future__ import annotations

import json
from typing import Any

from dgov_std.render.trial import counted
from dgov_std.report.lints import Lint, Remark
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

_SEVERITIES = {"error": Text("错误", "error"), "warning": Text("警告", "warning"), "info": Text("提示", "info")}
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def terminal(lint: Lint, language: Language, *, everything: bool = False) -> str:
    """Return one line per remark, `file:line:column: severity code document: what`, then the counts."""
    shown = [remark for remark in lint.remarks if everything or remark.rule.severity != "info"]
    return "\n".join([*(_line(remark, language) for remark in shown), summary(lint).in_(language)]) + "\n"


def summary(lint: Lint) -> Text:
    """Say how many documents were looked at, and how many remarks of each severity there are."""
    errors, warnings, notes = (lint.count(severity) for severity in _SEVERITIES)
    return Text(
        f"{lint.documents} 个文档, {errors} 个错误, {warnings} 个警告, {notes} 个提示",
        f"{counted(lint.documents, 'document')}, {counted(errors, 'error')}, "
        f"{counted(warnings, 'warning')}, {counted(notes, 'note')}",
    )


def as_json(lint: Lint) -> str:
    """Return the remarks as indented JSON with both languages."""
    found: dict[str, Any] = {
        "standards": list(lint.standards),
        "documents": lint.documents,
        "counts": {severity: lint.count(severity) for severity in _SEVERITIES},
        "remarks": [_remark(remark) for remark in lint.remarks],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def github(lint: Lint, language: Language) -> str:
    """Return one workflow command per remark, which GitHub shows at the line."""
    return "".join(
        f"::{_COMMANDS[remark.rule.severity]} file={_property(remark.file)},line={remark.line},col={remark.column},"
        f"title={_property(remark.rule.code)}::{_data(f'{remark.document}: {remark.what.in_(language)}')}\n"
        for remark in lint.remarks
    )


def _line(remark: Remark, language: Language) -> str:
    severity = _SEVERITIES[remark.rule.severity].in_(language)
    place = f"{remark.file}:{remark.line}:{remark.column}"
    return f"{place}: {severity} {remark.rule.code} {remark.document}: {visible(remark.what.in_(language))}"


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.rule.code,
        "severity": remark.rule.severity,
        "title": remark.rule.title.to_dict(),
        "file": remark.file,
        "line": remark.line,
        "column": remark.column,
        "standard": remark.standard,
        "kind": remark.kind,
        "document": remark.document,
        "message": remark.what.to_dict(),
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
