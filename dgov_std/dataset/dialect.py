"""Which delimiter, quotes and record ends a file uses, from its first records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dgov_std.dataset.exact import Dialect, read_record
from dgov_std.dataset.record import QUOTE
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

DELIMITERS = (b",", b";", b"\t", b"|")
# Believed only where nearly every record is divided alike; the last two stand within times and names, too.
_RARE = (b"^", b"~", b"\x01", b"\x1f", *(sign.encode() for sign in ("，", "；", "、")), b":", b" ")
_WITHIN = (b":", b" ")
_LIKE, _LIKE_ALONE, _LIKE_WITHOUT_HEADER, _ENOUGH = 0.9, 0.6, 0.8, 5
_RECORDS, _SEVERAL = 100, 2
_NAMES = {"tab": b"\t", "\\t": b"\t"}
_SEP = re.compile('("?)sep=([^\r\n])\\1\r?(?:\n|\\Z)', re.IGNORECASE)
_PAIRS = (
    (b"'", b"'"),
    *((a.encode(), b.encode()) for a, b in (("“", "”"), ("‘", "’"), ("＂", "＂"), ("”", "”"))),
    (b"`", b"`"),
)
_NUMBER = re.compile(rb"[-+]?[0-9][0-9.,eE+-]*%?")


def named_delimiter(name: str) -> bytes:
    """Return the delimiter the user asked for.

    Raises:
        UsageError: not a single character, or one that cannot be a delimiter.
    """
    delimiter = _NAMES.get(name.lower(), name.encode("utf-8", "replace"))
    if len(delimiter.decode("utf-8", "replace")) == 1 and delimiter not in (QUOTE, b"\r", b"\n", b"\0"):
        return delimiter
    raise UsageError(
        Problem(
            Text(f"“{name}”不能用作分隔符", f'"{name}" cannot be a delimiter'),
            "--delimiter",
            Text("请写一个字符, 如 , 或 ; 或 tab", "use one character such as , or ; or tab"),
        )
    )


def declared_delimiter(sample: bytes) -> tuple[bytes, int] | None:
    """Return the delimiter that a first line `sep=;` states, and the size of that line; None without such a line."""
    found = _SEP.match(sample[:64].decode("utf-8", "ignore"))
    if found is None:
        return None
    return found[2].encode(), len(found[0].encode())


def sniff_dialect(sample: bytes, *, final: bool, delimiter: bytes | None = None) -> Dialect:
    """Return how the file that begins with `sample` is written; `sample` is UTF-8, or ASCII and bytes above.

    A lone CR ends records only where as many of the first records end so as with LF or CRLF, or where the records are
    divided alike only then. The delimiter is the one that divides the first records most evenly, a comma when none
    does. Other quotes, and a backslash before a quote, are believed only where they mend what is broken without them.
    """
    best = Dialect(delimiter or _delimiter(sample, final=final))
    best = replace(best, cr_ends=_uses_cr(sample, best))
    return _quoted(sample, best, final=final)


def _delimiter(sample: bytes, *, final: bool) -> bytes:
    choices = [(_score(sample, Dialect(one), final=final), one) for one in DELIMITERS]
    score, best = max(choices, key=lambda choice: choice[0])
    if score[0] >= 1:
        return best
    for one in _RARE:
        if one not in sample:
            continue
        share, width, records = _score(sample, Dialect(one), final=final)
        if width < (3 if one in _WITHIN else 2) or records < 2:
            continue
        if share >= 1 + (_LIKE if score[0] or one in _WITHIN else _LIKE_ALONE) or (
            share >= _LIKE_WITHOUT_HEADER > 4 * score[0] and share < 1 and records >= _ENOUGH
        ):
            return one
    return best


def _uses_cr(sample: bytes, dialect: Dialect) -> bool:
    if b"\r" not in sample or sample.count(b"\r") == sample.count(b"\r\n"):
        return False
    alone = together = at = 0
    ended = replace(dialect, cr_ends=True)
    while at < len(sample) and alone + together < _RECORDS:
        record = read_record(sample, at, ended, final=True)
        if record is None:
            break
        at = record.end
        alone += sample[at - 1 : at] == b"\r"
        together += sample[at - 1 : at] == b"\n"
    if alone > together or alone == together >= _SEVERAL:
        return True
    return alone > 0 and _measure(sample, ended, final=True).uneven < _measure(sample, dialect, final=True).uneven


def _score(sample: bytes, dialect: Dialect, *, final: bool) -> tuple[float, int, int]:
    """Return (share of records with the commonest width, plus 1 where the header has it, that width, records).

    The share is zero where no record is divided.
    """
    dialect = replace(dialect, cr_ends=_uses_cr(sample, dialect))
    widths = _measure(sample, dialect, final=final).widths
    many = Counter(width for width in widths if width > 1).most_common(1)
    if not many:
        return 0.0, 0, len(widths)
    width, count = many[0]
    if widths[0] != width and not _beyond_header(widths, width, count):
        return 0.0, 0, len(widths)  # a sign that a few values hold
    # A header that shows the same width outweighs a delimiter that only the data happen to hold.
    return count / len(widths) + (1.0 if widths[0] == width else 0.0), width, len(widths)


def _beyond_header(widths: Sequence[int], width: int, count: int) -> bool:
    """Whether records are divided although the first one is not: it may be a title."""
    behind = len(widths) - next(i for i, one in enumerate(widths) if one > 1)
    enough = count >= (_SEVERAL if width > _SEVERAL else 2 * _SEVERAL)
    return enough and (2 * count > len(widths) or (count > _SEVERAL and count >= _LIKE_WITHOUT_HEADER * behind))


@dataclass(frozen=True, slots=True)
class _Measure:
    """The first records, read in one dialect."""

    widths: tuple[int, ...]
    cells: tuple[tuple[bytes, ...], ...]
    open_quotes: int

    @property
    def uneven(self) -> int:
        """How many records have another width than most."""
        return len(self.widths) - Counter(self.widths).most_common(1)[0][1] if self.widths else 0

    @property
    def broken(self) -> int:
        """How many records are uneven or open, or have cells around which quotes were left."""
        loose = sum(any(_loose(cell) for cell in cells) for cells in self.cells)
        return self.uneven + self.open_quotes + loose


def _loose(cell: bytes) -> bool:
    bare = cell.strip(b" \t")
    return bare.startswith(QUOTE) != bare.endswith(QUOTE) or (len(bare) > 1 and bare.startswith(QUOTE) and b'\\"' in bare)


def _measure(sample: bytes, dialect: Dialect, *, final: bool) -> _Measure:
    widths: list[int] = []
    cells: list[tuple[bytes, ...]] = []
    open_quotes = at = 0
    while at < len(sample) and len(widths) < _RECORDS:
        record = read_record(sample, at, dialect, final=final or not widths)
        if record is None:
            break
        if record.cells != [b""]:
            widths.append(len(record.cells))
            cells.append(tuple(record.cells))
            open_quotes += record.open_quote > 0
        at = record.end
    return _Measure(tuple(widths), tuple(cells), open_quotes)


def _quoted(sample: bytes, dialect: Dialect, *, final: bool) -> Dialect:
    """Return the dialect with the quotes and the escape that the sample proves."""
    as_usual = _measure(sample, dialect, final=final)
    if as_usual.broken:
        for other in _mended(sample, dialect):
            if _measure(sample, other, final=final).broken == 0:
                return other
    for quote, closer in _PAIRS:
        other = replace(dialect, quote=quote, closer=closer)
        if quote in sample and _proved(as_usual, _measure(sample, other, final=final), quote, closer):
            return other
    return dialect


def _mended(sample: bytes, dialect: Dialect) -> Iterator[Dialect]:
    """Yield the dialects that may mend escaped quotes and delimiters, and quotes behind blanks."""
    escaped = any(b"\\" + sign in sample for sign in (QUOTE, dialect.delimiter, b"\n", b"\r"))
    if escaped:
        yield replace(dialect, escape=b"\\")
    if re.search(re.escape(dialect.delimiter) + rb'[ \t]{1,8}"', sample):
        yield replace(dialect, spaced=True)
        if escaped:
            yield replace(dialect, escape=b"\\", spaced=True)


def _proved(as_usual: _Measure, other: _Measure, quote: bytes, closer: bytes) -> bool:
    """Whether other quotes are proved: all texts stand in them, or they alone make the records even.

    A value that begins and ends with an apostrophe or a curly quote proves nothing.
    """
    if not other.widths or other.uneven or other.open_quotes:
        return False
    mended = sum(width != other.widths[0] for width in as_usual.widths)
    if mended >= _SEVERAL or (mended and _wrapped(as_usual.cells[:1], quote, closer)):
        return True
    return len(as_usual.cells) > 1 and not mended and _wrapped(as_usual.cells, quote, closer)


def _wrapped(rows: Sequence[Sequence[bytes]], quote: bytes, closer: bytes) -> bool:
    """Whether every cell that holds something but a number stands in such quotes, in the first row all."""
    first, *others = rows
    texts = [cell for cells in others for cell in cells if cell and not _NUMBER.fullmatch(cell)]
    both = [
        len(cell) >= len(quote + closer) and cell.startswith(quote) and cell.endswith(closer) for cell in (*first, *texts)
    ]
    return all(both)
