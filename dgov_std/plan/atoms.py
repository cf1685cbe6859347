"""The row schema as a list of atoms: the conjunction taken apart, each part with its check.

`if G then (A and B)` is `(G -> A) and (G -> B)`, so conditions become guards of atoms, and each
atom can be counted, blamed and explained for itself. What is no conjunction (`anyOf`, `oneOf`,
`not`) stays whole, as one atom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from dgov_std.checks import ROW_CHECKS
from dgov_std.plan.compilation import Compiler
from dgov_std.plan.expression import Cell, Const, Expression, Not, Present, Slice, columns_in

Severity = Literal["error", "warning", "info"]

DEFAULT_CODES = {
    "pattern": "TYP205",
    "format": "TYP201",
    "dateForms": "TYP201",
    "dateNotAfter": "TYP204",
    "decimal": "TYP202",
    "decimalDigits": "TYP203",
    "decimalRange": "TYP204",
    "minLength": "TYP207",
    "maxLength": "TYP206",
    "byteLength": "TYP206",
    "enum": "COD101",
    "const": "COD101",
    "codeList": "COD101",
    "codeListSince": "IDN105",
    "checkDigit": "IDN201",
    "required": "TYP101",
    "compareColumns": "REL104",
    "segmentEquals": "REL105",
    "sumColumns": "REL106",
    "codeListOn": "COD102",
    "type": "TYP208",
}
NESTED_CODES = {"IDN101": "IDN102", "IDN201": "IDN202", "COD101": "IDN103", "COD104": "IDN103"}
STAGES = {
    "STR206": 1,
    "TYP2": 2,
    "IDN101": 2,
    "IDN203": 2,
    "TYP206": 3,
    "TYP207": 3,
    "TYP203": 3,
    "TYP204": 3,
    "COD": 4,
    "REL": 4,
    "IDN102": 5,
    "IDN103": 5,
    "IDN104": 5,
    "IDN105": 5,
    "IDN202": 6,
    "IDN201": 7,
}
_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Atom:
    """One assertion in one column (or over one row), under guards, with its place in the check table.

    `scope` cell: judged on present cells of `column`, after the atoms before it in the same column.
    `scope` row: judged on whole rows. `present`: the cell must be there. `check` indexes `Plan.checks`.
    """

    check: int
    code: str
    severity: Severity
    column: str | None
    scope: Literal["cell", "row", "present"]
    expression: Expression
    guards: tuple[Expression, ...] = ()
    needs_date: bool = False
    start: int = 0

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without whose cells a row atom says nothing."""
        return getattr(self.expression, "needed", ())

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the atom looks at, the blamed one first."""
        found = dict.fromkeys([self.column] if self.column else [])
        for expression in (self.expression, *self.guards):
            found |= dict.fromkeys(columns_in(expression))
        return tuple(found)

    @property
    def order(self) -> tuple[int, int, int]:
        """Where the atom stands among those of its column: severity, stage, place within the value."""
        stage = STAGES.get(self.code) or STAGES.get(self.code[:4]) or STAGES.get(self.code[:3]) or 8
        return (_RANK[self.severity], stage, self.start)


@dataclass(slots=True)
class _Walk:
    compiler: Compiler
    checks: list[dict[str, Any]]
    by_pointer: dict[str, int]

    def check(self, pointer: str, keyword: str) -> int:
        """Return the check at the pointer, entering a generated one for a schema that has no table."""
        found = self.by_pointer.get(pointer)
        if found is None:
            found = len(self.checks)
            self.by_pointer[pointer] = found
            self.checks.append(
                {
                    "id": pointer.removeprefix("/").replace("/", "."),
                    "pointer": pointer,
                    "code": DEFAULT_CODES.get(keyword, "REL107"),
                    "severity": "error",
                    "columns": [],
                    "facts": {"kind": "none"},
                    "title": None,
                }
            )
        return found


@dataclass(frozen=True, slots=True)
class _At:
    pointer: str
    severity: Severity = "error"
    guards: tuple[Expression, ...] = ()
    column: str | None = None
    window: tuple[int, int] | None = None
    nested: bool = False

    def into(self, *tokens: str | int) -> _At:
        return replace(
            self, pointer=self.pointer + "".join(f"/{str(t).replace('~', '~0').replace('/', '~1')}" for t in tokens)
        )


def atoms_of(
    compiler: Compiler, checks: list[dict[str, Any]], schema: Mapping[str, Any], pointer: str
) -> tuple[list[Atom], list[dict[str, Any]]]:
    """Take the row schema at `pointer` apart; return the atoms and the check table, completed."""
    walk = _Walk(compiler, list(checks), {check["pointer"]: i for i, check in enumerate(checks)})
    return list(_row(walk, schema, _At(pointer))), walk.checks


def cell_atoms(
    compiler: Compiler, checks: list[dict[str, Any]], schema: Mapping[str, Any], pointer: str, column: str
) -> tuple[list[Atom], list[dict[str, Any]]]:
    """Take the schema of one cell apart, as if it were the only column."""
    walk = _Walk(compiler, list(checks), {check["pointer"]: i for i, check in enumerate(checks)})
    return list(_cell(walk, schema, _At(pointer, column=column))), walk.checks


def _row(walk: _Walk, schema: Any, at: _At) -> Iterator[Atom]:  # noqa: ANN401, C901 - one case per keyword
    if schema is False:
        yield _atom(walk, at, "never", Const(False), "row")
        return
    if schema is True:
        return
    for key, value in schema.items():
        here = at.into(key)
        match key:
            case "properties":
                for name, part in value.items():
                    inside = replace(here.into(name), column=name)
                    if part is False:
                        yield _atom(walk, inside, "absent", Not(Present(name)), "row")
                    else:
                        yield from _cell(walk, part, inside)
            case "required":
                for name in value:
                    yield _atom(walk, replace(here, column=name), key, Present(name), "present")
            case "anyOf" | "oneOf" | "not" | "dependentRequired":
                yield _atom(walk, here, key, walk.compiler.row({key: value}), "row")
            case _ if key in ROW_CHECKS:
                yield _atom(walk, here, key, walk.compiler.row({key: value}), "row")
            case "if":
                guard = walk.compiler.row(value)
                yield from _branches(walk, schema, at, guard, _row)
            case _ if key not in {"then", "else"}:
                yield from _descend(walk, key, value, here, _row)
                walk.compiler.row_leaf(key, value) if key not in {"allOf", "$ref", "advise"} else None


def _cell(walk: _Walk, schema: Any, at: _At) -> Iterator[Atom]:  # noqa: ANN401 - one case per keyword
    if schema is False:
        yield _cell_atom(walk, at, "never", Const(False))
    if isinstance(schema, bool):
        return
    for key, value in schema.items():
        here = at.into(key)
        match key:
            case "slices":
                for i, item in enumerate(value):
                    low = at.window[0] if at.window else 0
                    window = (low + item["start"], low + item["end"])
                    yield from _cell(walk, item["schema"], replace(here.into(i, "schema"), window=window))
            case "anyOf" | "oneOf" | "not":
                yield _cell_atom(walk, here, key, walk.compiler.cell({key: value}))
            case "if":
                guard = Cell(at.column or "", _windowed(at, walk.compiler.cell(value)))
                yield from _branches(walk, schema, at, guard, _cell)
            case "$ref" | "allOf" | "advise":
                yield from _descend(walk, key, value, here, _cell)
            case _ if key not in {"then", "else"}:
                expression = walk.compiler.cell_leaf(key, value)
                if expression != Const(True):
                    yield _cell_atom(walk, here, key, expression)


def _descend(walk: _Walk, key: str, value: Any, here: _At, into: Any) -> Iterator[Atom]:  # noqa: ANN401
    match key:
        case "$ref":
            schema, pointer = walk.compiler.resolve(value)
            nested = here.nested or (here.window is not None and pointer.startswith("/$defs/identifier."))
            yield from into(walk, schema, replace(here, pointer=pointer, nested=nested))
        case "allOf":
            for i, part in enumerate(value):
                yield from into(walk, part, here.into(i))
        case "advise":
            for i, item in enumerate(value):
                severity = max(here.severity, item["severity"], key=lambda s: _RANK[s])
                yield from into(walk, item["schema"], replace(here.into(i, "schema"), severity=severity))


def _branches(walk: _Walk, schema: Mapping[str, Any], at: _At, guard: Expression, into: Any) -> Iterator[Atom]:  # noqa: ANN401
    if "then" in schema:
        yield from into(walk, schema["then"], replace(at.into("then"), guards=(*at.guards, guard)))
    if "else" in schema:
        yield from into(walk, schema["else"], replace(at.into("else"), guards=(*at.guards, Not(guard))))


def _windowed(at: _At, expression: Expression) -> Expression:
    return Slice(*at.window, expression) if at.window else expression


def _cell_atom(walk: _Walk, at: _At, key: str, expression: Expression) -> Atom:
    return _atom(walk, at, key, _windowed(at, expression), "cell")


def _atom(walk: _Walk, at: _At, key: str, expression: Expression, scope: Literal["cell", "row", "present"]) -> Atom:
    check = walk.check(at.pointer, key)
    entry = walk.checks[check]
    code = NESTED_CODES.get(entry["code"], entry["code"]) if at.nested else entry["code"]
    column = at.column
    if column is None:
        seen = entry.get("columns") or columns_in(expression) or tuple(c for g in at.guards for c in columns_in(g))
        column = seen[0] if seen else None
    return Atom(
        check=check,
        code=code,
        severity=at.severity,
        column=column,
        scope=scope,
        expression=expression,
        guards=at.guards,
        needs_date=_needs_date(expression),
        start=at.window[0] if at.window else 0,
    )


def _needs_date(expression: Expression) -> bool:
    value = getattr(expression.part if isinstance(expression, Slice) else expression, "value", None)
    if not isinstance(value, Mapping):
        return False
    right = value.get("right")
    return value.get("at") == "asOf" or value.get("asOf") is True or (isinstance(right, Mapping) and bool(right.get("asOf")))
