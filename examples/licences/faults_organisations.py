"""The organisations' form with its faults, one kind after another, each among sound rows."""

from __future__ import annotations

from good import LICENCE_COLUMNS, Rows
from party import ORGANISATION_COLUMNS, code_checks, code_relations, code_shapes, contradictions, without_dependents
from tables import Row, Table

HEADER = ORGANISATION_COLUMNS | LICENCE_COLUMNS
PLAIN = ("91", "12", "92", "93", "52")


class Form:
    """A table being filled with faulty rows between sound ones."""

    def __init__(self) -> None:
        self.rows = Rows(20260103)
        self.make = self.rows.make
        first = ["status", "name", "category", "code", "serial"]
        order = [*first, *(column for column in HEADER if column not in first), "remark-again"]
        labels = HEADER | {"serial": "内部流水号", "remark-again": "备注"}
        labels |= {
            "code": "行政相对人代码_1（统一社会信用代码）",
            "to": "有效期至 ",
            "decision": "XK_WSH",
            "registration": "工商注册号",
        }
        self.table = Table("administrative-licence-organisation", {column: labels[column] for column in order})

    def sound(self, count: int) -> None:
        """Add rows without a fault."""
        for _ in range(count):
            self.table.add(self.rows.organisation(PLAIN[self.rows.serial % len(PLAIN)]))

    def row(self, start: str = "91", **changes: str) -> Row:
        """Return a sound row with changes; what hangs on a changed credit code is left empty."""
        row = self.rows.organisation(start) | {"serial": f"S{self.rows.serial}"} | changes
        return without_dependents(row, changes)

    def fault(self, code: str, severity: str, column: str, start: str = "91", /, **changes: str) -> int:
        """Add a faulty row and expect its finding; return its number."""
        number = self.table.add(self.row(start, **changes))
        self.table.blame(number, code, severity, column)
        self.sound(2)
        return number


def bad_organisations() -> Table:
    """Some three hundred rows, about a third of them faulty."""
    form = Form()
    form.table.blame_file("STR104", "error", "remark-again")
    form.sound(8)
    form.table.add(form.row(content="准予测试,\n第二行"))  # rows and lines differ from here on
    code_shapes(form)
    code_checks(form)
    contradictions(form)
    form.fault("REL101", "warning", "licence", certificate="测试活动许可证", licence="")
    form.fault("REL101", "warning", "certificate", certificate="", licence="CS999999")
    code_relations(form)
    form.table.add(None)
    _cells(form)
    _dates(form)
    _pairs(form)
    form.sound(max(0, 310 - len(form.table.rows)))
    surplus = form.row()
    form.table.surplus = [*(surplus.get(column, "") for column in form.table.labels), "多出的一格"]
    return form.table


def _cells(form: Form) -> None:
    """Empty, overlong, unknown and broken cells."""
    for column in ("decision", "date", "body", "body_code", "source_code", "content", "status"):
        form.fault("TYP101", "error", column, **{column: ""})
    form.fault("TYP101", "warning", "name", name="")
    form.fault("TYP101", "warning", "category", category="")
    form.fault("TYP206", "warning", "body", body="测" * 201)
    form.fault("TYP206", "warning", "name", name="测" * 201)
    form.fault("TYP206", "warning", "certificate", certificate="证" * 65, licence="CS999998")
    form.fault("TYP206", "warning", "content", content="测" * 4001)
    form.fault("TYP206", "warning", "tax", tax="1" * 16)
    form.fault("COD101", "warning", "category", category="企业")
    form.fault("COD101", "warning", "kind", kind="审批")
    form.fault("TYP205", "warning", "kind", kind="其他")
    form.fault("TYP908", "warning", "status", status="有效")
    form.fault("COD102", "warning", "status", status="0")  # of the edition before 2018
    form.fault(
        "COD104",
        "warning",
        "representative_type",
        representative_type="驾驶证",
        representative_number="CS12345678",
    )
    form.fault("STR206", "error", "remark", remark="#N/A")
    form.fault("STR206", "error", "tax", tax="#REF!")


def _dates(form: Form) -> None:
    """Dates that are none, that are written otherwise, or that stand in the wrong order."""
    for text in ("2024-02-30", "2024/13/1", "2024/1", "45383", "20240231"):
        form.fault("TYP904" if text == "45383" else "TYP201", "error", "date", date=text)
    form.fault("TYP201", "error", "from", **{"from": "2023-02-29"})
    form.fault("TYP201", "error", "to", to="2031-04-31")
    # Dates all the same, only not as the templates write them.
    for text in ("20240105", "2024年01月05日", "2024/1/5", "2024-1-5", "2024.1.5", "2024-01-05 00:00:00"):
        form.fault("TYP205", "warning", "date", date=text)
    form.fault("TYP908", "warning", "to", to="长期")
    order = {"date": "2025-05-01", "from": "2025-05-01", "status": "2"}
    form.fault("REL104", "error", "to", to="2025-04-30", **order)
    form.fault("REL104", "error", "to", to="2024/05/01", **order)
    soon = form.fault("REL104", "warning", "date", date="2026-11-15", **{"from": "2026-11-15"}, to="2031-11-15")
    form.table.changes("removed", soon, "REL104", "warning", "date")
    form.fault("REL104", "warning", "date", date="2028-01-10", **{"from": "2028-01-10"}, to="2031-11-15")
    expiring(
        form.table,
        [form.row(to="2026-09-30"), form.row(to="2026/10/30")],
        [form.row(to="2026-10-31"), form.row(to="2027-06-30")],
    )


def expiring(table: Table, over: list[Row], later: list[Row]) -> None:
    """Add rows whose status is valid: expired at the reference date, and at the later one."""
    for row in over:
        table.blame(table.add(row | {"status": "1", "remark": ""}), "REL104", "warning", "status")
    for row in later:
        table.changes("added", table.add(row | {"status": "1", "remark": ""}), "REL104", "warning", "status")


def _pairs(form: Form) -> None:
    """Keys that occur more than once, and wholly equal rows."""
    for copies in (2, 3):
        first = form.row(certificate="测试活动许可证", licence=f"CSK{copies}")
        for copy in range(copies):
            number = form.table.add(first | {"content": f"准予从事第{copy}项测试活动"})
            form.table.blame(number, "KEY101", "warning", None)
            form.sound(1)
    twin = form.row(certificate="测试活动许可证", licence="CST1")
    for _ in range(2):
        form.table.blame(form.table.add(twin), "KEY102", "error", None)
        form.sound(1)
