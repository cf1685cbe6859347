"""Which few findings to correct first: those whose correction leaves most rows without fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dgov_std.engine.findings import Collected
from dgov_std.engine.merge import ROWS_KEPT, Outcome
from dgov_std.report.values import Severity

_MOST = 3
_BITS = 64


def first_to_fix(outcome: Outcome, findings: Sequence[Collected]) -> tuple[tuple[int, ...], int]:
    """Return (numbers of up to three findings, rows that become clean when these are corrected).

    Empty when there were too many faults to remember their rows. Informative findings do not count
    against a row.
    """
    if outcome.rows_of is None or outcome.size == 0:
        return (), 0
    if sum(breach.count for collected in findings for breach in collected.breaches) > ROWS_KEPT:
        return (), 0
    graver = [c for c in findings if c.finding.severity is not Severity.INFO and _records(outcome, c)]
    if not graver:
        return (), 0
    # Only the rows concerned are looked at: most files have many rows and few faults. Marking them costs less than sorting.
    concerned = np.zeros(outcome.size + 1, dtype=np.bool_)
    for collected in graver:
        for records in _records(outcome, collected):
            concerned[records] = True
    rows = np.flatnonzero(concerned)
    bits = np.zeros(len(rows), dtype=np.uint64)
    concerned[:] = False
    concerned[[record for tally in outcome.damage.values() for record in tally.first]] = True
    others = concerned[rows]
    for i, collected in enumerate(graver):
        for records in _records(outcome, collected):
            places = np.searchsorted(rows, records)
            if i < _BITS:
                bits[places] |= np.uint64(1 << i)
            else:
                others[places] = True
    bits = bits[(bits > 0) & ~others]
    chosen: list[int] = []
    solved = 0
    for _ in range(_MOST):
        gains = {i: _cleared(bits, [*chosen, i]) for i in range(min(len(graver), _BITS)) if i not in chosen}
        best = max(gains, key=lambda i: (gains[i], -graver[i].finding.number), default=None)
        if best is None or gains[best] <= solved:
            break
        chosen.append(best)
        solved = gains[best]
    return tuple(sorted(graver[i].finding.number for i in chosen)), solved


def _records(outcome: Outcome, collected: Collected) -> list[Any]:
    found = [breach.records for breach in collected.breaches]
    for member in collected.members:
        found += (outcome.rows_of or {}).get(member, [])
    return found


def _cleared(bits: np.ndarray[Any, np.dtype[np.uint64]], chosen: Sequence[int]) -> int:
    mask = np.uint64(sum(1 << i for i in chosen))
    return int(np.count_nonzero((bits & ~mask) == 0))
