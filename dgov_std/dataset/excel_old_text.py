"""Texts in the records of old workbooks (MS-XLS 2.5.293), which may go on in the next record."""

from __future__ import annotations

from collections.abc import Sequence

_WIDE, _EXTENDED, _RICH = 1, 4, 8


class BrokenRecord(Exception):  # noqa: N818 - it says what was found
    """A record that ends too early or states what cannot be."""


class Texts:
    """Reads texts one after another from the bodies of a record and its CONTINUE records."""

    def __init__(self, parts: Sequence[bytes], at: int = 0) -> None:
        """Begin `at` bytes into the first part."""
        self._parts = parts
        self._number = 0
        self._at = at

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        while self._number < len(self._parts) and self._at >= len(self._parts[self._number]):
            self._number, self._at = self._number + 1, 0
        return self._number < len(self._parts)

    def text(self, *, short: bool = False) -> str:
        """Return the next text; its length stands in one byte when `short`, in two otherwise.

        A character that is half a pair becomes U+FFFD. Raises BrokenRecord where the bytes end too early.
        """
        if not self.more:
            raise BrokenRecord
        part, at = self._parts[self._number], self._at + 3
        if not short and at <= len(part) and not part[at - 1] & (_RICH | _EXTENDED):
            # Nearly all texts are this simple, and a workbook may hold a million.
            wide = part[at - 1] & _WIDE
            end = at + ((part[at - 3] | part[at - 2] << 8) << wide)
            if end <= len(part):
                self._at = end
                return part[at:end].decode("utf-16-le", "replace") if wide else part[at:end].decode("latin-1")
        count = int.from_bytes(self._take(1 if short else 2), "little")
        flags = self._take(1)[0]
        runs = int.from_bytes(self._take(2), "little") if flags & _RICH else 0
        extra = int.from_bytes(self._take(4), "little") if flags & _EXTENDED else 0
        said = self._characters(count, wide=bool(flags & _WIDE))
        if runs or extra:
            self._skip(4 * runs + extra)
        return said

    def _take(self, size: int) -> bytes:
        part = self._parts[self._number]
        data = part[self._at : self._at + size]
        self._at += size
        if len(data) == size:
            return data
        # What is not text goes on without a mark of its own.
        self._at = len(part)
        if not self.more:
            raise BrokenRecord
        return data + self._take(size - len(data))

    def _skip(self, size: int) -> None:
        while size:
            if not self.more:
                raise BrokenRecord
            step = min(size, len(self._parts[self._number]) - self._at)
            self._at += step
            size -= step

    def _characters(self, count: int, *, wide: bool) -> str:
        data = b""
        while True:
            part = self._parts[self._number]
            width = 2 if wide else 1
            taken = min(count, (len(part) - self._at) // width)
            piece = part[self._at : self._at + taken * width]
            self._at += taken * width
            count -= taken
            if not count and not data:
                return piece.decode("utf-16-le", "replace") if wide else piece.decode("latin-1")
            data += piece if wide else piece.decode("latin-1").encode("utf-16-le")
            if not count:
                return data.decode("utf-16-le", "replace")
            # The rest stands in the next record, behind a byte that says how it is written there.
            self._number, self._at = self._number + 1, 0
            if self._number >= len(self._parts) or not self._parts[self._number]:
                raise BrokenRecord
            wide = bool(self._parts[self._number][0] & _WIDE)
            self._at = 1
