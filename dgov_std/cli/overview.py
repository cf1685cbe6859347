"""What became of all inputs of a run, in a few lines below their reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dgov_std.report.visible import visible
from dgov_std.text import Language, Template, Text

if TYPE_CHECKING:
    from dgov_std.api.result import Report

_MOST = 10  # names of one kind
_FILES = Text("{n} 个文件: {kinds}", "{n} files: {kinds}")
_LEFT = Text("  …… 等 {n} 个", "  ... and {n} more")
_UNREAD = Text("没有检查", "not checked")


def overview(reports: Sequence[Report], names: Sequence[str], language: Language) -> str:
    """Return how many inputs came to which verdict, and the names of those that were not accepted.

    `names` are those of the last inputs, as they are told apart; inputs before them have that of their report.
    """
    names = [*(each.values.input.name for each in reports[: len(reports) - len(names)]), *names]
    from dgov_std.api.result import masked  # noqa: PLC0415 - help stays light

    kinds: dict[str, list[str]] = {}
    accepted = set()
    for report, name in zip(reports, names, strict=True):
        label, well = _outcome(report, language)
        kinds.setdefault(label, []).append(visible(masked(name)))
        accepted |= {label} if well else set()
    counts = Text("、", ", ").in_(language).join(f"{label} {len(found)}" for label, found in kinds.items())
    lines = [Template(_FILES.in_(language)).format(n=len(reports), kinds=counts)]
    for label, found in kinds.items():
        lines += [] if label in accepted else [f"{label}:", *_named(found, language)]
    return "\n".join(lines) + "\n"


def _named(names: Sequence[str], language: Language) -> Iterator[str]:
    yield from (f"  {name}" for name in names[:_MOST])
    if len(names) > _MOST:
        yield Template(_LEFT.in_(language)).format(n=len(names) - _MOST)


def _outcome(report: Report, language: Language) -> tuple[str, bool]:
    """Return what became of an input, and whether that is well: the gate's word counts where there is one."""
    from dgov_std.render.gate_words import say  # noqa: PLC0415 - help stays light
    from dgov_std.render.wording import verdict_word  # noqa: PLC0415
    from dgov_std.report.values import Verdict  # noqa: PLC0415

    values = report.values
    if values.unread:
        return _UNREAD.in_(language), False
    label = verdict_word(values.verdict, language)
    if values.gate is None:
        return label, values.verdict is Verdict.PASS
    return f"{label} ({say('passed' if values.gate.passed else 'failed', language)})", values.gate.passed
