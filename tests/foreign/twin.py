"""A twin of the kernel, row by row in plain Python: which atoms are asked of a cell or row, and which fail.

Written from the rules (DESIGN: cells of one column are tried against its atoms in order and blamed once),
on the reference's keywords; no masks, no kernels, no routes.
"""

from collections import Counter
from typing import Any

from dgov_std.plan import Plan
from dgov_std.plan.expression import All, AnyOf, Cell, Const, Filled, Leaf, Not, OneOf, Present, Slice
from dgov_std.reference.cells import CELL_KEYWORDS
from dgov_std.reference.setting import Setting

SETTING = Setting({})
Row = dict[str, str]


class Twin:
    """Judges rows under the plan's atoms."""

    def __init__(self, plan: Plan, columns: list[str]) -> None:
        self.plan = plan
        self.nulls = {bound.id for bound in plan.columns if bound.index is not None and bound.reading.null}
        self.placed = set(columns)

    def there(self, row: Row, column: str) -> bool:
        return column in self.placed and (bool(row.get(column)) or column in self.nulls)

    def value(self, expression: Any, text: str) -> bool:
        """An expression over one text."""
        match expression:
            case Const(answer):
                return answer
            case Not(part):
                return not self.value(part, text)
            case All(parts):
                return all(self.value(part, text) for part in parts)
            case AnyOf(parts):
                return any(self.value(part, text) for part in parts)
            case OneOf(parts):
                return sum(self.value(part, text) for part in parts) == 1
            case Slice(start, end, part):
                return len(text) < end or self.value(part, text[start:end])
            case Leaf(keyword, value):
                return CELL_KEYWORDS[keyword](value, text, SETTING)
        raise TypeError(expression)

    def row(self, expression: Any, row: Row) -> bool:
        """An expression over a row."""
        match expression:
            case Const(answer):
                return answer
            case Not(part):
                return not self.row(part, row)
            case All(parts):
                return all(self.row(part, row) for part in parts)
            case AnyOf(parts):
                return any(self.row(part, row) for part in parts)
            case OneOf(parts):
                return sum(self.row(part, row) for part in parts) == 1
            case Present(column):
                return self.there(row, column)
            case Filled(columns, low, high):
                count = sum(self.there(row, column) for column in columns)
                return low <= count and (high is None or count <= high)
            case Cell(column, part, at_null):
                return self.cell(column, part, row, at_null=at_null)
        raise TypeError(expression)

    def cell(self, column: str, part: Any, row: Row, *, at_null: bool) -> bool:
        if not self.there(row, column):
            return True
        return self.value(part, row[column]) if row.get(column) else at_null

    def counts(self, rows: list[Row]) -> tuple[Counter[int], Counter[int]]:
        """How often each atom was asked, and how often it failed."""
        asked: Counter[int] = Counter()
        failed: Counter[int] = Counter()
        for row in rows:
            for indices in self.plan.by_column().values():
                for i in indices:
                    atom = self.plan.atoms[i]
                    if not self.there(row, atom.column or "") or not all(self.row(g, row) for g in atom.guards):
                        continue
                    asked[i] += 1
                    if not self.cell(atom.column or "", atom.expression, row, at_null=atom.at_null):
                        failed[i] += 1
                        break
            for i, atom in enumerate(self.plan.atoms):
                if atom.scope == "cell" or not all(self.row(guard, row) for guard in atom.guards):
                    continue
                asked[i] += 1
                failed[i] += not self.row(atom.expression, row)
        return asked, failed
