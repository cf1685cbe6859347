"""The row schema as a list of atoms: the conjunction taken apart, each part with its check.

`if G then (A and B)` is `(G -> A) and (G -> B)`, so conditions become guards of atoms, and each
atom can be counted, blamed and explained for itself. What is no conjunction (`anyOf`, `oneOf`,
`not`) stays whole, as one atom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from dgov_std.plan.cells import at_null, cell, cell_leaf, null_leaf
from dgov_std.plan.expression import Cell, Const, Expression, Not, Part, Present, Slice, columns_in
from dgov_std.plan.generated import Conditions, conditions, generated_check
from dgov_std.plan.place import Place
from dgov_std.plan.reading import TEXT
from dgov_std.plan.rows import PER_COLUMN, columns_under, row, row_leaf, unevaluated
from dgov_std.pointer import pointer_to
from dgov_std.text import Text

Severity = Literal["error", "warning", "info"]

NESTED_CODES = {"IDN101": "IDN102", "IDN201": "IDN202", "COD101": "IDN103", "COD104": "IDN103", "COD105": "IDN103"}
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
    `at_null`: the verdict on a null cell. `unknown`: why the check asserts nothing, ever.
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
    at_null: bool = True
    unknown: Text | None = None

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
    """The check table while it is completed; a generated check is one of a pointer and the conditions it is reached under."""

    checks: list[dict[str, Any]]
    given: dict[str, int]
    made: dict[tuple[str, Conditions], int] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)

    def check(self, at: _At, keyword: str, value: Any, *, cell: bool) -> int:  # noqa: ANN401 - any JSON value
        """Return the check at a place, entering a generated one for a schema that has no table."""
        if at.pointer in self.given:
            return self.given[at.pointer]
        key = (at.pointer, at.when)
        if key not in self.made:
            entry = generated_check(at.pointer, keyword, value, cell=cell, when=at.when)
            self.uses[entry["id"]] += 1
            if self.uses[entry["id"]] > 1:  # the same definition, reached under other conditions
                entry["id"] += f"-{self.uses[entry['id']]}"
            self.made[key] = len(self.checks)
            self.checks.append(entry | {"standard": at.place.document.source, "clause": at.pointer})
        return self.made[key]


Step: TypeAlias = tuple[int, int] | tuple[str, int]
"""Into a text: characters start..end, or a piece between separators (separator, index)."""


@dataclass(frozen=True, slots=True)
class _At:
    place: Place
    pointer: str
    severity: Severity = "error"
    guards: tuple[Expression, ...] = ()
    column: str | None = None
    path: tuple[Step, ...] = ()
    nested: bool = False
    when: Conditions = ()

    def into(self, *tokens: str | int) -> _At:
        pointer = self.pointer + pointer_to(tokens)
        return _At(self.place, pointer, self.severity, self.guards, self.column, self.path, self.nested, self.when)

    def below(self, schema: Any) -> _At:  # noqa: ANN401 - any JSON value
        place = self.place.within(schema)
        return _At(place, self.pointer, self.severity, self.guards, self.column, self.path, self.nested, self.when)


def atoms_of(
    place: Place, checks: list[dict[str, Any]], schema: Mapping[str, Any], pointer: str
) -> tuple[list[Atom], list[dict[str, Any]]]:
    """Take the row schema at `pointer` apart; return the atoms and the check table, completed."""
    walk = _Walk(list(checks), {check["pointer"]: i for i, check in enumerate(checks)})
    atoms = list(_row(walk, schema, _At(place, pointer)))
    told = {walk.checks[atom.check]["pointer"] for atom in atoms if atom.unknown}
    for where, reason in place.document.unknown.items():
        if where not in told:
            atom = _atom(walk, _At(place, where), where.rpartition("/")[2], "", Const(True), "row")
            atoms.append(replace(atom, unknown=reason))
    return atoms, walk.checks


def cell_atoms(
    place: Place, checks: list[dict[str, Any]], schema: Mapping[str, Any], pointer: str, column: str
) -> tuple[list[Atom], list[dict[str, Any]]]:
    """Take the schema of one cell apart, as if it were the only column."""
    walk = _Walk(list(checks), {check["pointer"]: i for i, check in enumerate(checks)})
    return list(_cell(walk, schema, _At(place, pointer, column=column))), walk.checks


def _row(walk: _Walk, schema: Any, above: _At) -> Iterator[Atom]:  # noqa: ANN401 - any JSON value
    if schema is False:
        yield _atom(walk, above, "never", False, Const(False), "row")
    if isinstance(schema, bool):
        return
    at = above.below(schema)
    for key, value in schema.items():
        here = at.into(key)
        match key:
            case _ if key in PER_COLUMN:
                yield from _columns(walk, key, schema, here)
            case "required" | "dependentRequired":
                yield from _presences(walk, key, value, here)
            case "dependentSchemas":
                for name, part in value.items():
                    inside = here.into(name)
                    inside = replace(inside, guards=(*inside.guards, Present(name)), when=(*inside.when, (name, ())))
                    yield from _row(walk, part, inside)
            case "if":
                yield from _branches(walk, schema, at, row(at.place, value), _row)
            case "$ref" | "$dynamicRef" | "allOf" | "advise":
                yield from _descend(walk, key, schema, here, _row)
            case _ if key not in {"then", "else"}:
                yield from _whole(walk, key, schema, here)


def _presences(walk: _Walk, key: str, value: Any, here: _At) -> Iterator[Atom]:  # noqa: ANN401 - any JSON value
    """Yield the atoms of the columns a row must have: always, or where another column is there."""
    if key == "required":
        for name in value:
            yield _atom(walk, replace(here, column=name), key, value, Present(name), "present")
        return
    for name, others in value.items():
        inside = replace(here.into(name), guards=(*here.guards, Present(name)), when=(*here.when, (name, ())))
        for other in others:
            yield _atom(walk, replace(inside, column=other), key, value, Present(other), "present")


def _whole(walk: _Walk, key: str, schema: Mapping[str, Any], here: _At) -> Iterator[Atom]:
    """Yield the atoms of a keyword that is no conjunction: one for the row, or for each column it may blame."""
    place, value = here.place, schema[key]
    if key == "unevaluatedProperties":
        for name in place.columns:
            expression = unevaluated(place, name, schema)
            if expression != Const(True):
                yield _atom(walk, replace(here, column=name), key, value, expression, "row")
        return
    expression = row(place, {key: value}) if key in {"anyOf", "oneOf", "not"} else row_leaf(place, key, schema)
    if expression != Const(True):
        yield _atom(walk, here, key, value, expression, "row")


def _columns(walk: _Walk, key: str, schema: Mapping[str, Any], here: _At) -> Iterator[Atom]:
    """Yield the atoms of the columns that one object keyword speaks of."""
    by_name = key == "properties"
    for name, part in columns_under(here.place, key, schema):
        inside = replace(here.into(name) if by_name else here, column=name)
        if part is False:
            yield _atom(walk, inside, key, False, Not(Present(name)), "row")
            continue
        inside = replace(inside, place=here.place.in_cell())
        if key == "patternProperties":
            for pattern, each in schema[key].items():
                if each is part:
                    yield from _cell(walk, part, inside.into(pattern))
        else:
            yield from _cell(walk, part, inside)


def _cell(walk: _Walk, schema: Any, above: _At) -> Iterator[Atom]:  # noqa: ANN401 - one case per keyword
    if schema is False:
        yield _cell_atom(walk, above, "never", schema, Const(False), null=False)
    if isinstance(schema, bool):
        return
    at = above.below(schema)
    reading = at.place.reading(at.column) if at.column is not None and not at.path else TEXT
    for key, value in schema.items():
        here = at.into(key)
        match key:
            case "slices" | "parts":
                for i, item in enumerate(value):
                    path = _inward(at.path, item)
                    yield from _cell(walk, item["schema"], replace(here.into(i, "schema"), path=path))
            case "anyOf" | "oneOf" | "not":
                null = null_leaf(at.place, key, schema)
                yield _cell_atom(walk, here, key, value, cell(at.place, {key: value}, reading), null=null)
            case "if":
                guard = Cell(at.column or "", _windowed(at, cell(at.place, value, reading)), at_null(at.place, value))
                yield from _branches(walk, schema, at, guard, _cell)
            case "$ref" | "$dynamicRef" | "allOf" | "advise":
                yield from _descend(walk, key, schema, here, _cell)
            case _ if key not in {"then", "else"}:
                expression = cell_leaf(at.place, key, value, reading)
                null = null_leaf(at.place, key, schema)
                if expression != Const(True) or (reading.null and not null):
                    yield _cell_atom(walk, here, key, value, expression, null=null)
                elif key == "format":
                    atom = _cell_atom(walk, here, key, value, expression, null=null)
                    yield replace(
                        atom, unknown=Text(f"不认识的格式 {value}, 只作说明", f"unknown format {value}: an annotation")
                    )


def _descend(walk: _Walk, key: str, schema: Mapping[str, Any], here: _At, into: Any) -> Iterator[Atom]:  # noqa: ANN401
    match key:
        case "$ref" | "$dynamicRef":
            place, found = here.place.follow(schema, key)
            nested = here.nested or (bool(here.path) and found.pointer.startswith("/$defs/identifier."))
            yield from into(walk, found.schema, replace(here, place=place, pointer=found.pointer, nested=nested))
        case "allOf":
            for i, part in enumerate(schema[key]):
                yield from into(walk, part, here.into(i))
        case "advise":
            for i, item in enumerate(schema[key]):
                severity = max(here.severity, item["severity"], key=lambda s: _RANK[s])
                yield from into(walk, item["schema"], replace(here.into(i, "schema"), severity=severity))


def _branches(walk: _Walk, schema: Mapping[str, Any], at: _At, guard: Expression, into: Any) -> Iterator[Atom]:  # noqa: ANN401
    if "then" in schema:
        when = (*at.when, *conditions(schema["if"]))
        yield from into(walk, schema["then"], replace(at.into("then"), guards=(*at.guards, guard), when=when))
    if "else" in schema:
        yield from into(walk, schema["else"], replace(at.into("else"), guards=(*at.guards, Not(guard))))


def _windowed(at: _At, expression: Expression) -> Expression:
    for first, second in reversed(at.path):
        expression = Part(first, second, expression) if isinstance(first, str) else Slice(first, second, expression)
    return expression


def _inward(path: tuple[Step, ...], item: Mapping[str, Any]) -> tuple[Step, ...]:
    """Return the way to a piece of a piece; characters of characters are one step."""
    if "separator" in item:
        return (*path, (item["separator"], item["index"]))
    low = path[-1][0] if path else 0
    if isinstance(low, str):
        return (*path, (item["start"], item["end"]))
    return (*path[:-1], (low + item["start"], low + item["end"]))


def _start(path: tuple[Step, ...]) -> int:
    """Return where a piece stands among the others: its first character, or its number."""
    return next((second if isinstance(first, str) else first for first, second in path), 0)


def _cell_atom(walk: _Walk, at: _At, key: str, value: Any, expression: Expression, *, null: bool) -> Atom:  # noqa: ANN401
    atom = _atom(walk, at, key, value, _windowed(at, expression), "cell")
    return replace(atom, at_null=null)


def _atom(
    walk: _Walk,
    at: _At,
    key: str,
    value: Any,  # noqa: ANN401 - any JSON value
    expression: Expression,
    scope: Literal["cell", "row", "present"],
) -> Atom:
    check = walk.check(at, key, value, cell=scope == "cell")
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
        start=_start(at.path),
    )


def _needs_date(expression: Expression) -> bool:
    while isinstance(expression, Slice | Part):
        expression = expression.part
    value = getattr(expression, "value", None)
    if not isinstance(value, Mapping):
        return False
    right = value.get("right")
    return value.get("at") == "asOf" or value.get("asOf") is True or (isinstance(right, Mapping) and bool(right.get("asOf")))
