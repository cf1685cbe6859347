"""The plan: bound columns and compiled atoms, everything a worker needs to judge a Batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dgov_std.checks.setting import Setting
from dgov_std.errors import InputError, Problem
from dgov_std.plan.atoms import Atom, atoms_of, cell_atoms
from dgov_std.plan.compilation import Compiler
from dgov_std.plan.expression import All, AnyOf, Const, Expression, Present
from dgov_std.reference.setting import Setting as ReferenceSetting
from dgov_std.text import Text


class Route(StrEnum):
    """How a leaf is judged: on distinct values, on all values, or by the reference."""

    DISTINCT = "distinct"
    DIRECT = "direct"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Bound:
    """A data element bound to a column of the file; `index` None = the file has no such column."""

    id: str
    index: int | None
    coded: bool = False
    personal: bool = False
    repair: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key:
    """Columns that must be unique together; with `missing_equal` empty cells count as values."""

    check: int
    code: str
    severity: str
    columns: tuple[str, ...]
    missing_equal: bool


@dataclass(frozen=True, slots=True)
class Unrun:
    """A check that does not run in this file, and why; `skipped` when it should have been able to."""

    atom: Atom
    skipped: bool
    reason: Text


@dataclass(frozen=True)
class Plan:
    """What a worker needs: no YAML, no standard, no file; it pickles."""

    columns: tuple[Bound, ...]
    atoms: tuple[Atom, ...]
    unrun: tuple[Unrun, ...]
    keys: tuple[Key, ...]
    unrun_keys: tuple[Key, ...]
    checks: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...]
    reference: ReferenceSetting
    route: Route | None = None

    def check_id(self, atom: Atom) -> str:
        """Return the id of an atom's check; one reached inside another identifier is a check of its own."""
        check = self.checks[atom.check]
        return str(check["id"]) if atom.code == check["code"] else f"{check['id']}.nested"

    def by_column(self) -> dict[str, list[int]]:
        """Return the indices of the cell atoms of each column, in the order they are tried."""
        found: dict[str, list[int]] = {}
        for i, atom in enumerate(self.atoms):
            if atom.scope == "cell" and atom.column is not None:
                found.setdefault(atom.column, []).append(i)
        for indices in found.values():
            indices.sort(key=lambda i: self.atoms[i].order)
        return found


NO_DATE = Text("没有给出数据基准日, 用 --as-of", "no reference date, see --as-of")
NO_COLUMN = Text("文件里没有这一栏", "the file has no such column")


def setting_of(bundle: Mapping[str, Any], as_of: str | None) -> Setting:
    """Return the setting of a bundle's code lists at an ISO reference date. Raises InputError."""
    return Setting(bundle["codelists"], _day(as_of))


def _day(as_of: str | None) -> int | None:
    return int(as_of.replace("-", "")) if as_of else None


def build_plan(
    bundle: Mapping[str, Any],
    places: Mapping[str, int],
    *,
    as_of: str | None = None,
    route: Route | None = None,
) -> Plan:
    """Compile a bundle's row schema against the columns a file has.

    Args:
        bundle: the compiled dataset.
        places: element id -> column index within the file (see `dgov_std.bind`).
        as_of: the reference date, ISO; None leaves date-relative checks out, saying so.
        route: force every leaf onto one route (tests); None chooses per column.

    Raises:
        StandardError: the schema holds what cannot be executed.
        InputError: no column is bound.
    """
    if not places:
        raise InputError(Problem(Text("没有一栏与标准对应", "no column matches the standard")))
    schema, setting = bundle["schema"], setting_of(bundle, as_of)
    compiler = Compiler(schema, setting)
    columns = tuple(
        Bound(c["id"], places.get(c["id"]), c.get("coded", False), c.get("personal", False), c.get("repair", {}))
        for c in bundle["binding"]["columns"]
    )
    atoms, checks = atoms_of(compiler, bundle["checks"], schema["$defs"]["row"], "/$defs/row")
    # The order of keys in a JSON object means nothing: the check table and the binding decide.
    places_of = {c["id"]: i for i, c in enumerate(bundle["binding"]["columns"])}
    atoms.sort(key=lambda atom: (atom.check, places_of.get(atom.column or "", -1)))
    by_pointer = {check["pointer"]: i for i, check in enumerate(checks)}
    keys = tuple(_keys(schema["$defs"].get("rows", {}), "/$defs/rows", "error", checks, by_pointer))
    run, unrun = _divide(atoms, places, as_of)
    return Plan(
        columns=columns,
        atoms=tuple(run),
        unrun=tuple(unrun),
        keys=tuple(key for key in keys if _sayable(key, places)),
        unrun_keys=tuple(key for key in keys if not _sayable(key, places)),
        checks=tuple(checks),
        missing=tuple(bundle["binding"].get("missing_values", ())),
        reference=ReferenceSetting(bundle["codelists"], as_of),
        route=route,
    )


def empty_plan(bundle: Mapping[str, Any]) -> Plan:
    """Return a plan that judges nothing: for a file none of whose columns the standard knows."""
    return Plan((), (), (), (), (), (), (), ReferenceSetting(bundle["codelists"]))


def cell_plan(bundle: Mapping[str, Any], definition: str, *, as_of: str | None = None) -> Plan:
    """Return a plan over a single column `value` judged by one definition (labels, file names)."""
    schema = bundle["schema"]
    compiler = Compiler(schema, setting_of(bundle, as_of))
    found = schema["$defs"][definition]
    atoms, checks = cell_atoms(compiler, bundle["checks"], found, f"/$defs/{definition}", "value")
    reference = ReferenceSetting(bundle["codelists"], as_of)
    return Plan((Bound("value", 0),), tuple(atoms), (), (), (), tuple(checks), (), reference)


def record_plan(bundle: Mapping[str, Any], definition: str, fields: Mapping[str, int], *, as_of: str | None = None) -> Plan:
    """Return a plan over one record judged by an object definition (the dataset's metadata)."""
    schema = bundle["schema"]
    compiler = Compiler(schema, setting_of(bundle, as_of))
    found = schema["$defs"][definition]
    atoms, checks = atoms_of(compiler, bundle["checks"], found, f"/$defs/{definition}")
    columns = tuple(Bound(name, fields.get(name)) for name in found.get("properties", {}))
    atoms.sort(key=lambda atom: atom.check)
    reference = ReferenceSetting(bundle["codelists"], as_of)
    run, unrun = _divide(atoms, fields, as_of)
    return Plan(columns, tuple(run), tuple(unrun), (), (), tuple(checks), (), reference)


def _divide(atoms: list[Atom], places: Mapping[str, int], as_of: str | None) -> tuple[list[Atom], list[Unrun]]:
    """Tell the atoms that run from those that cannot: no such column, or no reference date."""
    run: list[Atom] = []
    unrun: list[Unrun] = []
    for atom in atoms:
        reason = NO_DATE if atom.needs_date and as_of is None else NO_COLUMN if _silent(atom, places) else None
        if reason is None:
            run.append(atom)
        else:
            unrun.append(Unrun(atom, skipped=False, reason=reason))
    return run, unrun


def _silent(atom: Atom, places: Mapping[str, int]) -> bool:
    """Whether the columns the file lacks leave an atom nothing to say in any row."""
    if any(_never(guard, places) for guard in atom.guards):
        return True
    if atom.scope == "cell":
        return atom.column not in places
    parts = set(getattr(atom.expression, "columns", ())) - set(atom.needed)
    return any(column not in places for column in atom.needed) or (bool(parts) and not parts & set(places))


def _never(guard: Expression, places: Mapping[str, int]) -> bool:
    """Whether a condition cannot hold because it wants a cell in a column the file lacks."""
    match guard:
        case Present(column):
            return column not in places
        case All(parts):
            return any(_never(part, places) for part in parts)
        case AnyOf(parts):
            return all(_never(part, places) for part in parts)
        case Const(value):
            return not value
        case _:
            return False


def _sayable(key: Key, places: Mapping[str, int]) -> bool:
    """Whether the file has the columns of a key: all of them, or any when missing cells count as values."""
    return (any if key.missing_equal else all)(column in places for column in key.columns)


def _keys(
    schema: Mapping[str, Any], pointer: str, severity: str, checks: list[dict[str, Any]], by_pointer: Mapping[str, int]
) -> Iterator[Key]:
    for i, key in enumerate(schema.get("uniqueKeys", ())):
        check = by_pointer[f"{pointer}/uniqueKeys/{i}"]
        yield Key(check, checks[check]["code"], severity, tuple(key["columns"]), key.get("missing") == "equal")
    for i, part in enumerate(schema.get("allOf", ())):
        yield from _keys(part, f"{pointer}/allOf/{i}", severity, checks, by_pointer)
    for i, item in enumerate(schema.get("advise", ())):
        yield from _keys(item["schema"], f"{pointer}/advise/{i}/schema", item["severity"], checks, by_pointer)
