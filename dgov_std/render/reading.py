"""How a file was read, in words: everything that was decided about its form, or only what is out of the ordinary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from dgov_std.render.wording import word
from dgov_std.report.values import Input
from dgov_std.report.visible import visible
from dgov_std.text import Language

_LONGEST = 40
_PLAIN_TEXT = (None, "utf-8", "ascii")
_COMPRESSED = (".gz", ".xz", ".zip")
_SUFFIXES = {
    "csv": {".csv", ".tsv", ".txt"},
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".et"},
    "xls": {".xls", ".et"},
    "xlsb": {".xlsb"},
    "ods": {".ods"},
    "parquet": {".parquet"},
    "arrow": {".arrow", ".feather"},
    "jsonl": {".jsonl", ".ndjson", ".json"},
}
_NAMED = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blank", "，": "wide_comma"}


def misnamed(source: Input) -> str | None:
    """Return what a file is where its name says that it is something else."""
    suffixes = PurePath(source.name.lower()).suffixes
    if suffixes and suffixes[-1] in _COMPRESSED:
        suffixes.pop()
    suffix = suffixes[-1] if suffixes else ""
    known = any(suffix in each for each in _SUFFIXES.values())
    return source.format if known and suffix not in _SUFFIXES.get(source.format, {suffix}) else None


def character(text: str, language: Language) -> str:
    """Return a delimiter by its name, such as a tab, which nobody sees."""
    return word(f"r_{_NAMED[text]}", language) if text in _NAMED else visible(text[:_LONGEST])


def header(source: Input, language: Language) -> str:
    """Return where the header stands."""
    if not source.header_rows:
        return word("r_no_header", language)
    if source.header_rows > 1:
        first = source.header_row - source.header_rows + 1
        return word("r_headers", language).format(first=first, last=source.header_row)
    return word("r_header", language).format(source.header_row)


def header_rows(source: Input, language: Language) -> str:
    """Return the row or the rows of the header, as the spreadsheet counts them."""
    if not source.header_rows:
        return word("r_no_header", language)
    first = source.header_row - source.header_rows + 1
    return f"{source.header_row:,}" if source.header_rows == 1 else f"{first:,}-{source.header_row:,}"


def readings(source: Input, language: Language, *, everything: bool) -> list[str]:
    """Return what was decided about a file, each in a few words; without `everything` only what is unusual."""
    return [said for said, unusual in _all(source, language) if unusual or everything]


def _all(source: Input, language: Language) -> Iterator[tuple[str, bool]]:
    given = (
        ("r_misnamed", misnamed(source), True),
        ("r_packed", source.packed, True),
        ("r_sheet", source.sheet if len(source.sheets) > 1 else None, True),
        ("r_encoding", source.encoding.upper() if source.encoding else None, source.encoding not in _PLAIN_TEXT),
        ("r_delimiter", character(source.delimiter, language) if source.delimiter else None, source.delimiter != ","),
        ("r_quote", source.quote, source.quote != '"'),
        ("r_escape", source.escape, True),
        ("r_cells", source.cells, True),
    )
    for key, text, unusual in given:
        if text:
            said = word(key, language).format(visible(text[:_LONGEST]), others=len(source.sheets) - 1)
            yield said, unusual
    yield header(source, language), (source.header_row, source.header_rows) != (1, 1)


def reading_line(source: Input, language: Language, *, everything: bool = False) -> str:
    """Return it in one line; empty where nothing is to be said."""
    said = readings(source, language, everything=everything)
    return word("r_line", language).format(word("kinds_comma", language).join(said)) if said else ""
