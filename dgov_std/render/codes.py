"""What looking up code lists found, for a screen, as Markdown, as CSV or as JSON.

CSV and JSON are for other programs: they have both languages, and everything that is known of a code.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence

from dgov_std.report.lookups import Answer, Catalogue, Entry, Hits, ListHead, Named, Page, Translation
from dgov_std.report.visible import visible
from dgov_std.text import Language

FORMATS: tuple[str, ...] = ("terminal", "csv", "json", "markdown")
FORMAT = "dgov-std-codes/1"
_LISTS = ("id", "title", "title_en", "standard", "edition", "codes", "known_until", "aliases")
_CODES = (
    "code", "name", "name_en", "level", "parent", "valid_from", "valid_to", "valid", "replaced_by", "replaced_by_name", "aliases",
)  # fmt: skip
_LINES = ("from", "from_name", "relation", "to", "to_name", "note")
# What a spreadsheet would take for a formula; a negative number is none.
_FORMULA = re.compile(r"[=+@\t\r]|-(?![0-9.]+$)")


def render(answer: Answer, form: str, *, language: Language = "zh", width: int = 80) -> str:
    """Return an answer as text that ends in a newline.

    Args:
        answer: what was found.
        form: one of `FORMATS`.
        language: of the terminal and of Markdown.
        width: of the terminal, in cells.
    """
    if form == "json":
        told = {"format": FORMAT, "kind": answer.kind, **dataclasses.asdict(answer)}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        return _csv(_table(answer))
    from dgov_std.render import sheet  # noqa: PLC0415 - the formats for programs need no layout
    from dgov_std.render.code_sheets import sheet_of  # noqa: PLC0415

    found = sheet_of(answer, language)
    return sheet.markdown(found) if form == "markdown" else sheet.terminal(found, width)


def _table(answer: Answer) -> Iterator[Sequence[str]]:
    match answer:
        case Catalogue(lists):
            yield _LISTS
            yield from map(_list_row, lists)
        case Page(entries=entries) | Hits(entries=entries):
            yield _CODES
            yield from map(_code_row, entries)
        case Translation(lines=lines):
            yield _LINES
            for line in lines:
                target = line.target or Named("", line.source.name)
                name = target.name.zh if line.target else ""
                yield line.source.code, line.source.name.zh, line.relation, target.code, name, line.note or ""


def _list_row(head: ListHead) -> Sequence[str]:
    known = (head.source or "", head.edition or "", str(head.codes), head.known_until or "", "|".join(head.aliases))
    return head.id, head.title.zh, head.title.en, *known


def _code_row(entry: Entry) -> Sequence[str]:
    return (
        entry.code,
        entry.name.zh,
        entry.name.en,
        entry.level.zh if entry.level else "",
        entry.parents[-1].code if entry.parents else "",
        entry.since or "",
        entry.until or "",
        "true" if entry.valid else "false",
        "|".join(each.code for each in entry.successors),
        "|".join(each.name.zh for each in entry.successors),
        "|".join(entry.aliases),
    )


def _csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV; what a spreadsheet would run is quoted for it, what cannot be seen is spelled out."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([f"'{visible(cell)}" if _FORMULA.match(cell) else visible(cell) for cell in row] for row in rows)
    return written.getvalue()
