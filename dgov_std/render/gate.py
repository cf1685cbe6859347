"""What a gate made of a report, in words: the decision and why, then thresholds, known issues and exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgov_std.render.gate_words import say
from dgov_std.render.wording import percent
from dgov_std.report.gate import ApprovedException, Gate, KnownIssues, Ruling, Threshold
from dgov_std.report.values import Report, Verdict
from dgov_std.report.visible import visible
from dgov_std.text import Language

__all__ = ["gate_heading", "gate_lines", "ruling_of", "said_of"]
_MOST_NUMBERS = 10
_LONGEST = 160
_TOLD = {"expired": 0, "used": 1, "unused": 2}


def gate_heading(report: Report, language: Language) -> str:
    """Return the decision of the gate and why, in one line; empty where there is none."""
    gate = report.gate
    if gate is None:
        return ""
    head = say("passed" if gate.passed else "failed", language)
    why = say("and", language).join(_why(report, gate, language))
    return say("because", language, head, why) if why else head


def gate_lines(report: Report, language: Language, most: int | None = None) -> tuple[str, ...]:
    """Return what stands behind the decision, the gravest first, in at most so many lines; nothing where there is none."""
    gate = report.gate
    if gate is None:
        return ()
    broken = [_threshold(each, language) for each in gate.thresholds if not each.kept]
    kept = [_threshold(each, language) for each in gate.thresholds if each.kept]
    known = list(_baseline(gate.baseline, language)) if gate.baseline is not None else []
    told = sorted((each for each in gate.exceptions if each.state in _TOLD), key=lambda each: _TOLD[each.state])
    lines = [*broken, *known, *(_exception(each, language) for each in told), *kept]
    if most is None or len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], say("left_out", language, len(lines) - most + 1))


def ruling_of(report: Report, number: int) -> Ruling | None:
    """Return how the gate took a finding; None where there is no gate."""
    rulings = report.gate.rulings if report.gate is not None else ()
    return next((each for each in rulings if each.finding == number), None)


def said_of(ruling: Ruling, language: Language) -> str:
    """Return how the gate took a finding, in a few words."""
    said = say(f"r_{ruling.outcome}", language)
    if not (ruling.known or ruling.approved) or ruling.count in (ruling.known, ruling.approved):
        return said
    return say("r_parts", language, said=said, known=ruling.known, approved=ruling.approved, left=ruling.left)


def _why(report: Report, gate: Gate, language: Language) -> Iterator[str]:
    if report.verdict in (Verdict.INCOMPLETE, Verdict.NOT_EVALUATED):
        yield say(report.verdict.value, language)
    elif report.misplaced:
        yield say(Verdict.NOT_EVALUATED.value, language)
    failing = [ruling.finding for ruling in gate.rulings if ruling.outcome == "fails"]
    if failing:
        yield _numbers(failing, language)
    broken = sum(not each.kept for each in gate.thresholds)
    if broken:
        yield say("not_kept_one" if broken == 1 else "not_kept", language, broken)
    spared = sum(ruling.outcome in ("known", "approved", "within") for ruling in gate.rulings)
    if spared:
        yield say("excused_one" if spared == 1 else "excused", language, spared)


def _numbers(found: Sequence[int], language: Language) -> str:
    said = say("comma", language).join(map(str, found[:_MOST_NUMBERS]))
    if len(found) > _MOST_NUMBERS:
        return say("fails_many", language, numbers=said, count=len(found))
    return say("fails_one" if len(found) == 1 else "fails", language, said)


def _threshold(each: Threshold, language: Language) -> str:
    limit = say(each.limit, language, visible(each.wanted))
    state = "kept" if each.kept else "broken" if each.measured else "unmeasured"
    return say(
        "threshold",
        language,
        target=_short(each.target),
        limit=limit,
        reached=_reached(each, language),
        state=say(state, language),
    )


def _reached(each: Threshold, language: Language) -> str:
    if not each.measured:
        return "-"
    if each.limit == "max_count":
        return str(each.a)
    if each.limit == "max_rate":
        return f"{each.a} / {each.b}" + (f" = {percent(each.a, each.b)}" if each.b else "")
    if each.value is None:
        return "-"
    if each.kind == "score":
        return say("points", language, f"{each.value:.2f}")
    return f"{each.value:.6f}".rstrip("0").rstrip(".")


def _baseline(known: KnownIssues, language: Language) -> Iterator[str]:
    if not known.listed:
        yield say("unlisted", language)
        return
    said = say("baseline", language, known=known.known, new=known.new)
    yield said + ("" if known.key or not known.known else say("counted", language))
    gone = sum(each.count for each in known.gone)
    if gone:
        yield say("gone", language, gone)


def _exception(each: ApprovedException, language: Language) -> str:
    name = " ".join(_short(part) for part in (each.check or each.code, each.column, each.file) if part)
    return say(
        "expired_idle" if each.state == "expired" and not each.count else each.state,
        language,
        name=name,
        count=each.count,
        expires=visible(each.expires),
        owner=_short(each.owner),
        reason=_short(each.reason),
    )


def _short(text: str) -> str:
    shown = visible(text[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
