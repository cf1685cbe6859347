"""Look at standards with every rule, in the order of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dgov_std.lint.definitions import definition_remarks
from dgov_std.lint.duplicates import duplicate_remarks
from dgov_std.lint.examples import example_remarks
from dgov_std.lint.formats import format_remarks
from dgov_std.lint.library import Shelf
from dgov_std.lint.names import name_remarks
from dgov_std.lint.sources import source_remarks
from dgov_std.lint.spreadsheets import spreadsheet_remarks
from dgov_std.lint.uses import orphan_remarks, use_remarks
from dgov_std.report.lints import RANKS, Lint, Remark
from dgov_std.standard.model import Standard

_RULES: tuple[Callable[[Shelf], Iterator[Remark]], ...] = (
    name_remarks,
    format_remarks,
    spreadsheet_remarks,
    duplicate_remarks,
    use_remarks,
    source_remarks,
    example_remarks,
    definition_remarks,
)


def lint_standards(standards: Sequence[tuple[Path, Standard]]) -> Lint:
    """Return what there is to say of the standards' own documents.

    Args:
        standards: (folder or file, the standard loaded from it). A document that any of them uses
            is no orphan.
    """
    shelves = [Shelf(standard, path.resolve()) for path, standard in standards]
    found = [remark for shelf in shelves for rule in _RULES for remark in rule(shelf)]
    found += orphan_remarks(shelves)
    found.sort(key=lambda r: (r.file, r.line, r.column, RANKS[r.rule.severity], r.rule.code))
    return Lint(
        standards=tuple(shelf.standard.head.id for shelf in shelves),
        documents=sum(1 for shelf in shelves for _ in shelf.own()),
        remarks=tuple(dict.fromkeys(found)),
    )
