"""The receipt number: eight characters by which two people on the telephone mean the same report."""

from __future__ import annotations

from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

# Crockford's base 32: no I, L, O (they look like 1 and 0) and no U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_LENGTH = 8


def receipt(digest: str) -> str:
    """Return the receipt number, such as `K7F3-2061`, of a sha256 given as 64 hex digits.

    The first 40 of the 256 bits, five bits to a character. It names a report among those of one
    office; it is no proof of anything (two of a million reports share a number with probability
    one third): the proof is the sha256 itself.
    """
    bits = int(digest[:10], 16)
    text = "".join(ALPHABET[(bits >> shift) & 31] for shift in range(35, -1, -5))
    return f"{text[:4]}-{text[4:]}"


def read_receipt(text: str) -> str:
    """Return the receipt number meant by what somebody typed or was told: `k7f3 2o61` is `K7F3-2061`.

    Raises:
        UsageError: it is not eight characters of the alphabet.
    """
    bare = text.strip().upper().translate(_MISREAD)
    if len(bare) != _LENGTH or not set(bare) <= set(ALPHABET):
        raise UsageError(
            Problem(
                Text("回执号不对", "no receipt number"),
                where=text,
                todo=Text("回执号形如 K7F3-2061。", "A receipt number looks like K7F3-2061."),
            )
        )
    return f"{bare[:4]}-{bare[4:]}"
