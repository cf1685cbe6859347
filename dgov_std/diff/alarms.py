"""What of a comparison is beyond the limits, or cannot be relied upon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgov_std.report.comparisons import Alarm, ColumnChange, ColumnHead, Keys, Limits, Return, Side


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

    In an incremental return fewer rows and vanished keys are as they should be; keys that vanish are an alarm where
    the return was declared to be full.
    """
    sides: tuple[tuple[str, Side], ...] = (("old", old), ("new", new))
    for name, side in sides:
        if not side.rows:
            yield Alarm("nothing", side="old" if name == "old" else "new")
    if returned != "incremental" and old.rows and limits.row_jump.exceeded(abs(new.rows - old.rows), old.rows):
        yield Alarm("rows", abs(new.rows - old.rows))
    if returned == "full" and limits.vanished.exceeded(keys.vanished, old.keys):
        yield Alarm("vanished", keys.vanished)
    if removed:
        yield Alarm("removed", len(removed))
    for column in columns:
        if limits.empty_jump.exceeded(
            column.new_empty * column.old_rows - column.old_empty * column.new_rows, column.old_rows * column.new_rows
        ):
            yield Alarm("empty", column=column.label, index=column.index)
    if new.repeated.keys:
        yield Alarm("repeated", new.repeated.keys, side="new")
    for name, side in sides:
        where: str = name
        for kind, count in (("damaged", side.damaged), ("keyless", side.keyless)):
            if count:
                yield Alarm("damaged" if kind == "damaged" else "keyless", count, side="old" if where == "old" else "new")
