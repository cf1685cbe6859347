"""Checks over the rows of a table together: unique keys, references, groups, and how many rows there are.

What a worker contributes to them are digests of some columns of each row, called a track; which
rows fail is known only at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from dgov_std.plan.generated import check_id
from dgov_std.text import Text

CODES = {
    "uniqueKeys": "KEY101",
    "uniqueItems": "KEY102",
    "references": "KEY201",
    "groups": "KEY202",
    "minItems": "KEY203",
    "maxItems": "KEY203",
}
NO_KEY_COLUMN = Text("文件里没有这一栏", "the file has no such column")


@dataclass(frozen=True, slots=True)
class Track:
    """Columns whose cells are digested together; a row with a missing one has no digest.

    `whole`: every column of the file, known or not, missing cells counting as values.
    """

    columns: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """Columns that must be unique together; with `missing_equal` empty cells count as values."""

    check: int
    code: str
    severity: str
    columns: tuple[str, ...]
    missing_equal: bool = False

    @property
    def tracks(self) -> tuple[Track, ...]:
        """What must be digested."""
        return (Track((), whole=True) if self.missing_equal else Track(self.columns),)


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose cells must stand together in the columns `to` of a table; `table` None is this one."""

    check: int
    code: str
    severity: str
    columns: tuple[str, ...]
    table: str | None
    to: tuple[str, ...]

    @property
    def tracks(self) -> tuple[Track, ...]:
        """What must be digested in this table: the reference and, when it is this one, the target."""
        own = Track(self.columns)
        return (own,) if self.table is not None else (own, Track(self.to))


@dataclass(frozen=True, slots=True)
class Group:
    """At most so many rows per key, or so many different values of the column `distinct`."""

    check: int
    code: str
    severity: str
    columns: tuple[str, ...]
    at_most: int
    distinct: str | None = None

    @property
    def tracks(self) -> tuple[Track, ...]:
        """What must be digested: the key, and the column whose values are counted."""
        own = Track(self.columns)
        return (own,) if self.distinct is None else (own, Track((self.distinct,)))


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there must be at least or at most."""

    check: int
    code: str
    severity: str
    minimum: int | None = None
    maximum: int | None = None


Across: TypeAlias = Key | Reference | Group


@dataclass(frozen=True, slots=True)
class UnrunKey:
    """A check over the rows that does not run, and why; `skipped` when it should have been able to."""

    key: Across
    skipped: bool
    reason: Text


@dataclass(frozen=True, slots=True)
class CrossRow:
    """The checks over the rows together: those that run, those that do not, and the counts."""

    run: tuple[Across, ...] = ()
    unrun: tuple[UnrunKey, ...] = ()
    counts: tuple[Count, ...] = ()
    tracks: tuple[Track, ...] = ()


def cross_row(
    schema: Mapping[str, Any],
    pointer: str,
    checks: list[dict[str, Any]],
    places: Mapping[str, int],
    given: Collection[str] = (),
) -> CrossRow:
    """Return the checks over rows of the schema of an array of rows, which stands at `pointer`.

    Args:
        schema: the definition of the array; `allOf` and `advise` within it are walked.
        pointer: its JSON Pointer, which the check table joins on.
        checks: the check table; what it does not name is entered, as for a schema that has no table.
        places: element id -> column index within the file.
        given: the names of the tables at hand for references.
    """
    walk = _Walk(checks, {check["pointer"]: i for i, check in enumerate(checks)}, tuple(places))
    found = list(walk.schema(schema, pointer, "error"))
    run: list[Across] = []
    unrun: list[UnrunKey] = []
    for check in found:
        if isinstance(check, Count):
            continue
        reason = _hindered(check, places, given)
        if reason is None:
            run.append(check)
        else:
            unrun.append(UnrunKey(check, reason != NO_KEY_COLUMN, reason))
    tracks = tuple(dict.fromkeys(track for check in run for track in check.tracks))
    return CrossRow(tuple(run), tuple(unrun), tuple(c for c in found if isinstance(c, Count)), tracks)


def _hindered(check: Across, places: Mapping[str, int], given: Collection[str]) -> Text | None:
    """Return why a check cannot run: the file lacks a column, or nobody gave the other table."""
    wanted = [column for track in check.tracks for column in track.columns]
    if isinstance(check, Key) and check.missing_equal:
        return None if any(column in places for column in check.columns) else NO_KEY_COLUMN
    if any(column not in places for column in wanted):
        return NO_KEY_COLUMN
    if isinstance(check, Reference) and check.table is not None and check.table not in given:
        return not_given(check.table)
    return None


def not_given(table: str) -> Text:
    """Say that a reference could not be followed."""
    return Text(
        f"没有给出参照表“{table}”, 用 --reference {table}=文件",
        f'the table "{table}" was not given, see --reference {table}=FILE',
    )


@dataclass(slots=True)
class _Walk:
    checks: list[dict[str, Any]]
    by_pointer: dict[str, int]
    columns: tuple[str, ...]

    def schema(self, schema: Mapping[str, Any], pointer: str, severity: str) -> Iterator[Across | Count]:
        for keyword in CODES:
            value = schema.get(keyword)
            if isinstance(value, list):
                for i, item in enumerate(value):
                    yield self.item(keyword, item, f"{pointer}/{keyword}/{i}", severity)
            elif value is not None and value is not False:
                yield self.item(keyword, value, f"{pointer}/{keyword}", severity)
        for i, part in enumerate(schema.get("allOf", ())):
            yield from self.schema(part, f"{pointer}/allOf/{i}", severity)
        for i, item in enumerate(schema.get("advise", ())):
            yield from self.schema(item["schema"], f"{pointer}/advise/{i}/schema", item["severity"])

    def item(self, keyword: str, item: Any, pointer: str, severity: str) -> Across | Count:  # noqa: ANN401 - any JSON value
        check = self.by_pointer.get(pointer)
        if check is None:
            check = self.by_pointer[pointer] = len(self.checks)
            self.checks.append(_generated(keyword, item, pointer))
        code = str(self.checks[check]["code"])
        if keyword == "uniqueItems":
            return Key(check, code, severity, self.columns, missing_equal=True)
        return _built(keyword, item, check, code, severity)


def _generated(keyword: str, item: Any, pointer: str) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return an entry of the check table for a keyword of a schema that has none."""
    columns = [] if isinstance(item, int) else list(item.get("columns") or item["by"])
    code = "KEY102" if keyword == "uniqueKeys" and item.get("missing") == "equal" else CODES[keyword]
    return {
        "id": check_id(pointer),
        "pointer": pointer,
        "code": code,
        "severity": "error",
        "columns": columns,
        "facts": facts_in_table(keyword, item, [{"zh": name, "en": name} for name in columns]),
        "title": None,
    }


def facts_in_table(keyword: str, item: Any, columns: list[dict[str, str]]) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return what the check table says of a keyword; `columns` are the titles of its key's columns."""
    match keyword:
        case "minItems":
            return {"kind": "counted", "rows": 0, "minimum": item}
        case "maxItems":
            return {"kind": "counted", "rows": 0, "maximum": item}
        case "references":
            return {"kind": "referred", "columns": columns, "table": item["to"].get("table")}
        case "groups":
            distinct = item.get("distinct")
            named = {"zh": distinct, "en": distinct} if distinct else None
            return {"kind": "grouped", "columns": columns, "at_most": item["atMost"], "distinct": named}
        case _:
            return {"kind": "keyed", "columns": columns}


def _built(keyword: str, item: Any, check: int, code: str, severity: str) -> Across | Count:  # noqa: ANN401 - any JSON value
    match keyword:
        case "minItems":
            return Count(check, code, severity, minimum=item)
        case "maxItems":
            return Count(check, code, severity, maximum=item)
        case "references":
            to = item["to"]
            return Reference(check, code, severity, tuple(item["columns"]), to.get("table"), tuple(to["columns"]))
        case "groups":
            return Group(check, code, severity, tuple(item["by"]), item["atMost"], item.get("distinct"))
        case _:
            return Key(check, code, severity, tuple(item["columns"]), item.get("missing") == "equal")
