"""Which delimiter and which record ends a file uses, from its first records."""

from __future__ import annotations

from collections import Counter

from dgov_std.dataset.exact import Dialect, read_record
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

DELIMITERS = (b",", b";", b"\t", b"|")
_RECORDS = 100
_NAMES = {"tab": b"\t", "\\t": b"\t"}


def named_delimiter(name: str) -> bytes:
    """Return the delimiter the user asked for.

    Raises:
        UsageError: not a single ASCII character, or one that cannot be a delimiter.
    """
    delimiter = _NAMES.get(name.lower(), name.encode("utf-8", "replace"))
    if len(delimiter) == 1 and delimiter.isascii() and delimiter not in (b'"', b"\r", b"\n", b"\0"):
        return delimiter
    raise UsageError(
        Problem(
            Text(f"“{name}”不能用作分隔符", f'"{name}" cannot be a delimiter'),
            "--delimiter",
            Text("请写一个半角字符, 如 , 或 ; 或 tab", "use one ASCII character such as , or ; or tab"),
        )
    )


def sniff_dialect(sample: bytes, *, final: bool, delimiter: bytes | None = None) -> Dialect:
    """Return how the file that begins with `sample` is written.

    A lone CR ends records only where more of the first records end so than with LF or CRLF. The delimiter is the one
    that divides the first records most evenly, a comma when none does.
    """
    choices = [(_score(sample, Dialect(one), final=final), one) for one in DELIMITERS]
    best = delimiter or max(choices, key=lambda choice: choice[0])[1]
    return Dialect(best, cr_ends=_uses_cr(sample, best))


def _uses_cr(sample: bytes, delimiter: bytes) -> bool:
    if b"\r" not in sample or sample.count(b"\r") == sample.count(b"\r\n"):
        return False
    alone = together = at = 0
    dialect = Dialect(delimiter, cr_ends=True)
    while at < len(sample) and alone + together < _RECORDS:
        record = read_record(sample, at, dialect, final=True)
        if record is None:
            break
        at = record.end
        alone += sample[at - 1 : at] == b"\r"
        together += sample[at - 1 : at] == b"\n"
    return alone > together


def _score(sample: bytes, dialect: Dialect, *, final: bool) -> tuple[float, int, int]:
    """Return (share of records with the commonest width, that width), zero for width one."""
    dialect = Dialect(dialect.delimiter, cr_ends=_uses_cr(sample, dialect.delimiter))
    widths: list[int] = []
    at = 0
    while at < len(sample) and len(widths) < _RECORDS:
        record = read_record(sample, at, dialect, final=final or not widths)
        if record is None:
            break
        if record.cells != [b""]:
            widths.append(len(record.cells))
        at = record.end
    rank = -DELIMITERS.index(dialect.delimiter)
    many = Counter(width for width in widths if width > 1).most_common(1)
    if not many:
        return 0.0, 0, rank
    width, count = many[0]
    # A header that shows the same width outweighs a delimiter that only the data happen to hold.
    return count / len(widths) + (1.0 if widths[0] == width else 0.0), width, rank
