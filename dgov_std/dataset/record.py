"""What a file is written like, and one record of it."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CELL = 8 * 1024 * 1024  # bytes between an opening quote and its close; a spreadsheet's cell has 32,767 characters
MAX_RECORD = 32 * 1024 * 1024  # bytes of a line
MAX_COLUMNS = 16_384  # a spreadsheet's last column is XFD
QUOTE = b'"'


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells and records are told apart.

    `cr_ends` says that a lone CR ends a record, as in files of old Macs; otherwise LF and CRLF do
    and a lone CR is data. `quote` opens a quoted cell and `closer` closes it; doubled it stands for
    itself. `escape`, where there is one, takes the meaning from a quote, a delimiter, a line end or
    itself behind it. `spaced` says that blanks before an opening quote are no part of the cell.
    """

    delimiter: bytes
    cr_ends: bool = False
    limit: int = MAX_CELL
    quote: bytes = QUOTE
    closer: bytes = QUOTE
    escape: bytes = b""
    spaced: bool = False

    @property
    def other(self) -> bool:
        """Whether pyarrow cannot read it as it is: see `twin` and `csv_other`. Then the bytes are UTF-8."""
        return len(self.delimiter) > 1 or self.quote != QUOTE or bool(self.escape) or self.spaced


class EndlessRecord(Exception):  # noqa: N818 - it says what was found
    """A record that is longer than any can be; says in which physical line it begins."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells as bytes, the offset behind it, the cell (1-based) of an open quote.

    `blank` says that its line is completely empty; one of `""` is not.
    """

    cells: list[bytes]
    end: int
    open_quote: int = 0
    blank: bool = False
