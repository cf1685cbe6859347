"""Text files built to harm: each function writes one."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

CHUNK = 1 << 20


def repeated(path: Path, begin: bytes, piece: bytes, size: int, end: bytes = b"") -> Path:
    """`begin`, `piece` until about `size` bytes are full, `end`."""
    block = piece * max(1, CHUNK // len(piece))
    with path.open("wb") as file:
        file.write(begin)
        for _ in range(size // len(block)):
            file.write(block)
        file.write(piece * (size % len(block) // len(piece)))
        file.write(end)
    return path


def columns(path: Path, count: int = 1_000_000) -> Path:
    """A header of a million names, and one row as wide."""
    path.write_text(",".join(f"c{i}" for i in range(count)) + "\n" + "1," * (count - 1) + "1\n", encoding="utf-8")
    return path


def commas(path: Path, count: int = 1_000_000) -> Path:
    """A header of two names, and rows of a million empty cells."""
    path.write_text("a,b\n" + ("," * count + "\n") * 5, encoding="utf-8")
    return path


def wide(path: Path) -> Path:
    """A row of a million cells each line, under a header as wide: no end of cells."""
    return repeated(path, b",".join(b"%d" % i for i in range(20_000)) + b"\n", b"1," * 19_999 + b"1\n", 20 << 20)


def quotes(path: Path, rows: int = 1_000_000) -> Path:
    """Rows of one quote: each opens what the next closes."""
    return repeated(path, b"a,b\n", b'"\n', rows * 2)


def quotes_within(path: Path, size: int = 10 << 20) -> Path:
    """Quotes where none may stand."""
    return repeated(path, b"a,b\n", b'x"y,"z"w"\n', size)


def unclosed(path: Path, size: int = 200 << 20) -> Path:
    """A quote that is never closed, in front of 200 MB."""
    return repeated(path, b'a,b\n"', b"1,2345678901234567890123456789\n", size)


def unclosed_late(path: Path, size: int = 40 << 20) -> Path:
    """The quote stands behind 20 MB of good rows."""
    return repeated(path, b"a,b\n" + b"1,2\n" * (size >> 3) + b'3,"', b"1,2\n", size)


def endless(path: Path, size: int = 100 << 20) -> Path:
    """One line."""
    return repeated(path, b"a,b\n", b"x", size)


def endless_header(path: Path, size: int = 100 << 20) -> Path:
    """One line, and it is the first."""
    return repeated(path, b"", b"abcdefgh", size)


def cell(path: Path, megabytes: int, quoted: bool = False) -> Path:
    """A cell of many megabytes."""
    mark = b'"' if quoted else b""
    return repeated(path, b"a,b\n1," + mark, b"\xe9\x95\xbf", megabytes << 20, mark + b"\n2,3\n")


def nul(path: Path) -> Path:
    """A NUL far inside."""
    return repeated(path, b"a,b\n", b"1,2\n", 4 << 20, b"1,\0\n3,4\n")


def nuls(path: Path) -> Path:
    return repeated(path, b"a,b\n", b"\0", 64 << 20)


def returns(path: Path) -> Path:
    """Carriage returns and nothing else between the rows, then blank lines."""
    return repeated(path, b"a,b\r", b"1,2\r", 4 << 20, b"\r\n" * (1 << 20))


def blank(path: Path, size: int = 50 << 20) -> Path:
    """Blank lines, millions of them."""
    return repeated(path, b"a,b\n", b"\n", size)


def spaces(path: Path, size: int = 64 << 20) -> Path:
    """White space before anything."""
    return repeated(path, b"", b" ", size, b"\na,b\n1,2\n")


def titles(path: Path, size: int = 32 << 20) -> Path:
    """A title in every line, never a table."""
    return repeated(path, b"", "说明 一 二\n".encode(), size)


def bad_bytes(path: Path, size: int = 16 << 20) -> Path:
    """Bytes of no encoding."""
    return repeated(path, b"a,b\n", b"\xff\xfe\x80\x81,\xc0\xaf\n", size)


def changing(path: Path, size: int = 8 << 20) -> Path:
    """UTF-8 above, GB18030 below."""
    return repeated(path, b"a,b\n", "长,短\n".encode(), size, "长,短\n".encode("gb18030") * 20_000)


def utf16(path: Path, size: int = 8 << 20) -> Path:
    """UTF-16 with lone halves of pairs."""
    return repeated(path, "\ufeffa,b\n".encode("utf-16-le"), b"\x00\xd8,\x00\x00\xdc\n\x00", size)


def utf7(path: Path) -> Path:
    """What a careless reader would decode into markup."""
    path.write_bytes(b"a,b\n+ADw-script+AD4-,+ACIAPg-\n")
    return path


def marks(path: Path) -> Path:
    """A thousand byte order marks."""
    path.write_bytes(b"\xef\xbb\xbf" * 1000 + b"a,b\n1,2\n")
    return path


def ragged(path: Path) -> Path:
    """Every row of another width."""
    path.write_text("a,b\n" + "".join("," * (i * 7919 % 50) + "\n" for i in range(200_000)), encoding="utf-8")
    return path


def delimiters(path: Path) -> Path:
    """Every delimiter there is in every line."""
    return repeated(path, b"a,b;c\td|e^f~g:h\n", b"1,2;3\t4|5^6~7:8\n", 16 << 20)


def separator(path: Path) -> Path:
    """A line that names an impossible delimiter."""
    path.write_bytes(b'sep="\na,b\n1,2\n')
    return path


def squeezed(path: Path, kind: str, size: int = 1 << 30) -> Path:
    """A gigabyte of rows, squeezed: a stream of gzip or xz may be several, one behind the other."""
    block = b"1,2\n" * (4 << 20)
    one = gzip.compress(block, 9) if kind == "gz" else lzma.compress(block, preset=1)
    path.write_bytes(
        gzip.compress(b"a,b\n") * (kind == "gz") + lzma.compress(b"a,b\n") * (kind != "gz") + one * (size // len(block))
    )
    return path


def squeezed_twice(path: Path, depth: int = 40) -> Path:
    """An archive in an archive, forty deep."""
    data = b"a,b\n1,2\n"
    for _ in range(depth):
        data = gzip.compress(data)
    path.write_bytes(data)
    return path


def lines_of_json(path: Path) -> Path:
    """Lines of JSON nested a hundred thousand deep, then one of 30 MB."""
    path.write_bytes(b'{"a":1}\n' + b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b'}\n{"a":"' + b"x" * (30 << 20) + b'"}\n')
    return path


def keys_of_json(path: Path) -> Path:
    """Lines of JSON, each with names of its own."""
    path.write_text("".join(f'{{"a{i}":1,"b{i}":2}}\n' for i in range(100_000)), encoding="utf-8")
    return path


def short_rows(path: Path) -> Path:
    """A wide header, and a million rows of one cell."""
    return repeated(path, b",".join(b"c%d" % i for i in range(16_000)) + b"\n", b"1\n", 2 << 20)
