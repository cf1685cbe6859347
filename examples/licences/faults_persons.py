"""The natural persons' form with its faults.

A spreadsheet has cut every all-digit number of the column after the fifteenth digit; numbers that
end in X are text to it and survive. So all sound numbers here end in X, as do the faulty ones.
"""

from __future__ import annotations

from faults_organisations import expiring
from good import LICENCE_COLUMNS, Rows
from identifiers import wrong
from party import PERSON_COLUMNS, document_numbers, document_types
from tables import Row, Table

DAMAGED = 40


class Form:
    """A table being filled with faulty rows between sound ones."""

    def __init__(self) -> None:
        self.rows = Rows(20260104)
        self.make = self.rows.make
        self.table = Table("administrative-licence-person", PERSON_COLUMNS | LICENCE_COLUMNS)

    def row(self, **changes: str) -> Row:
        """Return a sound row, its number ending in X, with changes."""
        return self.rows.person(ends="X") | changes

    def sound(self, count: int) -> None:
        """Add rows without a fault."""
        for _ in range(count):
            self.table.add(self.row())

    def fault(self, code: str, severity: str, column: str, /, **changes: str) -> int:
        """Add a faulty row and expect its finding; return its number."""
        number = self.table.add(self.row(**changes))
        self.table.blame(number, code, severity, column)
        self.sound(2)
        return number


def bad_persons() -> Table:
    """Some three hundred rows, about a third of them faulty."""
    form = Form()
    form.sound(5)
    form.table.add(form.row(content="准予测试,\n第二行"))  # rows and lines differ from here on
    for _ in range(DAMAGED):
        whole = form.make.citizen(ends="digit")
        cut = whole[:15] + "000"
        # Some of these pass their check digit all the same: only the column as a whole shows the damage.
        form.table.blame(form.table.add(form.row(number=cut)), "TYP901", "error", "number")
        form.sound(1)
    document_numbers(form)
    form.table.add(None)
    document_types(form)
    _cells(form)
    _pairs(form)
    form.sound(max(0, 310 - len(form.table.rows)))
    surplus = form.row()
    form.table.surplus = [*(surplus.get(column, "") for column in form.table.labels), "多出的一格"]
    return form.table


def _cells(form: Form) -> None:
    """The columns both forms share."""
    make = form.make
    for column in ("decision", "from", "source", "kind"):
        form.fault("TYP101", "error", column, **{column: ""})
    form.fault("TYP206", "warning", "source", source="测" * 201)
    form.fault("TYP201", "error", "date", date="2024-02-30")
    form.fault("TYP201", "error", "to", to="2031.4.31")
    form.fault("TYP205", "warning", "to", to="2031.4.30")
    form.fault("IDN201", "error", "source_code", source_code=wrong(make.credit_code("11")))
    form.fault("TYP908", "warning", "status", status="有效")
    form.fault("STR206", "error", "remark", remark="#VALUE!")
    form.fault("REL104", "error", "to", date="2025-05-01", **{"from": "2025-05-01"}, to="2025-04-30", status="2")
    soon = form.fault("REL104", "warning", "date", date="2026-12-01", **{"from": "2026-12-01"}, to="2031-12-01")
    form.table.changes("removed", soon, "REL104", "warning", "date")
    expiring(form.table, [form.row(to="2026-10-01")], [form.row(to="2027-01-01")])


def _pairs(form: Form) -> None:
    """Keys that occur more than once, and wholly equal rows."""
    first = form.row(certificate="测试活动许可证", licence="CSK1")
    for copy in range(2):
        number = form.table.add(first | {"content": f"准予从事第{copy}项测试活动"})
        form.table.blame(number, "KEY101", "warning", None)
    twin = form.row(certificate="测试活动许可证", licence="CST1")
    for _ in range(2):
        form.table.blame(form.table.add(twin), "KEY102", "error", None)
        form.sound(1)
