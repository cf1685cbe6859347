"""Text files: the shapes CSV takes, the ways one is polluted, the encodings."""

from __future__ import annotations

from fixture_files import HEADER, RECORDS, Fixture, byte_file, csv_text, text_file

PLAIN = csv_text([HEADER, *RECORDS])
_FREE: dict[str, int | None] = {"STR101": None}  # tables of other columns are only read here


def _shape(name: str, text: str, header: list[str], rows: list[list[str]]) -> Fixture:
    return Fixture(f"spectrum-{name}.csv", text_file(text), header=header, rows=rows, options={"read_only": True})


SPECTRUM = [
    _shape("comma-in-quotes", 'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123\n',
           ["first", "last", "address", "city", "zip"], [["John", "Doe", "120 any st.", "Anytown, WW", "08123"]]),
    _shape("empty", 'a,b,c\n1,"",""\n2,3,4\n', ["a", "b", "c"], [["1", "", ""], ["2", "3", "4"]]),
    _shape("empty-crlf", 'a,b,c\r\n1,"",""\r\n2,3,4\r\n', ["a", "b", "c"], [["1", "", ""], ["2", "3", "4"]]),
    _shape("escaped-quotes", 'a,b\n1,"ha ""ha"" ha"\n3,4\n', ["a", "b"], [["1", 'ha "ha" ha'], ["3", "4"]]),
    _shape("json", 'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n', ["key", "val"],
           [["1", '{"type": "Point", "coordinates": [102.0, 0.5]}']]),
    _shape("location-coordinates", 'lat,lon,name\n"31.2304","121.4737","某市, 某区"\n', ["lat", "lon", "name"],
           [["31.2304", "121.4737", "某市, 某区"]]),
    _shape("newlines", 'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n', ["a", "b", "c"],
           [["1", "2", "3"], ["Once upon \na time", "5", "6"], ["7", "8", "9"]]),
    _shape("newlines-crlf", 'a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9\r\n', ["a", "b", "c"],
           [["1", "2", "3"], ["Once upon \r\na time", "5", "6"], ["7", "8", "9"]]),
    _shape("quotes-and-newlines", 'a,b\n1,"ha \n""ha"" \nha"\n3,4\n', ["a", "b"], [["1", 'ha \n"ha" \nha'], ["3", "4"]]),
    _shape("simple", "a,b,c\n1,2,3\n", ["a", "b", "c"], [["1", "2", "3"]]),
    _shape("simple-crlf", "a,b,c\r\n1,2,3\r\n", ["a", "b", "c"], [["1", "2", "3"]]),
    _shape("utf8", "a,b,c\n1,2,3\n4,5,ʤ\n", ["a", "b", "c"], [["1", "2", "3"], ["4", "5", "ʤ"]]),
]  # fmt: skip


def _lines(*, change: dict[int, str]) -> str:
    """Return the plain file with some of its lines (0 = header) written otherwise."""
    lines = PLAIN.splitlines()
    for i, line in change.items():
        lines[i] = line
    return "\n".join(lines) + "\n"


def _row(i: int) -> list[str]:
    return list(RECORDS[i])


def _but(index: int, row: list[str]) -> list[list[str]]:
    rows = [list(each) for each in RECORDS]
    rows[index] = row
    return rows


_SHORT = ",".join(_row(4)[:6])
_LONG = ",".join([*_row(4), "多", "余"])
_QUOTED = [[f'"{cell}"' for cell in row] for row in RECORDS]

POLLUTED = [
    Fixture("polluted-no-payload.csv", text_file(""), rows=None, refused="文件是空的"),
    Fixture("polluted-header-only.csv", text_file(",".join(HEADER) + "\n"), rows=[]),
    Fixture("polluted-blank-lines-only.csv", text_file("\n\n\n"), rows=None, refused="文件是空的"),
    Fixture("polluted-no-trailing-newline.csv", text_file(PLAIN.rstrip("\n"))),
    Fixture("polluted-double-trailing-newline.csv", text_file(PLAIN + "\n")),
    Fixture("polluted-no-header.csv", text_file(csv_text(RECORDS)), options={"header_rows": 0}),
    Fixture("polluted-one-column-less.csv", text_file(_lines(change={5: _SHORT})), found={"STR201": 1},
            rows=_but(4, [*_row(4)[:6], "", ""])),
    Fixture("polluted-two-columns-more.csv", text_file(_lines(change={5: _LONG})), found={"STR201": 1}),
    Fixture("polluted-trailing-delimiter.csv", text_file("".join(f"{line},\n" for line in PLAIN.splitlines())),
            found={"STR105": None}, header=[*HEADER, ""], rows=[[*row, ""] for row in RECORDS]),
    Fixture("polluted-trailing-delimiter-data-only.csv",
            text_file("\n".join([PLAIN.splitlines()[0], *[f"{line}," for line in PLAIN.splitlines()[1:]]]) + "\n")),
    Fixture("polluted-all-quoted.csv", text_file(csv_text([HEADER, *RECORDS], quote_all=True))),
    Fixture("polluted-row-in-one-quote.csv", text_file(_lines(change={5: '"' + ",".join(_row(4)) + '"'})),
            found={"STR201": 1}, rows=_but(4, [",".join(_row(4)), *[""] * 7])),
    Fixture("polluted-stray-quote.csv", text_file(_lines(change={5: ",".join([_row(4)[0], *_row(4)[1:7], '他说"好"'])})),
            rows=_but(4, [*_row(4)[:7], '他说"好"'])),
    Fixture("polluted-text-behind-quote.csv", text_file(_lines(change={5: ",".join([f'"{_row(4)[0]}"x', *_row(4)[1:]])})),
            rows=_but(4, [f'"{_row(4)[0]}"x', *_row(4)[1:]])),
    Fixture("polluted-unclosed-quote.csv", text_file(_lines(change={2: '"' + ",".join(_row(1))})), found={"STR203": 1},
            rows=_but(1, ['"' + _row(1)[0], *_row(1)[1:]])),
    Fixture("polluted-crlf.csv", text_file(PLAIN.replace("\n", "\r\n"))),
    Fixture("polluted-cr.csv", text_file(PLAIN.replace("\n", "\r"))),
    Fixture("polluted-mixed-ends.csv", text_file("".join(line + ("\r\n" if i % 2 else "\n")
            for i, line in enumerate(PLAIN.splitlines())))),
    Fixture("polluted-one-row-crlf.csv", text_file(PLAIN.replace("\n", "\r\n", 3).replace("\r\n", "\n", 2))),
    *[Fixture(f"polluted-delimiter-{name}.csv", text_file(csv_text([HEADER, *RECORDS], delimiter=delimiter)))
      for name, delimiter in (("semicolon", ";"), ("tab", "\t"), ("pipe", "|"))],
    *[Fixture(f"polluted-delimiter-{name}.csv", text_file(csv_text([HEADER, *RECORDS], delimiter=delimiter)),
              found={"STR302": None})
      for name, delimiter in (("full-width-comma", "，"), ("caret", "^"), ("tilde", "~"))],
    Fixture("polluted-sep-line.csv", text_file("sep=;\n" + csv_text([HEADER, *RECORDS], delimiter=";")),
            found={"STR302": None}),
    Fixture("polluted-sep-line-comma.csv", text_file("sep=,\n" + PLAIN), found={"STR302": None}),
    Fixture("polluted-quote-apostrophe.csv",
            text_file("\n".join(",".join(f"'{cell}'" for cell in row) for row in [HEADER, *_but(2, ["某,市", *_row(2)[1:]])]) + "\n"),
            found={"STR302": None}, rows=_but(2, ["某,市", *_row(2)[1:]])),
    Fixture("polluted-backslash-escape.csv",
            text_file(PLAIN.replace("无误", '"说\\"好\\", 行"')),
            found={"STR302": None}, rows=[['说"好", 行' if cell == "无误" else cell for cell in row] for row in RECORDS]),
    Fixture("polluted-one-row-semicolons.csv", text_file(_lines(change={5: ";".join(_row(4))})), found={"STR201": 1},
            rows=_but(4, [";".join(_row(4)), *[""] * 7])),
    Fixture("polluted-one-row-tabs.csv", text_file(_lines(change={5: "\t".join(_row(4))})), found={"STR201": 1},
            rows=_but(4, ["\t".join(_row(4)), *[""] * 7])),
    Fixture("polluted-blank-line-inside.csv", text_file(PLAIN.replace("\n", "\n\n", 5).replace("\n\n", "\n", 4)),
            found={"STR204": 1}),
    Fixture("polluted-spaces-after-delimiters.csv",
            text_file("\n".join(line.replace(",", ", ") for line in PLAIN.splitlines()) + "\n"),
            header=[HEADER[0], *[f" {label}" for label in HEADER[1:]]],
            rows=[[row[0], *[f" {cell}" for cell in row[1:]]] for row in RECORDS],
            found={"STR106": None, "TYP905": 12}),
]  # fmt: skip

_GB = {"STR301": None}
_BIG5 = [
    ["登記機關", "名稱", "說明"],
    *[[f"臺北市政府第{i}號", "測試有限公司", "本項資料為測試之用，內容純屬虛構，請勿引用"] for i in range(6)],
]
_JAPANESE = [
    ["団体名", "所在地", "備考"],
    *[[f"テスト市役所第{i}課", "東京都テスト区", "このデータは試験のためのものです"] for i in range(6)],
]
_FRENCH = [
    ["code", "nom", "adresse"],
    *[[f"{i}", "Société générale d'électricité", "Château-d'Œx, à côté de l'église"] for i in range(6)],
]


def _read(name: str, rows: list[list[str]], encoding: str) -> Fixture:
    return Fixture(name, text_file(csv_text(rows), encoding), header=rows[0], rows=rows[1:], options={"read_only": True})


_BAD = PLAIN.encode().replace("无误".encode(), "无".encode() + b"\xff", 1)
_MIXED = PLAIN.encode() + csv_text(RECORDS[:2]).encode("gb18030")

ENCODED = [
    Fixture("encoded-utf8.csv", text_file(PLAIN)),
    Fixture("encoded-utf8-bom.csv", text_file(PLAIN, "utf-8-sig")),
    Fixture("encoded-gb18030.csv", text_file(PLAIN, "gb18030"), found=_GB),
    Fixture("encoded-gbk.csv", text_file(PLAIN, "gbk"), found=_GB),
    Fixture("encoded-gb2312.csv", text_file(PLAIN, "gb2312"), found=_GB),
    Fixture("encoded-gb18030-bom.csv", byte_file(b"\x84\x31\x95\x33" + PLAIN.encode("gb18030")), found=_GB),
    Fixture("encoded-gb18030-four-bytes.csv", text_file(PLAIN.replace("无误", "\U00020bb7 𠮷氏"), "gb18030"), found=_GB,
            rows=[["\U00020bb7 𠮷氏" if cell == "无误" else cell for cell in row] for row in RECORDS]),
    Fixture("encoded-gb18030-2022.csv", byte_file(PLAIN.encode("gb18030").replace("无误".encode("gb18030"), b"\xa6\xd9\xfe\x59")),
            found=_GB, rows=[["\ufe10\u9fb4" if cell == "无误" else cell for cell in row] for row in RECORDS]),
    *[Fixture(f"encoded-{name}.csv", byte_file(mark + PLAIN.encode(codec)), found=_GB)
      for name, mark, codec in (("utf16le", b"\xff\xfe", "utf-16-le"), ("utf16be", b"\xfe\xff", "utf-16-be"),
                                ("utf32le", b"\xff\xfe\0\0", "utf-32-le"), ("utf16le-no-bom", b"", "utf-16-le"),
                                ("utf16be-no-bom", b"", "utf-16-be"))],
    _read("encoded-big5.csv", _BIG5, "big5"),
    _read("encoded-shift-jis.csv", _JAPANESE, "shift_jis"),
    _read("encoded-latin.csv", _FRENCH, "cp1252"),
    _read("encoded-french-utf8.csv", _FRENCH, "utf-8"),
    Fixture("encoded-one-bad-byte.csv", byte_file(_BAD), found={"STR202": 1},
            rows=[["无\ufffd" if i == 0 and cell == "无误" else cell for cell in row] for i, row in enumerate(RECORDS)]),
    Fixture("encoded-mixed.csv", byte_file(_MIXED), rows=None, found={"STR202": None}),
    Fixture("encoded-asked-for.csv", text_file(PLAIN, "gb18030"), found=_GB, options={"encoding": "gb18030"}),
    Fixture("encoded-nul-bytes.csv", byte_file(PLAIN.encode().replace("无误".encode(), b"a\0b")), rows=None, refused="空字节"),
]  # fmt: skip

FIXTURES = [*SPECTRUM, *POLLUTED, *ENCODED]
