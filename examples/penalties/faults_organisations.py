"""The organisations' form of penalties with its faults, one kind after another."""

from __future__ import annotations

from faults_penalty import amounts, categories, cells, dates, lateness, pairs
from good import PENALTY_COLUMNS, RECEIVED, Rows
from party import ORGANISATION_COLUMNS, code_checks, code_relations, code_shapes, contradictions, without_dependents
from tables import Row, Table

PLAIN = ("91", "12", "92", "93", "52")


class Form:
    """A table being filled with faulty rows, a sound one after every fourth."""

    def __init__(self) -> None:
        self.rows = Rows(20260203)
        self.make = self.rows.make
        labels = ORGANISATION_COLUMNS | PENALTY_COLUMNS | RECEIVED | {"serial": "内部流水号"}
        labels |= {"decision": "CF_WSH", "fine": "罚款金额（万元）", "kind": "处罚类别 ", "body": "CF_CFJG"}
        order = [
            "serial",
            "decision",
            "date",
            *(column for column in labels if column not in {"serial", "decision", "date"}),
        ]
        self.table = Table("administrative-penalty-organisation", {c: labels[c] for c in order}, sheet="处罚")

    def row(self, start: str = "91", **changes: str) -> Row:
        """Return a sound row with changes; what hangs on a changed cell is left as that cell demands."""
        row = self.rows.organisation(start, "警告") | {"serial": f"S{self.rows.serial}"} | changes
        if "date" in changes and "received" not in changes:
            row["received"] = ""
        return without_dependents(row, changes)

    def sound(self) -> Row:
        """Return a row without a fault."""
        return self.rows.organisation(PLAIN[self.rows.serial % len(PLAIN)])

    def fault(self, code: str, severity: str, column: str, start: str = "91", /, **changes: str) -> int:
        """Add a faulty row and expect its finding; return its number."""
        number = self.table.add(self.row(start, **changes))
        self.table.blame(number, code, severity, column)
        if number % 4 == 0:
            self.table.add(self.sound())
        return number


def bad_organisations() -> Table:
    """Faults of the party, of the penalty, of its report; a blank row, and a last row with a cell too many."""
    form = Form()
    form.table.add(form.row(facts="当事人未测试,\n第二行"))  # rows and lines differ from here on
    code_shapes(form)
    code_checks(form)
    contradictions(form)
    code_relations(form)
    form.table.add(None)
    categories(form)
    amounts(form)
    dates(form)
    cells(form)
    lateness(form)
    pairs(form)
    last = form.row()
    form.table.surplus = [*(last.get(column, "") for column in form.table.labels), "多出的一格"]
    return form.table
