"""How help is laid out: by the cells its characters take on a screen, where click counts characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import click

_LEAST = 20  # cells of the right column
# A line ends behind a blank or a wide character, but not before what closes.
_CLOSING = r"(?:[,;:!?)\]”’、。，；：！？）》】〕]|\.(?![0-9A-Za-z]))*\s*"
_PIECES = re.compile(rf"[!-~]+{_CLOSING}|\S{_CLOSING}")


class Layout(click.HelpFormatter):
    """Lays out paragraphs and lists of options; a Chinese character takes two cells."""

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        margin = " " * self.current_indent
        for line in _lines(text, self.width - self.current_indent):
            self.write(f"{margin}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms on the left, what is said of them on the right; below, where a term leaves no room."""
        pairs = list(rows)
        left = min(max((_width(term) for term, _ in pairs), default=0), col_max) + col_spacing
        margin = " " * self.current_indent
        for term, said in pairs:
            lines = list(_lines(said, max(self.width - left - self.current_indent, _LEAST)))
            beside = lines.pop(0) if lines and _width(term) <= left - col_spacing else ""
            self.write(f"{margin}{term}{' ' * (left - _width(term))}{beside}".rstrip() + "\n")
            for line in lines:
                self.write(f"{margin}{' ' * left}{line}\n")


def _lines(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of at most so many cells, but for a word that is longer."""
    line = ""
    for piece in _PIECES.findall(" ".join(text.split())):
        if line and _width(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
