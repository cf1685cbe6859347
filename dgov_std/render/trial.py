"""The trial of a standard's examples in words: one line per failure, then how many there were."""

from __future__ import annotations

import json
from typing import Any

from dgov_std.render.wording import topic
from dgov_std.report.codes import CODES
from dgov_std.report.trials import Miss, Said, Trial
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

_EXPECTED = {
    "valid": Text("应合格", "must pass"),
    "doubtful": Text("应只有警告", "must only give a warning"),
    "invalid": Text("应不合格", "must fail"),
}
_SEVERITIES = {"error": Text("错误", "error"), "warning": Text("警告", "warning")}


def terminal(trial: Trial, language: Language) -> str:
    """Return the lines of a trial."""
    lines = [f"{miss.file}:{miss.line}:{miss.column}: {message(miss).in_(language)}" for miss in trial.misses]
    return "\n".join([*lines, summary(trial).in_(language)]) + "\n"


def as_json(trial: Trial) -> str:
    """Return the trial as indented JSON with both languages."""
    found: dict[str, Any] = {
        "standards": list(trial.standards),
        "documents": trial.documents,
        "examples": trial.examples,
        "lists": trial.lists,
        "failed": len(trial.misses),
        "failures": [_miss(miss) for miss in trial.misses],
        "without_examples": [{"kind": kind, "id": name} for kind, name in trial.bare],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def message(miss: Miss) -> Text:
    """Say which example of which document was judged otherwise than expected, and how."""
    if miss.what is not None:
        return Text(f"{miss.document}: {miss.what.zh} [{miss.because}]", f"{miss.document}: {miss.what.en} [{miss.because}]")
    value, expected = visible(miss.value), _EXPECTED[miss.expected]
    because = f" ({visible(miss.because)})" if miss.because else ""
    found = _found(miss.found)
    return Text(
        f"{miss.document}: “{value}”{expected.zh}{because}, {found.zh}",
        f'{miss.document}: "{value}" {expected.en}{because}, {found.en}',
    )


def summary(trial: Trial) -> Text:
    """Say how many examples and lists were tried, and how many failed."""
    zh = f"{trial.examples} 个示例, {trial.lists} 张代码表, {len(trial.misses)} 个不符"
    en = f"{counted(trial.examples, 'example')}, {counted(trial.lists, 'list')}, {len(trial.misses):,} failed"
    if trial.bare:
        zh += f"; {len(trial.bare)} 个文档没有示例"
        en += f"; {counted(len(trial.bare), 'document')} without an example"
    return Text(zh, en)


def counted(number: int, noun: str) -> str:
    """Return how many there are of an English noun: 1 list, 2,000 lists."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _found(said: tuple[Said, ...]) -> Text:
    if not said:
        return Text("却没有问题", "but nothing is found")
    parts = [_said(each) for each in said]
    return Text(f"却得到{'、'.join(part.zh for part in parts)}", f"but gives {', '.join(part.en for part in parts)}")


def _said(said: Said) -> Text:
    severity = _SEVERITIES.get(said.severity, Text(said.severity, said.severity))
    title = _title(said.code)
    return Text(
        f" {said.code} {title.zh}({severity.zh}, {said.check})", f"{said.code} {title.en} ({severity.en}, {said.check})"
    )


def _title(code: str) -> Text:
    return Text(topic(code, "zh"), topic(code, "en")) if code in CODES else Text(code, code)


def _miss(miss: Miss) -> dict[str, Any]:
    return {
        "file": miss.file,
        "line": miss.line,
        "column": miss.column,
        "standard": miss.standard,
        "kind": miss.kind,
        "document": miss.document,
        "value": miss.value,
        "expected": miss.expected,
        "because": miss.because,
        "found": [
            {"code": said.code, "severity": said.severity, "check": said.check, "title": _title(said.code).to_dict()}
            for said in miss.found
        ],
        "message": message(miss).to_dict(),
    }
