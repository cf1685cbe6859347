"""Which encoding a file without a byte order mark is in: UTF-8 if its bytes are, else GB18030, else by evidence.

The order cannot be another one: GB18030 reads nearly any bytes, most of UTF-8 among them, without an error, while text of
any other encoding is hardly ever UTF-8 by chance. Big5, Shift-JIS and Latin are looked at only where the GB18030 reading
is doubtful, and only a much better reading wins: docs/decisions/encodings-by-common-characters.md.
"""

from __future__ import annotations

import codecs

import numpy as np

from dgov_std.dataset.encoding import GB18030, UTF8, Encoding, native_encoding
from dgov_std.dataset.evidence import score

_WINDOW, _WINDOWS = 16 * 1024, 8
_PLAIN = 0.5  # a GB18030 reading as good as this is not doubted
# codec: (least score, least advantage over the GB18030 reading, the same summed over all characters)
_RIVALS = {"big5hkscs": (0.7, 0.7, 4.0), "cp932": (0.5, 0.5, 4.0), "cp1252": (0.2, 0.4, 2.0)}
_FEW, _MIXED = 4, 5
_WIDE = (("utf-32-le", 4, 3), ("utf-32-be", 4, 0), ("utf-16-le", 2, 1), ("utf-16-be", 2, 0))


def guessed_encoding(sample: bytes, *, final: bool) -> Encoding:
    """Return the encoding of bytes without a mark; `final` says the file ends with them."""
    if sample.isascii():
        return Encoding(UTF8, certain=False)
    bad = _count_errors(sample, UTF8, final=final)
    if bad == 0:
        return Encoding(UTF8)
    excerpt = excerpt_of(sample)
    whole = len(excerpt) == len(sample)
    two, three, wrong = _weigh_utf8(excerpt, final=final or not whole)
    # In text of another encoding sequences of three bytes arise by chance in a few per thousand characters, of two
    # bytes more often. A file of which a good part is UTF-8 is UTF-8 with foreign rows: they are found one by one.
    if three > wrong or (three >= _FEW and three * _MIXED > wrong) or two + three > 3 * wrong:
        return Encoding(UTF8)
    found = _rival(excerpt)
    if found is not None:
        return found
    gb_bad = _count_errors(sample, GB18030, final=final)
    return Encoding(GB18030 if gb_bad == 0 or gb_bad < bad else UTF8)


def wide_encoding(sample: bytes) -> Encoding | None:
    """Return UTF-16 or UTF-32 for bytes without a mark whose NULs all stand where those have them, else None."""
    for codec, size, place in _WIDE:
        usable = sample[: len(sample) - len(sample) % size]
        if not usable:
            continue
        zeros = np.frombuffer(usable, np.uint8).reshape(-1, size) == 0
        shares = zeros.mean(axis=0)
        if size == 4 and shares[place] == 1 and shares[abs(place - 1)] > 0.95 and _readable(usable, codec):
            return Encoding(codec, codec=codec, guessed=True)
        # Characters such as U+4E00 have a NUL in the other place.
        if size == 2 and shares[place] > shares[1 - place] and _readable(usable, codec):
            return Encoding(codec, codec=codec, guessed=True)
    return None


def _readable(data: bytes, codec: str) -> bool:
    """Whether the bytes are text of that codec in lines: one NUL astray in other text looks otherwise."""
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return False
    # In such text hardly any of these bytes stands for itself, in other text hardly any stands beside a NUL.
    paired = sum(map(text.count, "\n\r,;\t"))
    alone = sum(map(data.count, (b"\n", b"\r", b",", b";", b"\t"))) - paired
    strange = sum(1 for one in text[:_WINDOW] if one < " " and one not in "\t\r\n")
    known = sum(1 for one in text[:_WINDOW] if one < "\u0250" or "\u3000" <= one < "\ua000" or one >= "\uff00")
    return paired > alone and strange == 0 and known * 10 >= len(text[:_WINDOW]) * 9


def excerpt_of(sample: bytes) -> bytes:
    """Return lines of a long sample that hold more than ASCII, from all over it; a short one as it is."""
    if len(sample) <= _WINDOW * _WINDOWS:
        return sample
    parts = []
    for at in np.linspace(0, len(sample) - _WINDOW, _WINDOWS).astype(int).tolist():
        part = _lines(sample[at : at + _WINDOW])
        parts.append(b"" if part.isascii() else part)
    if not any(parts):
        first = int(np.argmax(np.frombuffer(sample, np.uint8) > 0x7F))
        begin = sample.rfind(b"\n", 0, first) + 1
        return sample[max(begin, first - _WINDOW) : first + _WINDOW]
    return b"".join(parts)


def _lines(window: bytes) -> bytes:
    """Return the whole lines of a window; all of it where it has none."""
    first, last = window.find(b"\n") + 1, window.rfind(b"\n") + 1
    return window[first:last] if last > first else window


def _rival(excerpt: bytes) -> Encoding | None:
    """Return the encoding that reads much better than GB18030, None where none does."""
    plain = score(excerpt, GB18030)
    if plain >= _PLAIN:
        return None
    best: tuple[float, str] | None = None
    for codec, (least, margin, weight) in _RIVALS.items():
        reached = score(excerpt, codec)
        count = sum(1 for one in excerpt[:_WINDOW].decode(codec, "replace") if one > "\x7f")
        if reached < least or reached - plain < margin or (reached - plain) * count < weight:
            continue
        if best is None or reached > best[0]:
            best = (reached, codec)
    return None if best is None else native_encoding(_edition(best[1], excerpt), guessed=True)


def _edition(codec: str, excerpt: bytes) -> str:
    """Return the edition of Big5: that of Hong Kong only where another one lacks characters; another codec as it is."""
    if codec != "big5hkscs" or _count_errors(excerpt, "cp950", final=False) > _count_errors(excerpt, codec, final=False):
        return codec
    return "cp950"


def _weigh_utf8(sample: bytes, *, final: bool) -> tuple[int, int, int]:
    """Return how many characters of two bytes, and of three or four, a UTF-8 reading has, and how many wrong places."""
    wrong = _count_errors(sample, UTF8, final=final)
    points = np.frombuffer(sample.decode(UTF8, "replace").encode("utf-32-le"), np.uint32)
    points = points[points != 0xFFFD]
    three = int(np.count_nonzero(points >= 0x800))
    return int(np.count_nonzero(points > 0x7F)) - three, three, wrong


def _count_errors(sample: bytes, codec: str, *, final: bool) -> int:
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(sample, final)
    except UnicodeDecodeError:
        decoder = codecs.getincrementaldecoder(codec)("replace")
        return max(decoder.decode(sample, final).count("\ufffd"), 1)
    return 0
