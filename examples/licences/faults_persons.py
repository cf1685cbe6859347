"""The natural persons' form with its faults.

A spreadsheet has cut every all-digit number of the column after the fifteenth digit; numbers that
end in X are text to it and survive. So all sound numbers here end in X, as do the faulty ones.
"""

from __future__ import annotations

from faults_organisations import expiring, wrong
from good import BUSINESS, LICENCE_COLUMNS, ORGANISATION, PERSON_COLUMNS, Rows
from identifiers import wide
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
    _numbers(form)
    form.table.add(None)
    _types(form)
    _cells(form)
    _pairs(form)
    form.sound(max(0, 310 - len(form.table.rows)))
    surplus = form.row()
    form.table.surplus = [*(surplus.get(column, "") for column in form.table.labels), "多出的一格"]
    return form.table


def _numbers(form: Form) -> None:
    """Numbers of identity cards."""
    make = form.make
    for text in ("3.30106E+17", "1.10105E+17", "3.30203E+17"):
        form.fault("TYP901", "error", "number", number=text)
    for _ in range(3):
        form.fault("IDN201", "error", "number", number=make.citizen(ends="digit")[:-1] + "X")
    form.fault("TYP902", "error", "number", number=wide(make.citizen(ends="X")))
    both = form.fault("TYP902", "error", "number", number=wide(make.citizen(ends="digit")[:-1] + "X"))
    form.table.blame(both, "IDN201", "error", "number")
    for text in (make.citizen(ends="X").lower(), make.citizen(ends="X", region="330106").replace("0", "O")):
        form.fault("IDN101", "error", "number", number=text)
    for text in (make.citizen(ends="X")[1:], make.citizen(ends="X") + " ", "H12345678"):
        form.fault("IDN203", "error", "number", number=text)
    for birth in ("19900230", "19791301"):
        form.fault("IDN104", "error", "number", number=make.citizen(ends="X", birth=birth))
    form.fault("IDN103", "warning", "number", number=make.citizen(ends="X", region="110199", birth="19900101"))
    form.fault("IDN105", "warning", "number", number=make.citizen(ends="X", region="132201", birth="19950101"))
    form.fault("IDN104", "error", "number", number="330106621301000")


def _types(form: Form) -> None:
    """Document types, and numbers that do not fit them."""
    make = form.make
    form.fault("REL103", "warning", "number", type="护照号", number=make.citizen(ends="X"))
    form.fault("IDN101", "warning", "number", type="港澳居民来往内地通行证", number="A12345678")
    form.fault("IDN101", "warning", "number", type="台湾居民来往大陆通行证", number="1234567")
    card = make.citizen(ends="digit", region="911124")
    form.fault("IDN201", "warning", "number", type="外国人永久居留身份证", number=card[:-1] + "X")
    form.fault("IDN203", "warning", "number", type="外国人永久居留身份证", number="CAN12345678901")
    form.fault("IDN102", "error", "number", type="港澳台居民居住证", number=make.citizen(ends="X"))
    form.fault("COD104", "warning", "type", type="驾驶证", number="CS12345678")
    form.fault("TYP101", "warning", "number", number="")
    form.fault("TYP101", "warning", "type", type="")
    form.fault("REL102", "warning", "code", code=make.credit_code("91"))
    form.fault("REL103", "warning", "category", category=BUSINESS)
    form.fault("REL103", "warning", "category", category=ORGANISATION)
    form.fault("COD101", "warning", "category", category="个人")


def _cells(form: Form) -> None:
    """The columns both forms share."""
    make = form.make
    for column in ("decision", "from", "source", "kind"):
        form.fault("TYP101", "error", column, **{column: ""})
    form.fault("TYP206", "error", "source", source="测" * 201)
    form.fault("TYP201", "error", "date", date="2024-02-30")
    form.fault("TYP201", "error", "to", to="2031.4.30")
    form.fault("IDN201", "error", "source_code", source_code=wrong(make.credit_code("11")))
    form.fault("COD101", "warning", "status", status="有效")
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
