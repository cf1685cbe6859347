"""Reports as the summary of a step of GitHub Actions: Markdown, all files in a table, then each, the worst first.

GitHub drops a summary of more than 1 MiB as a whole, so that what does not fit is left out here, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgov_std.render import markdown
from dgov_std.render.gate_words import say
from dgov_std.render.issues import path_of, short
from dgov_std.render.markdown_text import code, escaped
from dgov_std.render.wording import kinds, verdict_word, word
from dgov_std.report.values import Report, Verdict
from dgov_std.report.visible import visible
from dgov_std.text import Language

MOST_BYTES = 1_000_000
_MOST_FILES = 500
_LONGEST = 200
_WORST_FIRST = (Verdict.INCOMPLETE, Verdict.NOT_EVALUATED, Verdict.FAIL, Verdict.PASS)


def render(reports: Sequence[Report], *, language: Language, room: int = MOST_BYTES) -> str:
    """Return the summary in at most `room` bytes; "" where there is room for nothing."""
    if not reports:
        return ""
    ordered = sorted(reports, key=lambda report: _WORST_FIRST.index(report.verdict))
    parts = [] if len(ordered) == 1 else [_table(ordered, language)]
    pages = [_page(report, language) for report in ordered]
    left = word("m_left_out", language)
    for i, page in enumerate(pages):
        parts.append(page)
        rest = len(pages) - i - 1
        note = left.format(rest) + "\n" if rest else ""
        if _size([*parts, note]) > room:
            parts[-1] = left.format(rest + 1) + "\n"
            break
    made = "\n".join(parts)
    return made if _size([made]) <= room else ""


def _page(report: Report, language: Language) -> str:
    """Return the report as Markdown; of an input that could not be read, why."""
    if not report.unread:
        return markdown.render(report, language=language)
    head = word("m_title", language).format(verdict_word(report.verdict, language))
    name = word("m_file", language).format(name=code(visible(path_of(report))[:_LONGEST]))
    why = [f"- {escaped(short(limit.in_(language)))}" for limit in report.limits]
    return "\n".join([f"# {head}", "", f"- {name}", *why, ""])


def _table(reports: Sequence[Report], language: Language) -> str:
    heads = [word(key, language) for key in ("p_file", "p_verdict", "h_rows", "h_problem", "p_receipt")]
    lines = [f"# {word('m_title', language).format(verdict_word(reports[0].verdict, language))}", ""]
    lines += [_row(heads), _row(["---", "---", "--:", "---", "---"])]
    for report in reports[:_MOST_FILES]:
        found = escaped(kinds(report, language)) or "-"
        name = code(visible(path_of(report))[:_LONGEST])
        verdict = verdict_word(report.verdict, language)
        if report.gate is not None:
            verdict += f" ({say('passed' if report.gate.passed else 'failed', language)})"
        rows = "-" if report.unread else f"{report.rows.total:,}"
        lines.append(_row([name, verdict, rows, found, escaped(report.receipt[:_LONGEST])]))
    hidden = len(reports) - _MOST_FILES
    return "\n".join([*lines, *(["", word("m_left_out", language).format(hidden)] if hidden > 0 else []), ""])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _size(parts: Sequence[str]) -> int:
    return sum(len(part.encode("utf-8", errors="backslashreplace")) + 1 for part in parts)
