"""The organisations' form with its faults, one kind after another, each among sound rows."""

from __future__ import annotations

from good import BUSINESS, LICENCE_COLUMNS, ORGANISATION_COLUMNS, PERSON, Rows
from identifiers import USCC, credit_code, wide
from tables import Row, Table

HEADER = ORGANISATION_COLUMNS | LICENCE_COLUMNS
PLAIN = ("91", "12", "92", "93", "52")


def wrong(code: str) -> str:
    """Return the code with another last character."""
    return code[:-1] + USCC[(USCC.index(code[-1]) + 1) % len(USCC)]


def wrong_subject(subject: str) -> str:
    """Return an organisation code whose check character is another one."""
    return subject[:-1] + ("1" if subject[-1] == "X" else str((int(subject[-1]) + 1) % 10))


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
        if "code" in changes:
            for column in {"organisation", "registration"} - set(changes):
                row.pop(column, None)
        return row

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
    _shapes(form)
    _checks(form)
    _contradictions(form)
    form.table.add(None)
    _cells(form)
    _dates(form)
    _pairs(form)
    form.sound(max(0, 310 - len(form.table.rows)))
    surplus = form.row()
    form.table.surplus = [*(surplus.get(column, "") for column in form.table.labels), "多出的一格"]
    return form.table


def _shapes(form: Form) -> None:
    """Credit codes that are no credit codes at first sight."""
    make = form.make
    for text in ("9.11101E+17", "9.13302E+17", "9.23301E+17"):
        form.fault("TYP901", "error", "code", code=text)
    form.fault("TYP901", "error", "source_code", source_code="1.1E+17")
    form.fault("TYP902", "error", "code", code=wide(make.credit_code("91")))
    form.fault("TYP902", "error", "source_code", source_code=wide(make.credit_code("11")))
    both = form.fault("TYP902", "error", "code", code=wide(wrong(make.credit_code("91"))))
    form.table.blame(both, "IDN201", "error", "code")
    code = make.credit_code("91", "330106")
    for text in (
        code.lower(),
        code.replace("0", "O"),
        code.replace("1", "I"),
        code + " ",
        "'" + code,
        code + "\u00a0",
        code[:-1] + "\u0425",  # a Cyrillic letter
        code[:-1],
        code[8:17],  # an organisation code
        "110108000000016",  # a registration number
    ):
        form.fault("IDN101", "error", "code", code=text)
    form.fault("IDN101", "error", "body_code", body_code=make.credit_code("11").lower())


def _checks(form: Form) -> None:
    """Identifiers of the right shape that are wrong inside."""
    make = form.make
    for _ in range(3):
        form.fault("IDN201", "error", "code", code=wrong(make.credit_code("91")))
    form.fault("IDN201", "error", "body_code", body_code=wrong(make.credit_code("11")))
    for _ in range(2):
        form.fault("IDN202", "error", "code", code=credit_code("91", "330106", wrong_subject(make.subject())))
    form.fault("IDN202", "error", "code", code=wrong(credit_code("91", "330106", wrong_subject(make.subject()))))
    form.fault("IDN103", "warning", "code", code=make.credit_code("91", "990000"))
    form.fault("IDN103", "warning", "code", code=make.credit_code("91", "110199"))
    form.fault("IDN103", "warning", "code", code=make.credit_code("94"))
    form.fault("IDN103", "warning", "body_code", body_code=make.credit_code("11", "990000"))
    own = form.fault("IDN201", "error", "organisation", code="", organisation=wrong_subject(make.subject()))
    form.table.blame(own, "REL101", "warning", "code")
    form.fault("IDN201", "warning", "registration", registration="110108000000019")
    form.fault("IDN203", "warning", "registration", registration="11010800000001")
    card = make.citizen(ends="digit")
    for code, text in (
        ("IDN201", card[:-1] + "X"),
        ("IDN203", card[:-1]),
        ("IDN104", make.citizen(birth="19900230")),
        ("IDN101", make.citizen(ends="X").lower()),
    ):
        form.fault(code, "error", "representative_number", representative_type="身份证", representative_number=text)


def _contradictions(form: Form) -> None:
    """Columns of one row that contradict each other."""
    make = form.make
    for _ in range(2):
        form.fault("REL103", "error", "category", code=make.credit_code("92"))
        form.fault("REL103", "error", "category", category=BUSINESS)
    person = form.fault("REL103", "warning", "category", category=PERSON)
    form.table.blame(person, "REL102", "warning", "code")
    form.fault("REL103", "warning", "category", category=PERSON, code="")
    form.fault("REL102", "warning", "code", "92", code="00000000000000000X")
    form.fault("REL102", "warning", "code", code="00000000000000000X")
    form.fault("REL101", "warning", "code", code="")
    form.fault("REL101", "warning", "code", "92", code="")
    form.fault("REL101", "warning", "representative", representative="")
    form.fault("REL101", "warning", "representative_number", representative_type="身份证")
    form.fault("REL101", "warning", "representative_type", representative_number=make.citizen())
    form.fault("REL101", "warning", "licence", certificate="测试活动许可证", licence="")
    form.fault("REL101", "warning", "certificate", certificate="", licence="CS999999")
    for _ in range(2):
        form.fault("REL105", "warning", "organisation", organisation=make.subject())
    same = make.credit_code("91")
    form.fault("REL104", "warning", "body_code", code=same, body_code=same)


def _cells(form: Form) -> None:
    """Empty, overlong, unknown and broken cells."""
    for column in ("decision", "date", "body", "body_code", "source_code", "content", "status"):
        form.fault("TYP101", "error", column, **{column: ""})
    form.fault("TYP101", "warning", "name", name="")
    form.fault("TYP101", "warning", "category", category="")
    form.fault("TYP206", "error", "body", body="测" * 201)
    form.fault("TYP206", "warning", "name", name="测" * 201)
    form.fault("TYP206", "warning", "certificate", certificate="证" * 65, licence="CS999998")
    form.fault("TYP206", "warning", "content", content="测" * 4001)
    form.fault("TYP206", "warning", "tax", tax="1" * 16)
    form.fault("COD101", "warning", "category", category="企业")
    form.fault("COD101", "warning", "kind", kind="审批")
    form.fault("TYP205", "warning", "kind", kind="其他")
    form.fault("COD101", "warning", "status", status="有效")
    form.fault("COD101", "warning", "status", status="0")
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
    for text in ("2024-02-30", "2024.1.5", "2024-1-1", "2024-01-05 00:00:00", "45383", "20240231"):
        form.fault("TYP201", "error", "date", date=text)
    form.fault("TYP201", "error", "from", **{"from": "2023-02-29"})
    form.fault("TYP201", "error", "to", to="2031-04-31")
    form.fault("TYP205", "warning", "date", date="20240105")
    form.fault("TYP205", "warning", "date", date="2024年01月05日")
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
        table.expire(table.add(row | {"status": "1", "remark": ""}), already=True)
    for row in later:
        table.expire(table.add(row | {"status": "1", "remark": ""}), already=False)


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
