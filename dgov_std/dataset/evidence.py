"""How well bytes read as GB18030, Big5, Shift-JIS or Latin: how common the characters are that come out.

Every reading turns most bytes into some character; the right one turns them into those that people write.
Each character counts by its class, and the mean over all that are not ASCII is the score of the reading, 1 at best.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

_COMMON, _KNOWN, _NEUTRAL, _UNUSUAL, _RARE, _PRIVATE, _WRONG = 1.0, 0.5, 0.0, -0.3, -0.5, -2.0, -3.0
_HALF_KANA, _SIGN = 0.4, 0.25  # by themselves they prove little
_LATIN_SIGNS = "’‘“”–—…•«»€£§°ºª²³½·´¿¡®©™"
_POINTS = 0x10000
Scores = np.ndarray[Any, np.dtype[np.float32]]
Points = np.ndarray[Any, np.dtype[np.uint32]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Codes of two bytes: lead bytes `first` to `last`, trail bytes between `low` and `high`, all inclusive."""

    first: int
    last: int
    low: int = 0xA1
    high: int = 0xFE

    def text(self, codec: str) -> str:
        """Return the characters they stand for."""
        pairs = ((lead, trail) for lead in range(self.first, self.last + 1) for trail in range(self.low, self.high + 1))
        return b"".join(map(bytes, pairs)).decode(codec, "ignore")


# What the characters of each character set are worth; what is not named is rare.
_CLASSES: dict[str, tuple[tuple[Rows, float], ...]] = {
    # Level 1 of GB 2312, level 2, punctuation and full-width letters, other signs and kana.
    "gb18030": (
        (Rows(0xB0, 0xD7), _COMMON),
        (Rows(0xD8, 0xF7), _KNOWN),
        (Rows(0xA1, 0xA1), _NEUTRAL),
        (Rows(0xA3, 0xA3), _NEUTRAL),
        (Rows(0xA2, 0xA2), _UNUSUAL),
        (Rows(0xA4, 0xA9), _UNUSUAL),
    ),
    # The frequently used characters, the others, punctuation.
    "big5hkscs": (
        (Rows(0xA4, 0xC6, 0x40, 0x7E), _COMMON),
        (Rows(0xA4, 0xC5), _COMMON),
        (Rows(0xC9, 0xF9, 0x40, 0xFE), _UNUSUAL),
        (Rows(0xA1, 0xA3, 0x40, 0xFE), _NEUTRAL),
    ),
    # Level 1 of JIS X 0208, level 2, kana, punctuation; half-width kana are single bytes.
    "cp932": (
        (Rows(0x89, 0x97, 0x40, 0xFC), _COMMON),
        (Rows(0x88, 0x88, 0x9F, 0xFC), _COMMON),
        (Rows(0x98, 0x98, 0x40, 0x72), _COMMON),
        (Rows(0x99, 0x9F, 0x40, 0xFC), _UNUSUAL),
        (Rows(0xE0, 0xEA, 0x40, 0xFC), _UNUSUAL),
        (Rows(0x82, 0x82, 0x9F, 0xF1), _COMMON),
        (Rows(0x83, 0x83, 0x40, 0x96), _COMMON),
        (Rows(0x81, 0x81, 0x40, 0xFC), _NEUTRAL),
        (Rows(0x82, 0x82, 0x4F, 0x9A), _NEUTRAL),
        (Rows(0xA1, 0xDF, 0xA1, 0xDF), _HALF_KANA),
    ),
}


def score(sample: bytes, codec: str) -> float:
    """Return how well `sample` reads as `codec`: gb18030, big5hkscs, cp932 or cp1252; 1 is best, -3 worst."""
    text = sample.decode(codec, "replace")
    return score_text(text, codec)


def score_text(text: str, codec: str) -> float:
    """Return the score of a text that was decoded already, wrong places as U+FFFD."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codec == "cp1252":
        return _latin(points)
    points = points[points > 0x7F]
    if not len(points):
        return 0.0
    return float(_worth(codec)[np.minimum(points, _POINTS - 1)].mean())


@cache
def common_ideographs() -> frozenset[str]:
    """Return level 1 of GB 2312: 3,755 characters that make up all but a few percent of modern text."""
    return frozenset(Rows(0xB0, 0xD7).text("gb18030"))


@cache
def _worth(codec: str) -> Scores:
    """Return what each character of the basic plane is worth in a reading."""
    worth = np.full(_POINTS, _RARE, np.float32)
    worth[0xE000:0xF900] = _PRIVATE
    for rows, value in _CLASSES[codec]:
        points = np.frombuffer(rows.text(codec).encode("utf-32-le"), np.uint32)
        worth[points[(points > 0x7F) & (points < _POINTS)]] = value
    worth[0xE000:0xF900] = _PRIVATE
    worth[0xFFFD] = _WRONG
    return worth


def _latin(points: Points) -> float:
    """Return the score of a Latin reading: letters with marks stand among letters, in fitting case, and apart."""
    around = np.concatenate([[0x20], points, [0x20]]).astype(np.uint32)
    at = np.flatnonzero(points > 0x7F)
    if not len(at):
        return 0.0
    here, before, after = around[at + 1], around[at], around[at + 2]
    upper, lower = _cased(here)
    fits = _is_upper(before) | _is_lower(before) | _is_upper(after) | _is_lower(after)
    # A small letter is not followed by a capital, a capital not preceded by a small letter.
    fits &= ~(lower & _is_upper(after)) & ~(upper & _is_lower(before))
    # Two letters with marks in a row are rare, three there are none: so look pairs of bytes of other readings.
    fits &= ~((before > 0x7F) & (after > 0x7F))
    crowded = (before > 0x7F) | (after > 0x7F)
    letters = upper | lower
    worth = np.where(fits, np.where(crowded, _KNOWN, _COMMON), -1.0)
    signs = np.isin(here, np.array([ord(sign) for sign in _LATIN_SIGNS], np.uint32))
    worth = np.where(letters, worth, np.where(signs & ~crowded, _SIGN, -1.0))
    return float(np.where(here == 0xFFFD, _WRONG, worth).mean())


def _cased(points: Points) -> tuple[Any, Any]:
    wide = (points >= 0xC0) & (points <= 0xFF) & (points != 0xD7) & (points != 0xF7)
    upper = (wide & (points < 0xDF)) | np.isin(points, [0x160, 0x17D, 0x152, 0x178])
    lower = (wide & (points >= 0xDF)) | np.isin(points, [0x161, 0x17E, 0x153])
    return upper, lower


def _is_upper(points: Points) -> Any:  # noqa: ANN401 - a mask
    return (points >= 0x41) & (points <= 0x5A)


def _is_lower(points: Points) -> Any:  # noqa: ANN401 - a mask
    return (points >= 0x61) & (points <= 0x7A)
