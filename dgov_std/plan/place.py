"""Where the compiler stands in a schema, and what it may know there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dgov_std.arrays import strings
from dgov_std.checks import CELL_CHECKS, CellKernel
from dgov_std.checks.setting import Setting
from dgov_std.errors import Problem, StandardError
from dgov_std.plan.expression import Expression
from dgov_std.plan.locations import Locations, Target
from dgov_std.plan.reading import ColumnTypes, Reading, Types, reading_of
from dgov_std.text import Text

MOST_PARTS = 200_000


@dataclass(slots=True)
class Document:
    """A schema document, its row schema, the columns of the file, and what was worked out about them.

    `rows` are row schemas compiled already, by identity and place; `unknown` why
    what stands at a JSON Pointer asserts nothing.
    """

    locations: Locations
    row: Any
    columns: tuple[str, ...]
    setting: Setting
    readings: dict[str, Reading] = field(default_factory=dict)
    matched: dict[str, tuple[CellKernel | None, dict[str, bool]]] = field(default_factory=dict)
    rows: dict[tuple[int, str, tuple[str, ...]], Expression] = field(default_factory=dict)
    unknown: dict[str, Text] = field(default_factory=dict)
    types: dict[int, Types | None] = field(default_factory=dict)
    source: str | None = None
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document.

    `base` and `scope` are the URI that references resolve against and the resources entered so
    far, outermost first; `entered` are the references followed since the instance last changed.
    """

    document: Document
    base: str
    scope: tuple[str, ...]
    entered: tuple[int, ...] = ()
    pointer: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns the file has."""
        return self.document.columns

    @property
    def setting(self) -> Setting:
        """What kernels are compiled with."""
        return self.document.setting

    def within(self, schema: Any) -> Place:  # noqa: ANN401 - any JSON value
        """Return the place of a schema that lies directly below this place, and count it.

        Raises StandardError when references make the schema unfold without end.
        """
        self.document.parts += 1
        if self.document.parts > MOST_PARTS:
            raise StandardError(
                Problem(
                    Text(f"模式展开后超过 {MOST_PARTS} 个部分", f"the schema unfolds into more than {MOST_PARTS} parts"),
                    todo=Text("减少层层嵌套的 $ref", "nest fewer $ref within each other"),
                )
            )
        base = self.document.locations.base(schema, self.base)
        pointer = self.document.locations.pointers.get(id(schema), self.pointer)
        scope = self.scope if base == self.base else (*self.scope, base)
        return Place(self.document, base, scope, self.entered, pointer)

    def in_cell(self) -> Place:
        """Return this place with another instance before it: a cell instead of the row."""
        return replace(self, entered=())

    def follow(self, schema: Mapping[str, Any], keyword: str) -> tuple[Place, Target]:
        """Return what the schema's `$ref` or `$dynamicRef` names, and the place there.

        Raises StandardError when it leads out of the document, nowhere, or round in a circle.
        """
        found = self._resolve(schema, keyword)
        if found is None:
            raise self.located(unresolvable(keyword, schema[keyword]), keyword)
        if id(found.schema) in self.entered:
            raise self.located(endless(keyword, schema[keyword]), keyword)
        scope = self.scope if found.base == self.base else (*self.scope, found.base)
        return Place(self.document, found.base, scope, (*self.entered, id(found.schema)), found.pointer), found

    def located(self, error: StandardError, keyword: str) -> StandardError:
        """Return an error about a keyword of the schema here with its JSON Pointer, unless it has a place."""
        where = f"{self.pointer}/{keyword}"
        return StandardError(*(problem if problem.where else replace(problem, where=where) for problem in error.problems))

    def _resolve(self, schema: Mapping[str, Any], keyword: str) -> Target | None:
        locations, base = self.document.locations, self.document.locations.base(schema, self.base)
        if keyword == "$ref":
            return locations.resolve(schema[keyword], base)
        return locations.resolve_dynamic(schema[keyword], base, self.scope)

    def matches(self, pattern: str, name: str) -> bool:
        """Return whether a property name matches a pattern."""
        known = self.document.matched
        if pattern not in known:
            try:
                kernel = CELL_CHECKS["pattern"](pattern, self.setting)
            except StandardError as error:
                raise self.located(error, "patternProperties") from None
            known[pattern] = (kernel, dict(zip(self.columns, _judged(kernel, self.columns), strict=True)))
        kernel, names = known[pattern]
        if name not in names:
            names[name] = _judged(kernel, [name])[0]
        return names[name]

    def reading(self, column: str) -> Reading:
        """Return how the cells of a column become JSON values."""
        known = self.document.readings
        if column not in known:
            known[column] = reading_of(self.types(column))
        return known[column]

    def types(self, column: str) -> Types | None:
        """Return the types the row's schema names for a column, None when it names none."""

        def follow(schema: Mapping[str, Any], keyword: str) -> Any:  # noqa: ANN401 - any JSON value
            found = self._resolve(schema, keyword)
            return found.schema if found else None

        return ColumnTypes(follow, self.matches, self.document.types).of_column(self.document.row, column)


def _judged(kernel: CellKernel | None, names: Sequence[str]) -> list[bool]:
    return [True] * len(names) if kernel is None else [bool(answer) for answer in kernel(strings(names))]


def unresolvable(keyword: str, ref: str) -> StandardError:
    """Return the error for a reference to what is not in the document."""
    return StandardError(
        Problem(
            Text(f"{keyword} 指向的 {ref} 不在这个文件里", f"{keyword} names {ref}, which is not in this document"),
            todo=Text("把它放进 $defs, 从不联网取用", "put it under $defs; nothing is ever fetched"),
        )
    )


def endless(keyword: str, ref: str) -> StandardError:
    """Return the error for a reference that leads back to itself on the same value."""
    return StandardError(
        Problem(
            Text(f"{keyword} {ref} 绕回自身, 没有尽头", f"{keyword} {ref} leads back to itself without end"),
            todo=Text("去掉循环的引用", "take out the circular reference"),
        )
    )
