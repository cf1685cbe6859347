"""What the annotated workbook is made of: flaws, and the words for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dgov_std.report.values import Finding, Report

# The name the index sheet has in a workbook: a reader skips such sheets of ours (see `INDEX_MARK`).
INDEX_SHEETS = ("检查结果", "Check result")
# Stands in cell A1 of the index sheet after the title, so that it is never taken for the user's own.
INDEX_MARK = "(dgov-std)"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One faulty cell (or row, where `column` is None): `row` as the spreadsheet shows it, `column` from 0.

    `finding` is the number of its finding, `suggestion` what to type instead, if that is known.
    """

    row: int
    column: int | None
    finding: int
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook that was written: its sha256 (hex) and how many cells carry a comment."""

    sha256: str
    marked: int


class Words(Protocol):
    """The wording, which stands elsewhere (`dgov_std.render.annotation`): this room words nothing."""

    def sheet(self) -> str:
        """Return the name of the index sheet, one of `INDEX_SHEETS`."""

    def comment(self, finding: Finding, suggestion: str | None) -> str:
        """Return the comment on a cell: number, what is wrong, what to type, source."""

    def head(self, report: Report) -> tuple[str, ...]:
        """Return the lines above the table of findings: title, verdict, the rest."""

    def personal(self) -> str:
        """Return the warning of a workbook with personal information (含个人信息)."""

    def headings(self) -> tuple[str, ...]:
        """Return the headings of the table of findings; the fourth column holds the links."""

    def line(self, finding: Finding) -> tuple[str | int, ...]:
        """Return the cells of one finding, as many as there are headings."""

    def tail(self, report: Report) -> tuple[str, ...]:
        """Return the lines below the table: what was not checked, indicators, fingerprints."""

    def capped(self, number: int, cap: int) -> str:
        """Return the note that only the first `cap` cells of a finding are marked."""

    def cut(self, rows: int) -> str:
        """Return the note that only the first `rows` rows fit into a sheet."""
