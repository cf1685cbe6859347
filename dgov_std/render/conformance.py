"""The conformance report (符合性报告) as one HTML file: made to be printed on A4, signed and sealed; it runs no script."""

from __future__ import annotations

from dgov_std.render.html_template import part, policy, template
from dgov_std.render.statement import Statement, statement_of
from dgov_std.render.statement_words import said
from dgov_std.report.values import Report
from dgov_std.text import Language

MOST_BYTES = 1_000_000


def render(report: Report, *, language: Language) -> str:
    """Return the page, below a million bytes in UTF-8 for any report. No content of a cell stands in it."""
    statement = statement_of(report, language)
    tab = f"{statement.title} {statement.number}".rstrip()
    style = part("conformance.css") + _widths(statement) + _foot(tab)
    return template("conformance.html.jinja").render(
        s=statement,
        say=lambda key: said(key, language),
        style=style,
        policy=policy(style),
        tab=tab,
    )


def _widths(statement: Statement) -> str:
    """Return the widths of the columns: attributes for style are barred by the page's own policy."""
    return "".join(
        f"#{table.name}-table th:nth-child({place}) {{ width: {heading.width}%; }}\n"
        for section in statement.sections
        for table in section.tables
        for place, heading in enumerate(table.headings, 1)
    )


def _foot(text: str) -> str:
    """Return what stands below every printed page, so that none can be exchanged for that of another report."""
    written = "".join(each if each.isalnum() and each.isascii() else f"\\{ord(each):x} " for each in text)
    return f'@media print {{ @page {{ @bottom-left {{ content: "{written}"; font-size: 9pt; color: #535f70; }} }} }}\n'
