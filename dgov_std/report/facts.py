"""The facts of a finding, one small record per family of checks; renderers turn them into words."""

from __future__ import annotations

from dataclasses import dataclass

from dgov_std.text import Text


@dataclass(frozen=True, slots=True)
class NoFacts:
    """The code says it all."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound that was passed: length, size, number of digits. `unit`: char, gbk_byte, utf8_byte, digit, value, row."""

    limit: str
    unit: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The written forms a value may take (dates: `YYYY-MM-DD`), or the titles of the schemes it may follow."""

    forms: tuple[str, ...]
    titles: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Membership of a code list or an enumeration. `values` are the first labels or codes; `size` how many there are."""

    title: Text | None
    values: tuple[str, ...]
    size: int
    known_until: str | None = None


@dataclass(frozen=True, slots=True)
class Identified:
    """An identifier scheme and the piece of it that is wrong (characters `start`..`end`, 1-based, inclusive)."""

    scheme: Text
    segment: Text | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two columns (or a column and the reference date) and the relation that should hold between them."""

    left: Text
    operator: str
    right: Text


@dataclass(frozen=True, slots=True)
class Conditional:
    """A rule that applies when other columns hold certain values: (column, values) pairs; `then` names what is wanted."""

    when: tuple[tuple[Text, tuple[str, ...]], ...]
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """At most so many days may lie between two dates. `unit`: working_day."""

    start: Text
    end: Text
    at_most: int
    unit: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """The columns that together must be unique; `groups` = how many key values occur more than once."""

    columns: tuple[Text, ...]
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Referred:
    """The columns that refer to a `table` (None: to other rows of this one); `groups` = how many keys it lacks."""

    columns: tuple[Text, ...]
    table: str | None = None
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Grouped:
    """At most so many rows per key, or values of the column `distinct`; `groups` = how many keys have more."""

    columns: tuple[Text, ...]
    at_most: int
    distinct: Text | None = None
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows there are, and how many there should be at least or at most."""

    rows: int
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A label or name involved: found, expected (nearest), and characters to show by code point."""

    found: str
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """Several columns that are alike in this: the first labels, as written or wanted, and how many there are."""

    labels: tuple[str, ...]
    total: int


Facts = (
    NoFacts
    | Limit
    | Forms
    | Listed
    | Identified
    | Compared
    | Conditional
    | Deadline
    | Keyed
    | Referred
    | Grouped
    | Counted
    | Named
    | Labels
)
