"""How a text file is written: its encoding and its dialect, found out from its start, or as asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dgov_std.dataset.dialect import declared_delimiter, named_delimiter, sniff_dialect
from dgov_std.dataset.encoding import BOM, UTF8, Encoding, marked_encoding, named_encoding, transcode, transcoder
from dgov_std.dataset.foreign import foreign
from dgov_std.dataset.guess import guessed_encoding, wide_encoding
from dgov_std.dataset.record import QUOTE, Dialect
from dgov_std.dataset.refusal import binary, empty, refuse
from dgov_std.dataset.source import Source
from dgov_std.dataset.table import Remark
from dgov_std.text import Text

SAMPLE = 4 * 1024 * 1024  # bytes looked at for the encoding before anything is delivered
_DIALECT_SAMPLE = 64 * 1024
_USUAL = (b",", b";", b"\t", b"|")
_TRAIL = 0x30  # bytes from here may be the second one of a character in GB18030, Big5 and Shift-JIS


@dataclass(frozen=True, slots=True)
class Writing:
    """What was found; `declared` says that a line `sep=;` stood first, which was passed over."""

    encoding: Encoding
    dialect: Dialect
    declared: bool = False

    def remarks(self) -> Iterator[Remark]:
        """Yield what the report should tell: a guessed encoding, an unusual delimiter, quote or escape."""
        if self.encoding.guessed:
            yield Remark("STR301", texts=(self.encoding.name, "guessed"))
        dialect = self.dialect
        told = []
        if dialect.delimiter not in _USUAL or self.declared:
            told.append(f"delimiter={dialect.delimiter.decode()}")
        if dialect.quote != QUOTE:
            told.append(
                f"quote={dialect.quote.decode()}{dialect.closer.decode() if dialect.closer != dialect.quote else ''}"
            )
        if dialect.escape:
            told.append(f"escape={dialect.escape.decode()}")
        if dialect.spaced:
            told.append("spaced=yes")
        if self.declared:
            told.append("declared=yes")
        if told:
            yield Remark("STR302", texts=tuple(told))


def find_writing(
    path: Path, source: Source, *, encoding: str | None, delimiter: str | None, sample_size: int = SAMPLE
) -> Writing:
    """Find out how a text file is written, and let `source` deliver accordingly what stands behind a line `sep=;`.

    Raises:
        InputError: the file is empty or no text.
        UsageError: the encoding or the delimiter that was asked for makes no sense.
    """
    wanted = None if delimiter is None else named_delimiter(delimiter)
    chosen = _encoding(path, source, encoding, sample_size)
    head = source.peek(_DIALECT_SAMPLE)
    final = len(head) < _DIALECT_SAMPLE
    text = head[chosen.bom :]
    codec = chosen.codec or chosen.cells
    if codec != UTF8:
        text = transcode(text, transcoder(codec), codec, final=final)
    declared = declared_delimiter(text)
    skipped = declared[1] if declared else 0
    dialect = sniff_dialect(text[skipped:], final=final, delimiter=wanted or (declared[0] if declared else None))
    if chosen.cells != UTF8 and (dialect.other or dialect.delimiter[0] >= _TRAIL):
        # Within a character of these encodings the sign may stand by chance, in UTF-8 it cannot.
        chosen = replace(chosen, codec=chosen.cells, native="")
    source.decode(chosen)
    source.skip(skipped)
    return Writing(chosen, dialect, declared is not None)


def _encoding(path: Path, source: Source, name: str | None, sample_size: int) -> Encoding:
    sample = source.peek(sample_size)
    if not sample:
        raise empty(path)
    known = foreign(path, sample[:4096])
    if known is None and sample.startswith(b"PK\x03\x04"):
        what = Text("这是 zip 压缩文件或工作簿, 不是 CSV", "this is a zip archive or a workbook, not CSV")
        known = refuse(path, what, Text("请用 xlsx 扩展名提交", "hand it in under the extension xlsx"))
    if known is not None:
        raise known
    chosen = named_encoding(name, sample) if name else marked_encoding(sample)
    if chosen is None and b"\0" in sample:
        chosen = wide_encoding(sample)
    if chosen is None or chosen.codec is None:
        if b"\0" in sample:
            raise binary(path)
        if chosen is None or (not name and chosen.name == UTF8):
            found = guessed_encoding(sample[chosen.bom if chosen else 0 :], final=len(sample) < sample_size)
            # Some programs put the mark of UTF-8 before text in another encoding: the text decides.
            chosen = found if chosen is None else chosen if found.cells == UTF8 else replace(found, guessed=True)
        if sample.startswith(BOM):
            chosen = replace(chosen, bom=len(BOM))
    return chosen
