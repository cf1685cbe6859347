"""What a finding says of characters that do not belong, and of rows that are shifted."""

from __future__ import annotations

from types import ModuleType

from dgov_std.report import facts

_MOST_MARKS = 4
_MOST_LABELS = 8
_MOST_RUNS = 3


def characters(known: facts.Characters, words: ModuleType) -> dict[str, str]:
    """Return the marks met, the frequent first, with how many cells show each where there are several; or the labels."""
    comma = words.SLOTS["comma"]
    if not known.marks:
        return {"labels": comma.join(known.labels[:_MOST_LABELS])}
    named = [words.MARKS.get(mark, "{}").format(mark) for mark in known.marks]
    if len(named) > 1:
        counted = zip(named, known.cells, strict=True)
        named = [words.SLOTS["mark_cells"].format(mark=mark, cells=cells) for mark, cells in counted]
    said = {"marks": _some(named, _MOST_MARKS, words), "points": _some(list(known.marks), _MOST_MARKS, words)}
    # Where all of them fail, or none, the severity says so.
    return said | ({"failing": str(known.failing)} if 0 < known.failing < sum(known.cells) else {})


def shifted(known: facts.Shifted, words: ModuleType) -> dict[str, str]:
    """Return the runs of rows, and to which side their cells moved."""
    back = {"left": "right", "right": "left"}.get(known.side, known.side)
    return {
        "rows": _some(list(known.rows), _MOST_RUNS, words, known.runs),
        "count": str(known.columns),
        "side": words.SLOTS.get(f"side_{known.side}", known.side),
        "back": words.SLOTS.get(f"side_{back}", back),
    }


def _some(named: list[str], most: int, words: ModuleType, total: int = 0) -> str:
    shown = str(words.SLOTS["comma"].join(named[:most]))
    return str(words.SLOTS["labels_more"].format(labels=shown)) if max(total, len(named)) > most else shown
