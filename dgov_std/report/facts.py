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


@dataclass(frozen=True, slots=True)
class Noted:
    """What stands in the file beside its records: the first texts (notes, sheets, rows), and how many there are."""

    texts: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Resembled:
    """The dataset, of another standard, whose columns a file has: their ids, and the title of the dataset."""

    standard: str
    dataset: str
    title: Text


@dataclass(frozen=True, slots=True)
class Written:
    """How values are written: the forms met (dates: `YYYY/M/D`) or the marks met (numbers: `km`, `,`), and the forms asked for."""

    met: tuple[str, ...]
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecoded:
    """Bytes that are no characters: the first ones in hexadecimal, and which byte of the file that is (from 0).

    Where they are text in another encoding, `reads` names it, and `first_row` and `last_row` say where such rows are.
    """

    found: str
    first_byte: int | None = None
    reads: str | None = None
    first_row: int | None = None
    last_row: int | None = None


@dataclass(frozen=True, slots=True)
class Divided:
    """How a text file is written where that is unusual; None where it is as usual.

    `quote` holds the closing one, too, if that differs. `spaced`: blanks stand before opening quotes. `declared`: the
    first line names the delimiter.
    """

    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    spaced: bool = False
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters that do not belong: by mark (`U+00A0`, or `gbk` for what garbled them) how many `cells` show it.

    `times` are the places in these cells: blanks count at the edges only, what is garbled once in a cell.
    `labels` are the first labels of columns that show one, as written. `failing` is how many cells break a rule for it.
    """

    marks: tuple[str, ...]
    cells: tuple[int, ...]
    times: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    failing: int = 0


@dataclass(frozen=True, slots=True)
class Shifted:
    """Rows whose cells stand some columns beside their own.

    `side`: left or right. `rows` are the first runs of rows as the spreadsheet shows them (`500-9999`); there are `runs`.
    """

    side: str
    columns: int
    rows: tuple[str, ...]
    runs: int


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
    | Noted
    | Undecoded
    | Written
    | Divided
    | Resembled
    | Characters
    | Shifted
)
