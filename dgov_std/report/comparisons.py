"""What comparing two submissions of one table found: frozen values that a renderer words and other programs read.

Keys are told apart by what became of them, rows that could not be compared are counted, and nothing personal is held:
values only of columns that the standard knows and does not call personal, unless values were asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgov_std.report.values import Basis, Input
from dgov_std.text import Text

Return = Literal["full", "incremental"]
AlarmKind = Literal["rows", "apart", "empty", "vanished", "repeated", "keyless", "damaged", "removed", "nothing"]


@dataclass(frozen=True, slots=True)
class Limit:
    """How much is accepted: so many of something, or a share of it, 0 to 1; None for both is no limit."""

    count: int | None = None
    share: float | None = None

    def exceeded(self, found: int, of: int) -> bool:
        """Whether so many `found` of so many are beyond the limit; any of nothing is beyond a share."""
        if self.count is not None and found > self.count:
            return True
        # As the decimal it was written as: 3 of 30 are not beyond 10 %, whatever doubles make of it.
        return self.share is not None and found > Fraction(str(self.share)) * of


NO_LIMIT = Limit()


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a comparison: of rows more or fewer, of the empty rate of a column, of keys that vanished."""

    row_jump: Limit = Limit(share=0.2)
    empty_jump: Limit = Limit(share=0.1)
    vanished: Limit = Limit(count=0)


@dataclass(frozen=True, slots=True)
class Key:
    """The rows of one key: of the new return, or of the old one where it vanished. `values` are None where not shown."""

    row: int
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """Keys that several rows of one return have: how many, with how many rows, and the first of these.

    Of `identical` keys all rows agree in every column compared.
    """

    keys: int
    rows: int
    identical: int
    first: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two returns: the file, its rows, and those that could not be compared.

    `keyless` rows have no key at all, `damaged` ones a fault of form, so that their cells are not known; blank rows,
    notes and totals are no rows. `keys` are the different ones.
    """

    input: Input
    columns: int
    rows: int
    keys: int
    keyless: int
    damaged: int
    repeated: Repeated
    first_keyless: tuple[int, ...] = ()
    first_damaged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """The different keys of both returns, told apart; every one is counted once.

    `repeated` keys stand in both and several times in one of them, so that their rows cannot be paired: of
    `repeated_changed` the rows of the two returns differ. The others are new, vanished, changed or unchanged.
    """

    new: int
    vanished: int
    changed: int
    unchanged: int
    repeated: int
    repeated_changed: int


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that changed, and how many of the column changed just so; None where there are too many ways to count them.

    Of the values None is an empty cell; `masked` ones are shown by their shape.
    """

    old: str | None
    new: str | None
    cells: int | None
    old_row: int
    new_row: int
    masked: bool = False


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column of both returns: where it stands in each, its empty cells, and how many cells changed.

    `changed` counts among the keys that one row of each return has; of these, `filled` were empty and `emptied` are.
    `old_rows` and `new_rows` are the rows whose cells count as empty or not. `changes` are the most frequent ones where
    values are shown; `rows` the first rows of the new return with a change.
    """

    label: str
    old_label: str
    index: int
    old_index: int
    letter: str
    old_letter: str
    key: bool
    personal: bool
    moved: bool
    changed: int
    filled: int
    emptied: int
    old_empty: int
    old_rows: int
    new_empty: int
    new_rows: int
    element: str | None = None
    title: Text | None = None
    rows: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def old_rate(self) -> float | None:
        """The share of empty cells in the old return, six places; None where there are no rows."""
        return round(self.old_empty / self.old_rows, 6) if self.old_rows else None

    @property
    def new_rate(self) -> float | None:
        """The share of empty cells in the new return."""
        return round(self.new_empty / self.new_rows, 6) if self.new_rows else None

    @property
    def jump(self) -> float | None:
        """How much greater the share of empty cells has become; negative where it is smaller."""
        if not self.old_rows or not self.new_rows:
            return None
        return round((self.new_empty * self.old_rows - self.old_empty * self.new_rows) / (self.old_rows * self.new_rows), 6)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column that one of the returns has and the other has not."""

    label: str
    index: int
    letter: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is beyond a limit: `count` how many, `column` the label and `index` the place (new return) of the one it is about."""

    kind: AlarmKind
    count: int = 0
    column: str | None = None
    index: int | None = None
    side: Literal["old", "new"] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two returns of one table, compared by key. `alarms` are empty where nothing is beyond the limits.

    `basis` is the standard that tells the key and the personal columns. `alike`: ways of writing made no difference.
    """

    old: Side
    new: Side
    key: tuple[str, ...]
    key_from: Literal["asked", "standard"]
    basis: Basis | None
    returned: Return | None
    alike: bool
    limits: Limits
    keys: Keys
    columns: tuple[ColumnChange, ...]
    added: tuple[ColumnHead, ...]
    removed: tuple[ColumnHead, ...]
    alarms: tuple[Alarm, ...]
    first_new: tuple[Key, ...]
    first_vanished: tuple[Key, ...]
    versions: dict[str, str]
    show_values: bool = False

    @property
    def row_jump(self) -> float | None:
        """How many more rows there are, as a share of the old ones; None where there were none."""
        return round((self.new.rows - self.old.rows) / self.old.rows, 6) if self.old.rows else None
