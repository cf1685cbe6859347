"""What is wrong with the form of rows and cells: one cause, one defect, with what the reader saw of the first ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dgov_std.dataset.block import DamageKind
from dgov_std.engine.merge import Noticed, Outcome
from dgov_std.engine.tally import Tally
from dgov_std.report import facts as kinds

Key = tuple[DamageKind, int | None]
# What is told elsewhere: of merged ranges, and of runs of rows.
_ELSEWHERE = frozenset({DamageKind.MERGED, DamageKind.SHIFTED})
# What is told once, whichever columns it is met in.
_TOGETHER = frozenset({DamageKind.OTHER_ENCODING})


@dataclass(frozen=True, slots=True)
class Defect:
    """Damage that is told together: its keys in the outcome, its columns, how many rows, the tally of cells, the facts."""

    kind: DamageKind
    keys: tuple[Key, ...]
    columns: tuple[int, ...]
    rows: int
    tally: Tally
    facts: kinds.Facts


def defects(outcome: Outcome, *, delimiter: str | None) -> Iterator[Defect]:
    """Yield the damage of the rows, but for merged cells and shifted rows. `delimiter` is that of the file."""
    groups: dict[Key, list[Key]] = {}
    for kind, column in sorted(outcome.damage, key=lambda key: (key[0], -1 if key[1] is None else key[1])):
        if kind not in _ELSEWHERE:
            groups.setdefault((kind, None if kind in _TOGETHER else column), []).append((kind, column))
    for (kind, _), keys in groups.items():
        tally = Tally()
        for key in keys:
            tally.join(outcome.damage[key])
        tally.first = sorted(set(tally.first))
        for key in keys:
            tally.values |= outcome.noticed[key].texts
        columns = tuple(column for _, column in keys if column is not None)
        rows = outcome.damaged_rows[kind] if len(keys) > 1 else tally.count
        facts = _facts(kind, [outcome.noticed[key] for key in keys], outcome, delimiter)
        yield Defect(kind, tuple(keys), columns, rows, tally, facts)


def _facts(kind: DamageKind, noticed: list[Noticed], outcome: Outcome, delimiter: str | None) -> kinds.Facts:
    first = min(noticed, key=lambda each: each.record)
    details = dict(part.split("=", 1) for part in first.damage.detail.split(" ") if "=" in part)
    if kind is DamageKind.OTHER_ENCODING:
        last = max(each.last for each in noticed)
        rows = (outcome.place(first.record)[0], outcome.place(last)[0])
        return kinds.Undecoded("", None, details["reads"].upper(), *rows)
    if kind is DamageKind.BAD_BYTES:
        at = first.damage.first_byte
        return kinds.Undecoded(details["bytes"], at if at >= 0 else None)
    if kind is DamageKind.OTHER_DELIMITER:
        return kinds.Named(details["delimiter"], delimiter)
    if kind is DamageKind.OPEN_QUOTE and "closer" in details:
        return kinds.Named(details["closer"], '"')
    return kinds.NoFacts()
