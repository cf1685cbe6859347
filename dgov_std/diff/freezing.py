"""What a comparison tells: counts as they are, values only where they may be seen, and masked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dgov_std.bind.header import letter
from dgov_std.diff.columns import Pair
from dgov_std.diff.joining import Firsts, Joined, OneColumn
from dgov_std.diff.reading import Read
from dgov_std.diff.sampling import Values
from dgov_std.privacy.shape import mask_runs, shape
from dgov_std.report.comparisons import Change, ColumnChange, ColumnHead, Key, Keys, Repeated, Side
from dgov_std.report.values import Input
from dgov_std.text import Text

Look = Callable[[Collection[int], Sequence[int]], Values]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a column: its title in the standard, whether it is personal, whether its values may be seen."""

    pair: Pair
    key: bool
    title: Text | None = None
    personal: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The two returns read and joined, ready to be told.

    `plain`: values are shown as they are, which was asked for. `values` are those of rows that are named, by place.
    """

    labels: tuple[tuple[str, ...], tuple[str, ...]]
    known: tuple[Known, ...]
    read: tuple[Read, Read]
    joined: Joined
    plain: bool = False
    values: list[dict[int, dict[int, str]]] = field(default_factory=lambda: [{}, {}])

    def look(self, looks: tuple[Look, Look]) -> None:
        """Get the values that may be seen of the rows that are named; a file is read again where there are any."""
        shown = [each for each in self.known if each.shown and (self._keys_shown or not each.key)]
        joined = self.joined
        old, new = set[int](), set[int]()
        for known, column in self._compared():
            for change in column.transitions.foremost() if known.shown else ():
                old.add(change.old_row)
                new.add(change.new_row)
        if self._keys_shown:
            old.update(joined.first_vanished.rows, joined.old_many.first.rows)
            new.update(joined.first_new.rows, joined.new_many.first.rows)
        for side, (look, rows) in enumerate(zip(looks, (old, new), strict=True)):
            places = [_place(each.pair, side) for each in shown]
            if rows and places:
                found = look(rows, places)
                self.values[side].update({row: dict(zip(places, cells, strict=True)) for row, cells in found.items()})

    def keys(self) -> Keys:
        """Return how many keys became what."""
        of = self.joined
        return Keys(of.new, of.vanished, of.changed, of.unchanged, of.repeated, of.repeated_changed)

    def first(self, rows: Firsts, side: int) -> tuple[Key, ...]:
        """Return some rows with their keys, where these may be seen."""
        places = [_place(each.pair, side) for each in self.known if each.key]
        found = self.values[side]
        return tuple(
            Key(row, tuple(self._seen(found[row][place]) for place in places) if self._keys_shown and row in found else None)
            for row in rows.rows
        )

    def side(self, source: Input, side: int) -> Side:
        """Return one of the returns: 0 the old one, 1 the new one."""
        read = self.read[side]
        many = (self.joined.old_many, self.joined.new_many)[side]
        return Side(
            input=replace(
                source,
                name=mask_runs(source.name),
                sheet=mask_runs(source.sheet) if source.sheet else None,
                sheets=tuple(map(mask_runs, source.sheets)),
            ),
            columns=len(self.labels[side]) - sum(self._is_margin(place, side) for place in range(len(self.labels[side]))),
            rows=read.rows,
            keys=(self.joined.old_keys, self.joined.new_keys)[side],
            keyless=read.keyless,
            damaged=read.damaged,
            repeated=Repeated(many.keys, many.rows, many.identical, self.first(many.first, side)),
            first_keyless=tuple(read.first_keyless),
            first_damaged=tuple(read.first_damaged),
        )

    def columns(self) -> tuple[ColumnChange, ...]:
        """Return the columns that both returns have; blank margins are none."""
        found = {id(known): column for known, column in self._compared()}
        return tuple(
            self._column(known, found.get(id(known), OneColumn()))
            for known in self.known
            if not (self._is_margin(known.pair.old, 0) and self._is_margin(known.pair.new, 1))
        )

    def heads(self, places: Iterable[int], side: int) -> tuple[ColumnHead, ...]:
        """Return the columns at some places, blank margins left out."""
        labels = self.labels[side]
        kept = (place for place in places if not self._is_margin(place, side))
        return tuple(ColumnHead(mask_runs(labels[place]), place, letter(place)) for place in kept)

    def _column(self, known: Known, found: OneColumn) -> ColumnChange:
        old, new = known.pair.old, known.pair.new
        before, after = self.read
        return ColumnChange(
            label=mask_runs(self.labels[1][new]),
            old_label=mask_runs(self.labels[0][old]),
            index=new,
            old_index=old,
            letter=letter(new),
            old_letter=letter(old),
            key=known.key,
            personal=known.personal,
            moved=known.pair.moved,
            changed=found.changed,
            filled=found.filled,
            emptied=found.emptied,
            old_empty=int(before.empty[old]),
            old_rows=int(before.sound[old]),
            new_empty=int(after.empty[new]),
            new_rows=int(after.sound[new]),
            element=known.pair.element,
            title=known.title,
            rows=tuple(found.first.rows),
            changes=tuple(self._changes(known, found)) if known.shown else (),
        )

    def _changes(self, known: Known, found: OneColumn) -> Iterator[Change]:
        for each in found.transitions.foremost():
            before = self.values[0].get(each.old_row, {}).get(known.pair.old)
            after = self.values[1].get(each.new_row, {}).get(known.pair.new)
            if before is None or after is None:
                continue
            old, new = self._seen(before), self._seen(after)
            masked = (old, new) != (before, after)
            yield Change(old or None, new or None, each.cells, each.old_row, each.new_row, masked)

    def _compared(self) -> Iterator[tuple[Known, OneColumn]]:
        """Yield the columns that are not of the key, with what changed in them."""
        return zip((each for each in self.known if not each.key), self.joined.columns, strict=True)

    def _is_margin(self, place: int, side: int) -> bool:
        """Whether a column has neither a label nor anything in it."""
        read = self.read[side]
        return not self.labels[side][place].strip() and bool(read.empty[place] == read.sound[place])

    @property
    def _keys_shown(self) -> bool:
        return all(each.shown for each in self.known if each.key)

    def _seen(self, value: str) -> str:
        return value if self.plain else seen(value)


def seen(value: str) -> str:
    """Return a value as it may be forwarded: as its shape, if it holds what looks like a number of a person."""
    return shape(value) if mask_runs(value) != value else value


def _place(pair: Pair, side: int) -> int:
    return pair.new if side else pair.old
