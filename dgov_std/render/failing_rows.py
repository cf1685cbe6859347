"""The words of a file of failing rows, and of what is told about it.

`FailingRowsWords` satisfies `dgov_std.reject.rows.Words`; that room words nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dgov_std.render.wording import word
from dgov_std.report.values import FailingRows, Output, Report
from dgov_std.report.visible import visible
from dgov_std.text import Language


@dataclass(frozen=True, slots=True)
class FailingRowsWords:
    """The wording in one language."""

    language: Language

    def sheet(self, *, personal: bool) -> str:
        """Return the name of the sheet with the rows; that they are personal stands there where it is seen first."""
        name = word("failing_sheet", self.language)
        return f"{name}({self.notice()})" if personal else name

    def notice(self) -> str:
        """Return the mark of a file with personal information."""
        return word("failing_notice", self.language)

    def notes_sheet(self) -> str:
        """Return the name of the sheet with the notes."""
        return word("failing_notes", self.language)

    def notes(self, report: Report, written: FailingRows, *, personal: bool) -> Sequence[str]:
        """Return the notes: what the file is, how to handle it, what was left out."""
        receipt = word("receipt", self.language).format(visible(report.receipt))
        lines = [word("failing_forward", self.language)] if personal else []
        lines.append(word("failing_what", self.language).format(written.rows + written.left_out))
        lines += [word("failing_columns", self.language), *_left(written, self.language)]
        return [*lines, f"{visible(report.input.name)}   {receipt}"]


def told_of(output: Output, language: Language) -> tuple[str, ...]:
    """Return what is to be told of an output: what a file of failing rows does not hold as the data have it."""
    return tuple(_left(output.failing, language)) if output.failing is not None else ()


def _left(written: FailingRows, language: Language) -> Iterator[str]:
    counts = {"left": written.left_out, "guarded": written.guarded, "cut": written.cut}
    yield from (word(f"failing_{name}", language).format(count) for name, count in counts.items() if count)
