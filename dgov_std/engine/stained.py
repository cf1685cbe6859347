"""What is told of stains: which marks, the labels that show one too, and what a cell is without it."""

from __future__ import annotations

from collections.abc import Sequence

from dgov_std.arrays import strings
from dgov_std.bind.header import Header
from dgov_std.causes import invisible, mojibake
from dgov_std.engine.stains import Kind, stains_in
from dgov_std.report.facts import Characters
from dgov_std.texts import Texts

LABELS = 20


def stained_labels(cause: str, header: Header) -> list[int]:
    """Return the columns whose label shows a stain; one that was recognised in spite of it is told as that."""
    asked = [column.index for column in header.columns if column.matched_by != "normalised"]
    texts = Texts(strings(header.columns[i].label for i in asked))
    found = stains_in(texts, coded=False, free=True)[cause]
    return sorted({asked[row] for rows in found.values() for row in rows.tolist()})


def told(kind: Kind, labels: Sequence[str], failing: int) -> Characters:
    """Return what a finding says of all stains of one kind: the most frequent marks first, how many cells fail for it."""
    marks = sorted(kind.marks.items(), key=lambda item: (-item[1][0], item[0]))
    cells, times = (tuple(counts[k] for _, counts in marks) for k in (0, 1))
    return Characters(tuple(mark for mark, _ in marks), cells, times, tuple(labels[:LABELS]), failing)


def mended(cause: str, text: str) -> str | None:
    """Return a cell without its stain, None where nobody can tell."""
    found = invisible.cleaned(text, coded=False) if cause == invisible.ID else mojibake.restored(text)
    return found if found and found != text else None
