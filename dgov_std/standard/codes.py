"""The codes of a CSV file by column: an entry becomes a `Code` when it is looked at.

A standard has lists of tens of thousands of codes of which a dataset uses few, and building all their
entries takes longer than everything else of loading it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from dgov_std.standard.model import Code
from dgov_std.text import Text

COLUMNS = ("code", "name", "name_en", "parent", "level", "valid_from", "valid_to", "replaced_by", "aliases", "kind")


class Codes(Sequence[Code]):
    """The codes of one file, equal to any sequence of the same codes."""

    __slots__ = ("_built", "_columns", "_size")

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Take columns of one length, `code` and `name` among them, their names some of `COLUMNS`."""
        self._columns = columns
        self._size = len(columns["code"])
        self._built: tuple[Code, ...] | None = None

    def column(self, name: str) -> Sequence[str]:
        """Return what stands in a column, in the order of the rows; nothing where the file does not have it."""
        return self._columns.get(name, ())

    def _all(self) -> tuple[Code, ...]:
        if self._built is None:
            blank = ("",) * self._size
            columns = (self._columns.get(name, blank) for name in COLUMNS)
            self._built = tuple(
                Code(
                    code,
                    Text(name, name_en or name),
                    parent or None,
                    level or None,
                    valid_from or None,
                    valid_to or None,
                    replaced_by or None,
                    tuple(aliases.split("|")) if aliases else (),
                    kind=kind or None,
                )
                for code, name, name_en, parent, level, valid_from, valid_to, replaced_by, aliases, kind in zip(
                    *columns, strict=True
                )
            )
        return self._built

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Code]:
        return iter(self._all())

    @overload
    def __getitem__(self, place: int) -> Code: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Code, ...]: ...

    def __getitem__(self, place: int | slice) -> Code | tuple[Code, ...]:
        return self._all()[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Codes):
            return self._all() == other._all()
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())


def written(codes: Sequence[Code]) -> Sequence[str]:
    """Return the codes of the entries, without looking at the entries where that can be done."""
    return codes.column("code") if isinstance(codes, Codes) else [entry.code for entry in codes]
