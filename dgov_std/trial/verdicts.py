"""What the checks say of an example, and whether that is what its document expects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dgov_std.causes import CAUSES
from dgov_std.dataset.block import Batch
from dgov_std.engine.kernel import judge
from dgov_std.plan.plan import Plan
from dgov_std.report.trials import Expected, Said

FIRST_ROW = 2  # below the header
_WORDS = {
    "required": ("TYP101", "REL101"),
    # what examples said before they were run
    "check-digit": ("IDN201",),
    "date": ("IDN104", "TYP201"),
    "nested": ("IDN202",),
}
_CODE = re.compile(r"[A-Z]{3}[0-9]{0,3}\Z")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check said of one example, with all that `because` may mean of it.

    `codes`: that of the check and that of the cause it is explained by. `low`: the check can only warn.
    """

    said: Said
    codes: tuple[str, ...]
    column: str | None
    low: bool

    def means(self, because: str | None) -> bool:
        """Tell whether `because` (a code or its beginning, `required`, a rule's id) names this."""
        if because is None:
            return True
        if because in _WORDS:
            return any(code in _WORDS[because] for code in self.codes)
        if _CODE.match(because):
            return any(code.startswith(because) for code in self.codes)
        rest = self.said.check.removeprefix(because)
        # a rule of several parts is several checks: RULE-2, RULE.nested, GROUP.column
        return rest != self.said.check and re.fullmatch(r"(-[0-9]+)?(\.[a-z0-9-]+)?", rest) is not None

    @property
    def fails(self) -> bool:
        """Whether this makes an example invalid: an error, or a warning of a check that can do no more."""
        return self.said.severity == "error" or (self.low and self.said.severity == "warning")


def holds(expected: Expected, because: str | None, found: Sequence[Verdict], *, warns: bool = False) -> bool:
    """Tell whether the checks say of an example what its document expects.

    `warns`: the document can do no more than warn, so a warning is as good as an error.
    """
    errors = any(verdict.said.severity == "error" for verdict in found)
    warnings = any(verdict.said.severity == "warning" for verdict in found)
    if expected == "valid":
        return not errors and not warnings
    if expected == "doubtful":
        return not errors and any(v.said.severity == "warning" and v.means(because) for v in found)
    return any((verdict.fails or warns) and verdict.means(because) for verdict in found)


def judged(plan: Plan, batch: Batch) -> Iterator[tuple[int, Verdict]]:
    """Yield (row, verdict) for whatever an error or a warning says of the rows of a batch."""
    for failure in judge(plan, batch).failures:
        atom = plan.atoms[failure.atom]
        if atom.severity == "info":
            continue
        cause = CAUSES.get(failure.cause or "")
        codes = (cause.code, atom.code) if cause is not None else (atom.code,)
        verdict = Verdict(
            Said(codes[0], atom.severity, plan.check_id(atom)), codes, atom.column, _low(plan.checks[atom.check])
        )
        for row in failure.rows:
            yield int(row), verdict


def _low(check: Mapping[str, object]) -> bool:
    return check.get("confidence") == "low"


def numbered(columns: Sequence[object], size: int) -> Batch:
    """Return the columns as the rows below a header."""
    return Batch(tuple(columns), 1, np.arange(FIRST_ROW, FIRST_ROW + size, dtype=np.int64))
