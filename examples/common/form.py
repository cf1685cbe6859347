"""What the faults that licences and penalties share need of a table while it is filled."""

from __future__ import annotations

from typing import Protocol

from identifiers import Maker
from tables import Table


class Form(Protocol):
    """A table being filled with faulty rows between sound ones."""

    make: Maker
    table: Table

    def fault(self, code: str, severity: str, column: str, start: str = "91", /, **changes: str) -> int:
        """Add a faulty row, its credit code beginning with `start`, and expect its finding; return its number."""
