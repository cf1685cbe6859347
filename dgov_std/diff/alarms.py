"""What of a comparison is beyond the limits, or cannot be relied upon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from dgov_std.report.comparisons import Alarm, ColumnChange, ColumnHead, Keys, Limits, Return, Side

Name = Literal["old", "new"]


def alarms_of(
    old: Side,
    new: Side,
    keys: Keys,
    columns: Sequence[ColumnChange],
    removed: Sequence[ColumnHead],
    returned: Return | None,
    limits: Limits,
) -> Iterator[Alarm]:
    """Yield what somebody must look at, the gravest first.

    In an incremental return fewer rows, vanished keys and only new ones are as they should be; keys that vanish are an
    alarm where the return was declared to be full.
    """
    sides: tuple[tuple[Name, Side], ...] = (("old", old), ("new", new))
    for name, side in sides:
        if not side.rows:
            yield Alarm("nothing", side=name)
    if returned != "incremental" and old.rows and limits.row_jump.exceeded(abs(new.rows - old.rows), old.rows):
        yield Alarm("rows", abs(new.rows - old.rows))
    if returned != "incremental" and _are_apart(old, new, keys):
        yield Alarm("apart")
    if returned == "full" and limits.vanished.exceeded(keys.vanished, old.keys):
        yield Alarm("vanished", keys.vanished)
    if removed:
        yield Alarm("removed", len(removed))
    yield from (Alarm("empty", column=each.label, index=each.index) for each in columns if _is_emptier(each, limits))
    if new.repeated.keys:
        yield Alarm("repeated", new.repeated.keys, side="new")
    for name, side in sides:
        if side.damaged:
            yield Alarm("damaged", side.damaged, side=name)
        if side.keyless:
            yield Alarm("keyless", side.keyless, side=name)


def _are_apart(old: Side, new: Side, keys: Keys) -> bool:
    """Whether both returns have keys, and none of them together: the wrong column, or keys written otherwise."""
    return bool(old.keys and new.keys) and not keys.changed + keys.unchanged + keys.repeated


def _is_emptier(column: ColumnChange, limits: Limits) -> bool:
    """Whether the share of empty cells rose beyond the limit."""
    risen = column.new_empty * column.old_rows - column.old_empty * column.new_rows
    return limits.empty_jump.exceeded(risen, column.old_rows * column.new_rows)
