"""How the bytes of a file become characters, and which of them are none.

GB2312 is never used: files that claim it hold GBK or GB18030 characters, and GB18030 reads all
three. Cells stay bytes until `decode_column`; damage is found there, cell by cell. Which encoding a
file is in is found out in `guess`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import strings
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

UTF8 = "utf-8"
GB18030 = "gb18030"
BOM = codecs.BOM_UTF8
_GB_BOM = b"\x84\x31\x95\x33"
_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# CPython decodes these 19 codes to private use as the editions before did: A8BC changed in
# GB 18030-2005, the vertical forms (A6xx) and the eight ideograph parts (FExx) in GB 18030-2022.
# Left out because the 2022 edition keeps their two-byte codes: FE51, FE52, FE53, FE6C, FE76, FE91.
MOVED = {
    0xE7C7: 0x1E3F,
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14,
    0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
}  # fmt: skip
_GB_NAMES = frozenset({"gb18030", "gbk", "gb2312"})
# Every byte of these below 30 is ASCII wherever it stands, so that cells can be cut before they are decoded. The name
# is what a report says: Microsoft's editions are read, which hold all of the standards' characters and more.
_NATIVE = {
    "big5": ("big5", "cp950"), "cp950": ("big5", "cp950"), "big5hkscs": ("big5-hkscs", "big5hkscs"),
    "shift_jis": ("shift_jis", "cp932"), "cp932": ("shift_jis", "cp932"),
    "cp1252": ("windows-1252", "cp1252"), "iso8859-1": ("iso-8859-1", "iso8859-1"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file become characters.

    `name` is what the report says, `bom` the number of bytes to skip. `codec` names the Python
    codec to transcode the whole file with, None when the splitter can work on the bytes themselves;
    then `native` names the codec of the cells, empty for the one called like the encoding.
    `certain` is False while only ASCII was seen, `guessed` True where the choice rests on how common
    the characters are that come out.
    """

    name: str
    bom: int = 0
    codec: str | None = None
    certain: bool = True
    guessed: bool = False
    native: str = ""

    @property
    def cells(self) -> str:
        """The codec that `decode_column` takes for this file."""
        return UTF8 if self.codec else self.native or self.name


def named_encoding(name: str, head: bytes) -> Encoding:
    """Return the encoding the user asked for; `head` is the start of the file.

    Raises:
        UsageError: Python knows no text encoding of that name.
    """
    try:
        info = codecs.lookup(name)
        "".encode(info.name)
    except (LookupError, UnicodeError):
        raise UsageError(
            Problem(
                Text(f"不认识的字符编码“{name}”", f'unknown character encoding "{name}"'),
                "--encoding",
                Text("请写 utf-8 或 gb18030", "use utf-8 or gb18030"),
            )
        ) from None
    if info.name in ("utf-8", "utf-8-sig"):
        return Encoding(UTF8, len(BOM) if head.startswith(BOM) else 0)
    if info.name in _GB_NAMES:
        return Encoding(GB18030, len(_GB_BOM) if head.startswith(_GB_BOM) else 0)
    for mark, codec in _WIDE_BOMS:
        if info.name in (codec, codec[:6]) and head.startswith(mark):
            return Encoding(info.name, len(mark), codec)
    if info.name in _NATIVE:
        return native_encoding(info.name)
    return Encoding(info.name, 0, info.name)


def native_encoding(codec: str, *, guessed: bool = False) -> Encoding:
    """Return the encoding of a codec whose cells can be cut before they are decoded: cp950, cp932, cp1252 …."""
    name, cells = _NATIVE[codec]
    return Encoding(name, guessed=guessed, native=cells)


def marked_encoding(head: bytes) -> Encoding | None:
    """Return the encoding a byte order mark states, None without a mark."""
    if head.startswith(BOM):
        return Encoding(UTF8, len(BOM))
    if head.startswith(_GB_BOM):
        return Encoding(GB18030, len(_GB_BOM))
    for mark, codec in _WIDE_BOMS:
        if head.startswith(mark):
            return Encoding(codec[:6], len(mark), codec)
    return None


def transcode(data: bytes, decoder: codecs.IncrementalDecoder, codec: str, *, final: bool) -> bytes:
    """Return `data` as UTF-8 in which every undecodable place became one byte FF.

    The decoder must have been made by `transcoder`; the FF bytes are found again, cell by cell,
    by `decode_column`.
    """
    return _modern(decoder.decode(data, final), codec).encode(UTF8, "surrogateescape")


def transcoder(codec: str) -> codecs.IncrementalDecoder:
    """Return a decoder for `transcode`."""
    return codecs.getincrementaldecoder(codec)("dgov-std-mark")


def _mark_error(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error("dgov-std-mark", _mark_error)


def decode_cell(cell: bytes, encoding: str) -> tuple[str, str | None]:
    """Return the text of one cell and, if bytes were no characters, the first of them in hexadecimal.

    Wrong places read as U+FFFD.
    """
    try:
        return _modern(cell.decode(encoding), encoding), None
    except UnicodeDecodeError as error:
        wrong = cell[error.start : max(error.end, error.start + 1)][:4].hex().upper()
        return _modern(cell.decode(encoding, "replace"), encoding), wrong


def decode_column(cells: pa.Array[Any], encoding: str) -> tuple[pa.Array[Any], list[tuple[int, str]]]:
    """Decode one column of bytes.

    Args:
        cells: `pa.binary()` array, nulls allowed.
        encoding: `UTF8`, `GB18030`, or the codec of another encoding that `Encoding.cells` names.

    Returns:
        The `pa.string()` array of the same length, and (index, wrong bytes in hexadecimal) of
        every damaged cell.
    """
    values, offsets = _values(cells)
    if len(values) == 0 or int(values.max()) < 0x80:
        return cells.view(pa.string()), []  # ASCII is the same in all of them: nothing to prove
    if encoding == UTF8:
        try:
            return cells.cast(pa.string()), []
        except pa.ArrowInvalid:
            return _decode_each(cells, encoding)
    if bool((values == 0).any()):
        return _decode_each(cells, encoding)
    # NUL is no byte of any longer character, so it can hold the cells apart while the whole
    # column is decoded in one call.
    apart = np.insert(values, (offsets[1:-1] - offsets[0]), 0).tobytes()
    try:
        text = apart.decode(encoding)
    except UnicodeDecodeError:
        return _decode_each(cells, encoding)
    data = text.encode(UTF8)
    if encoding == GB18030 and _PRIVATE_LEAD in data:
        data = _modern(text, encoding).encode(UTF8)
    return _from_separated(data, cells), []


def _values(cells: pa.Array[Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    _, offsets_buffer, data = cells.buffers()
    count = len(cells) + 1
    offsets = np.frombuffer(offsets_buffer, np.int32, count, cells.offset * 4)
    if data is None:
        return np.empty(0, np.uint8), offsets
    return np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]], offsets


def _from_separated(text: bytes, cells: pa.Array[Any]) -> pa.Array[Any]:
    raw = np.frombuffer(text, np.uint8)
    zeros = np.flatnonzero(raw == 0)
    offsets = np.zeros(len(cells) + 1, np.int32)
    offsets[1:-1] = zeros - np.arange(len(zeros))
    offsets[-1] = len(raw) - len(zeros)
    data = text.replace(b"\0", b"")
    decoded = pa.StringArray.from_buffers(len(cells), pa.py_buffer(offsets), pa.py_buffer(data))
    if cells.null_count == 0:
        return decoded
    return compute.if_else(cells.is_valid(), decoded, pa.scalar(None, pa.string()))


def _decode_each(cells: pa.Array[Any], encoding: str) -> tuple[pa.Array[Any], list[tuple[int, str]]]:
    texts: list[str | None] = []
    damaged: list[tuple[int, str]] = []
    for index, cell in enumerate(cells.to_pylist()):
        if cell is None:
            texts.append(None)
            continue
        text, wrong = decode_cell(cell, encoding)
        texts.append(text)
        if wrong is not None:
            damaged.append((index, wrong))
    return strings(texts), damaged


def _modern(text: str, encoding: str) -> str:
    # Translating is slow, so it is done only when some character of the private use area is there.
    if encoding != GB18030 or not _PRIVATE.search(text):
        return text
    return text.translate(MOVED)


_PRIVATE_LEAD = b"\xee"  # of all of them in UTF-8, and of hardly anything else; found ten times as fast
_PRIVATE = re.compile("[" + "".join(map(chr, sorted(MOVED))) + "]")
