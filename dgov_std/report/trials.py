"""What running the examples of standards found: frozen values that a renderer and a gate read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dgov_std.text import Text

Expected = Literal["valid", "doubtful", "invalid", "claim"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one check said of an example: the code of the finding, its severity, the check's id."""

    code: str
    severity: str
    check: str


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that is not judged as its document says, or a document that contradicts itself.

    `expected` claim: `what` says which of the document's own claims does not hold, `because` what was
    looked at (rows, sha256, format …); `found` is empty then.
    `value` is the cell, or the changes of a row as `column=value`.
    """

    file: str
    line: int
    column: int
    standard: str
    kind: str
    document: str
    value: str
    expected: Expected
    because: str | None = None
    found: tuple[Said, ...] = ()
    what: Text | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The examples of one or several standards, run. `bare` are documents without an example: (kind, id)."""

    standards: tuple[str, ...]
    documents: int
    examples: int
    lists: int
    misses: tuple[Miss, ...]
    bare: tuple[tuple[str, str], ...] = ()
