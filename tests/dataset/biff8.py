"""A writer of old workbooks (BIFF8 in a compound file), small enough to write what no program would."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

END, FREE, FAT, LIST = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
BUILT_IN = {"General": 0, "0%": 9, "0.00%": 10, "yyyy-mm-dd": 14, "h:mm:ss": 21, "@": 49}


@dataclass(frozen=True)
class Formula:
    """A formula with its saved result: a number, a text, a truth value, or an error such as `#N/A`."""

    result: float | str | bool


@dataclass(frozen=True)
class Sheet:
    """Rows of cells (None: no cell; a tuple: value and number format), or records written by hand."""

    rows: Sequence[Sequence[object]] = ()
    name: str = "S"
    hidden: bool = False
    kind: int = 0
    raw: bytes | None = None


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text(value: str, *, short: bool = False, wide: bool = False) -> bytes:
    wide = wide or not value.isascii()
    data = value.encode("utf-16-le", "surrogatepass") if wide else value.encode("latin-1")
    count = len(data) // 2 if wide else len(data)
    return struct.pack("<BB" if short else "<HB", count, wide) + data


def begin(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0x0DBB, 0x07CC, 0, 6))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def shared(row: int, column: int, index: int, style: int = 0) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, style, index))


def label(row: int, column: int, value: str) -> bytes:
    return record(0x0204, struct.pack("<HHH", row, column, 0) + text(value))


def rk(row: int, column: int, word: int, style: int = 0) -> bytes:
    return record(0x027E, struct.pack("<HHHI", row, column, style, word))


def rks(row: int, column: int, words: Iterable[int], style: int = 0) -> bytes:
    cells = b"".join(struct.pack("<HI", style, word) for word in words)
    return record(0x00BD, struct.pack("<HH", row, column) + cells + struct.pack("<H", column + len(cells) // 6 - 1))


def stated(row: int, column: int, value: bool | str) -> bytes:
    body = (ERRORS[value], 1) if isinstance(value, str) else (int(value), 0)
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, *body))


def formula(row: int, column: int, result: float | str | bool, style: int = 0) -> bytes:
    behind = b""
    if isinstance(result, bool):
        value = struct.pack("<BBBBHH", 1, 0, result, 0, 0, 0xFFFF)
    elif isinstance(result, str) and result in ERRORS:
        value = struct.pack("<BBBBHH", 2, 0, ERRORS[result], 0, 0, 0xFFFF)
    elif isinstance(result, str):
        value = struct.pack("<BBBBHH", 0 if result else 3, 0, 0, 0, 0, 0xFFFF)
        behind = record(0x0207, text(result)) if result else b""
    else:
        value = struct.pack("<d", result)
    return record(0x0006, struct.pack("<HHH", row, column, style) + value + struct.pack("<HIH", 0, 0, 0)) + behind


def serial(value: dt.date | dt.datetime | dt.time) -> float:
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001 - spreadsheets know no time zones


class _Pool:
    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.formats: dict[str, int] = {"General": 0}

    def style(self, code: str) -> int:
        return self.formats.setdefault(code, len(self.formats))

    def cell(self, row: int, column: int, value: object) -> bytes:
        code = "General"
        if isinstance(value, tuple):
            value, code = value
        elif isinstance(value, dt.time):
            code = "h:mm:ss"
        elif isinstance(value, dt.date):
            code = "yyyy-mm-dd"
        if isinstance(value, bool) or (isinstance(value, str) and value in ERRORS):
            return stated(row, column, value)
        if isinstance(value, str):
            return shared(row, column, self.texts.setdefault(value, len(self.texts)), self.style(code))
        if isinstance(value, Formula):
            return formula(row, column, value.result, self.style(code))
        if isinstance(value, dt.date | dt.time):
            value = serial(value)
        return number(row, column, value, self.style(code))


def stream(*sheets: Sheet, date1904: bool = False, extra: bytes = b"", strings: bytes | None = None) -> bytes:
    """Return the stream of a workbook; `extra` stands behind its first record, `strings` for the shared ones."""
    pool = _Pool()
    bodies = []
    for sheet in sheets:
        cells = (pool.cell(r, c, v) for r, row in enumerate(sheet.rows) for c, v in enumerate(row) if v is not None)
        bodies.append(begin(0x10) + (b"".join(cells) if sheet.raw is None else sheet.raw) + record(0x000A))
    head = begin(5) + extra + record(0x0022, struct.pack("<H", date1904))
    custom = [code for code in pool.formats if code not in BUILT_IN]
    numbers = BUILT_IN | {code: 164 + index for index, code in enumerate(custom)}
    head += b"".join(record(0x041E, struct.pack("<H", numbers[code]) + text(code)) for code in custom)
    head += b"".join(record(0x00E0, struct.pack("<HH", 0, numbers[code]) + bytes(16)) for code in pool.formats)
    tail = (shared_strings(list(pool.texts)) if strings is None else strings) + record(0x000A)
    names = [text(sheet.name, short=True) for sheet in sheets]
    at = len(head) + sum(10 + len(name) for name in names) + len(tail)
    for sheet, name, body in zip(sheets, names, bodies, strict=True):
        head += record(0x0085, struct.pack("<IBB", at, sheet.hidden, sheet.kind) + name)
        at += len(body)
    return head + tail + b"".join(bodies)


def shared_strings(texts: Sequence[str], most: int = 8224) -> bytes:
    """Return SST and CONTINUE records; a text goes on in the next one where `most` bytes are full."""
    bodies = [struct.pack("<II", len(texts), len(texts))]
    for one in texts:
        whole = text(one)
        head, flag, data = whole[:3], whole[2:3], whole[3:]
        if len(bodies[-1]) + 3 > most:
            bodies.append(b"")
        bodies[-1] += head
        while True:
            room = (most - len(bodies[-1])) // 2 * 2
            bodies[-1] += data[:room]
            data = data[room:]
            if not data:
                break
            bodies.append(flag)
    return record(0x00FC, bodies[0]) + b"".join(record(0x003C, body) for body in bodies[1:])


def container(streams: dict[str, bytes], *, small: bool = False) -> bytes:
    """Return a compound file of 512-byte sectors; `small` keeps streams under 4,096 bytes in shared sectors."""
    tiny = {name: data for name, data in streams.items() if small and len(data) < 4096}
    pool = b"".join(data.ljust(-(-len(data) // 64) * 64, b"\0") for data in tiny.values())
    links: list[int] = []
    starts = {}
    for name, data in tiny.items():
        starts[name] = len(links)
        links += [*range(len(links) + 1, len(links) + -(-len(data) // 64)), END]
    large = {name: data.ljust(4096, b"\0") for name, data in streams.items() if name not in tiny}
    chunks = [*large.values(), pool, struct.pack(f"<{len(links)}I", *links)]
    fat: list[int] = []
    firsts = []
    for chunk in chunks:
        count = -(-len(chunk) // 512)
        firsts.append(len(fat) if count else END)
        fat += [*range(len(fat) + 1, len(fat) + count), END] if count else []
    starts |= dict(zip(large, firsts, strict=False))
    entries = [_entry("Root Entry", 5, 1 if streams else FREE, firsts[-2], len(pool))]
    for index, name in enumerate(streams, 1):
        size = len(tiny[name]) if name in tiny else len(large[name])
        entries.append(_entry(name, 2, FREE, starts[name], size, index + 1 if index < len(streams) else FREE))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    chunks.append(directory)
    first, count = len(fat), len(directory) // 512
    fat += [*range(first + 1, first + count), END]
    tables = lists = 0
    while tables * 128 < len(fat) + tables + lists:
        tables += 1
        lists = -(-max(tables - 109, 0) // 127)
    places = list(range(len(fat), len(fat) + tables))
    more_places = len(fat) + tables
    fat += [FAT] * tables + [LIST] * lists
    fat += [FREE] * (tables * 128 - len(fat))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIII", 62, 3, 0xFFFE, 9, 6, 0, tables, first, 0)
    )
    head += struct.pack("<III", 4096, firsts[-1], len(chunks[-2]) // 512 + 1 if links else 0)
    head += struct.pack("<II", more_places if lists else END, lists)
    head += struct.pack("<109I", *(places + [FREE] * 109)[:109])
    tail = struct.pack(f"<{len(fat)}I", *fat)
    for number in range(lists):
        part = places[109 + 127 * number : 236 + 127 * number]
        following = more_places + number + 1 if number + 1 < lists else END
        tail += struct.pack("<128I", *part, *[FREE] * (127 - len(part)), following)
    body = b"".join(chunk.ljust(-(-len(chunk) // 512) * 512, b"\0") for chunk in chunks)
    return head + body + tail


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = FREE) -> bytes:
    data = name.encode("utf-16-le")
    head = data.ljust(64, b"\0") + struct.pack("<HBBIII", len(data) + 2, kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<II4x", start, size)


def workbook(*sheets: Sheet, **options: object) -> bytes:
    """Return a whole file."""
    return container({"Workbook": stream(*sheets, **options)})  # type: ignore[arg-type]
