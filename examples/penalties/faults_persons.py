"""The natural persons' form of penalties with its faults."""

from __future__ import annotations

from faults_penalty import amounts, categories, cells, dates, lateness, pairs
from good import PENALTY_COLUMNS, RECEIVED, Rows
from party import PERSON_COLUMNS, document_numbers, document_types
from tables import Row, Table


class Form:
    """A table being filled with faulty rows, a sound one after every fourth."""

    def __init__(self) -> None:
        self.rows = Rows(20260204)
        self.make = self.rows.make
        self.table = Table("administrative-penalty-person", PERSON_COLUMNS | PENALTY_COLUMNS | RECEIVED, sheet="处罚")

    def row(self, _start: str = "91", **changes: str) -> Row:
        """Return a sound row, its identity number ending in X, with changes."""
        row = self.rows.person("X", "警告") | changes
        if "date" in changes and "received" not in changes:
            row["received"] = ""
        return row

    def fault(self, code: str, severity: str, column: str, start: str = "91", /, **changes: str) -> int:
        """Add a faulty row and expect its finding; return its number."""
        number = self.table.add(self.row(start, **changes))
        self.table.blame(number, code, severity, column)
        if number % 4 == 0:
            self.table.add(self.rows.person())
        return number


def bad_persons() -> Table:
    """Faults of the person's documents, of the penalty and of its report, and a blank row."""
    form = Form()
    document_numbers(form)
    document_types(form)
    form.table.add(None)
    categories(form)
    amounts(form)
    dates(form)
    cells(form)
    lateness(form)
    pairs(form)
    return form.table
