"""The plan: bound columns and compiled atoms, everything a worker needs to judge a Batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from dgov_std.arrays import Strings
from dgov_std.checks.field_reading import reader_of
from dgov_std.checks.setting import Setting, is_unknown
from dgov_std.errors import InputError, Problem, StandardError
from dgov_std.plan.atoms import Atom, atoms_of, cell_atoms
from dgov_std.plan.crossrow import Across, Count, Track, UnrunKey, cross_row
from dgov_std.plan.expression import All, AnyOf, Const, Expression, Present, leaves_in
from dgov_std.plan.locations import Target, locate
from dgov_std.plan.place import Document, Place
from dgov_std.plan.reading import TEXT, Reading, spelling_of
from dgov_std.reference.setting import Setting as ReferenceSetting
from dgov_std.text import Text

Spelling = Callable[[Strings], Strings]


class Route(StrEnum):
    """How a leaf is judged: on distinct values, on all values, or by the reference."""

    DISTINCT = "distinct"
    DIRECT = "direct"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Bound:
    """A data element bound to a column of the file; `index` None = the file has no such column.

    `missing`: all texts that stand for a missing cell, the empty one only if it is among them; None = as in the plan.
    `spelling`: cells that are equal as keys in one text each; None = they are compared as written.
    """

    id: str
    index: int | None
    coded: bool = False
    personal: bool = False
    repair: Mapping[str, Any] = field(default_factory=dict)
    reading: Reading = TEXT
    missing: tuple[str, ...] | None = None
    spelling: Spelling | None = None


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
    keys: tuple[Across, ...]
    unrun_keys: tuple[UnrunKey, ...]
    checks: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...]
    reference: ReferenceSetting
    route: Route | None = None
    counts: tuple[Count, ...] = ()
    tracks: tuple[Track, ...] = ()

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


def not_provided(keyword: str, name: str) -> Text:
    """Say that a code list that is given when checking was not."""
    zh, en = f"没有提供代码表“{name}”", f'the code list "{name}" was not provided'
    if keyword == "workingDays":
        zh, en = "没有提供工作日历", "no working-day calendar was provided"
    return Text(f"{zh}, 用 --codelist {name}=文件", f"{en}, see --codelist {name}=FILE")


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
    references: Collection[str] = (),
) -> Plan:
    """Compile a bundle's row schema against the columns a file has.

    Args:
        bundle: the compiled dataset.
        places: element id -> column index within the file (see `dgov_std.bind`).
        as_of: the reference date, ISO; None leaves date-relative checks out, saying so.
        route: force every leaf onto one route (tests); None chooses per column.
        references: the names of the tables at hand for references to others.

    Raises:
        StandardError: the schema holds what cannot be executed.
        InputError: no column is bound.
    """
    if not places:
        raise InputError(Problem(Text("没有一栏与标准对应", "no column matches the standard")))
    place, row = standing(bundle, bundle.get("row", "/$defs/row"), places, as_of)
    known = {column["id"]: column for column in bundle["binding"]["columns"]}
    columns = tuple(_bound(name, known.get(name, {}), places.get(name), place) for name in [*known, *places] if name)
    columns = tuple({column.id: column for column in columns}.values())
    atoms, checks = atoms_of(place, bundle["checks"], row.schema, row.pointer)
    # The order of keys in a JSON object means nothing: the check table and the binding decide.
    places_of = {column.id: i for i, column in enumerate(columns)}
    atoms.sort(key=lambda atom: (atom.check, places_of.get(atom.column or "", -1)))
    pointer = bundle.get("rows", "/$defs/rows")
    rows = place.document.locations.at(pointer) if pointer is not None else None
    spelled = _spellings(rows.schema) if rows else {}
    columns = tuple(replace(column, spelling=spelled.get(column.id, column.spelling)) for column in columns)
    across = cross_row(rows.schema if rows else {}, rows.pointer if rows else "", checks, places, references)
    run, unrun = _divide(atoms, places, as_of, bundle["codelists"])
    return Plan(
        columns=columns,
        atoms=tuple(run),
        unrun=tuple(unrun),
        keys=across.run,
        unrun_keys=across.unrun,
        checks=tuple(checks),
        missing=tuple(bundle["binding"].get("missing_values", ())),
        reference=ReferenceSetting(bundle["codelists"], as_of),
        route=route,
        counts=across.counts,
        tracks=across.tracks,
    )


def standing(bundle: Mapping[str, Any], pointer: str, columns: Collection[str], as_of: str | None) -> tuple[Place, Target]:
    """Return the schema at a pointer of the bundle, and the place from which to compile it."""
    locations = locate(bundle["schema"])
    base = locations.base(bundle["schema"], "")
    found = locations.at(pointer)
    if found is None:
        raise StandardError(Problem(Text(f"编译好的标准里没有 {pointer}", f"the compiled standard has no {pointer}")))
    document = Document(locations, found.schema, tuple(columns), setting_of(bundle, as_of))
    if "row" in bundle and "standard" in bundle:
        document.source = bundle["standard"]["id"]
        document.unknown |= {at: _misspelt(*words) for at, words in bundle.get("misspelt", {}).items()}
    return Place(document, found.base, tuple(dict.fromkeys([base, found.base]))), found


def _misspelt(word: str, near: str) -> Text:
    return Text(f"不认识的关键字 {word}, 只作说明; 是不是 {near}?", f"unknown keyword {word}: an annotation; meant {near}?")


def _bound(name: str, column: Mapping[str, Any], index: int | None, place: Place) -> Bound:
    reading = place.reading(name)
    return Bound(
        name,
        index,
        column.get("coded", False),
        column.get("personal", False),
        column.get("repair", {}),
        reading,
        tuple(column["missing_values"]) if "missing_values" in column else None,
        spelling_of(reading),
    )


def _spellings(rows: Mapping[str, Any]) -> dict[str, Spelling]:
    """Return how the cells of typed key columns are spelled; what leads to another table is compared as written."""
    references = rows.get("references", ())
    outward = {column for item in references if item["to"].get("table") for column in item["columns"]}
    readings = {
        name: field for item in (*rows.get("uniqueKeys", ()), *references) for name, field in item.get("as", {}).items()
    }
    return {name: reader_of(reading).canonical for name, reading in readings.items() if name not in outward}


def empty_plan(bundle: Mapping[str, Any]) -> Plan:
    """Return a plan that judges nothing: for a file none of whose columns the standard knows."""
    return Plan((), (), (), (), (), (), (), ReferenceSetting(bundle["codelists"]))


def cell_plan(bundle: Mapping[str, Any], definition: str, *, as_of: str | None = None) -> Plan:
    """Return a plan over a single column `value` judged by one definition (labels, file names)."""
    place, found = standing(bundle, f"/$defs/{definition}", {}, as_of)
    atoms, checks = cell_atoms(place, bundle["checks"], found.schema, found.pointer, "value")
    reference = ReferenceSetting(bundle["codelists"], as_of)
    return Plan((Bound("value", 0),), tuple(atoms), (), (), (), tuple(checks), (), reference)


def record_plan(bundle: Mapping[str, Any], definition: str, fields: Mapping[str, int], *, as_of: str | None = None) -> Plan:
    """Return a plan over one record judged by an object definition (the dataset's metadata)."""
    place, found = standing(bundle, f"/$defs/{definition}", fields, as_of)
    atoms, checks = atoms_of(place, bundle["checks"], found.schema, found.pointer)
    columns = tuple(Bound(name, fields.get(name)) for name in found.schema.get("properties", {}))
    atoms.sort(key=lambda atom: atom.check)
    reference = ReferenceSetting(bundle["codelists"], as_of)
    run, unrun = _divide(atoms, fields, as_of, bundle["codelists"])
    return Plan(columns, tuple(run), tuple(unrun), (), (), tuple(checks), (), reference)


def _divide(
    atoms: list[Atom], places: Mapping[str, int], as_of: str | None, codelists: Mapping[str, Mapping[str, Any]]
) -> tuple[list[Atom], list[Unrun]]:
    """Tell the atoms that run from those that cannot: no such column, no reference date, or no codes from outside."""
    run: list[Atom] = []
    unrun: list[Unrun] = []
    for atom in atoms:
        reason = atom.unknown or (
            NO_DATE if atom.needs_date and as_of is None else NO_COLUMN if _silent(atom, places) else None
        )
        lacking = None if reason else _lacking(atom, codelists)
        if reason is not None:
            unrun.append(Unrun(atom, skipped=False, reason=reason))
        elif lacking is not None:
            unrun.append(Unrun(atom, skipped=True, reason=lacking))
        else:
            run.append(atom)
    return run, unrun


def _lacking(atom: Atom, codelists: Mapping[str, Mapping[str, Any]]) -> Text | None:
    """Return which code list that is given when checking an atom cannot do without."""
    for expression in (atom.expression, *atom.guards):
        for leaf in leaves_in(expression):
            for key in ("list", "aboveList"):
                name = leaf.value.get(key) if isinstance(leaf.value, Mapping) else None
                if isinstance(name, str) and name in codelists and is_unknown(codelists[name]):
                    return not_provided(leaf.keyword, name)
    return None


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
