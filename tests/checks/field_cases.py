"""Hand-written cases of the Table Schema keywords: (value of the keyword, cell, verdict)."""

from typing import Any

Case = tuple[Any, str, bool]


def _typed(kind: str, right: list[str], wrong: list[str], **options: Any) -> list[Case]:
    field = {"type": kind, **options}
    return [(field, cell, True) for cell in right] + [(field, cell, False) for cell in wrong]


def _ranged(kind: str, bounds: dict[str, str], right: list[str], wrong: list[str], **options: Any) -> list[Case]:
    value = {"field": {"type": kind, **options}, **bounds}
    return [(value, cell, True) for cell in right] + [(value, cell, False) for cell in wrong]


def _listed(kind: str, values: list[str], right: list[str], wrong: list[str], **options: Any) -> list[Case]:
    value = {"field": {"type": kind, **options}, "values": values}
    return [(value, cell, True) for cell in right] + [(value, cell, False) for cell in wrong]


RING = "[[0,0],[0,1],[1,1],[0,0]]"
FIELD_TYPE: list[Case] = [
    *_typed("string", ["x", "　", "\n"], []),
    *_typed("string", ["", "YWJj", "YWI=", "YQ=="], ["YWJ", "YWJj=", "Y W=", "YQ==\n", "===="], format="binary"),
    *_typed(
        "number",
        ["0", "-1.23", "+100000.00", "007", ".5", "5.", "1e5", "1E-5", "NaN", "INF", "-inf", "12678967.543233"],
        ["", ".", "-", "1,5", "1 000", " 1", "1_0", "１", "+INF", "Infinity", "1e", "e5", "1e1234567", "--1", "0x1"],
    ),
    *_typed(
        "number",
        ["1.234.567,5", "1234,5", "1.2,", "-,5"],
        ["1..2", ".1,5", "1,5.0", "1.", "1.5,5,5", "1.2.e5"],
        decimalChar=",",
        groupChar=".",
    ),
    *_typed("number", ["95%", "€95", "EUR 95.5", "-5 kg", "€-5", "x.5", "5.x"], ["", "kg", "5 5", "5x5"], bareNumber=False),
    *_typed("integer", ["0", "-5", "+5", "007", "9" * 60], ["1.0", "1e5", "", "-", "1 ", "１", "1,000", "NaN", "INF"]),
    *_typed("integer", ["1,000", "1000", "1,0,0"], ["1,", ",1", "1,,0", "1.0"], groupChar=","),
    *_typed("integer", ["5%", "n° 12"], ["1.5", "x"], bareNumber=False),
    *_typed("boolean", ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"], ["tRUE", "yes", "01", " 1", "-"]),
    *_typed("boolean", ["oui", "non"], ["true", "1", "Oui"], trueValues=["oui"], falseValues=["non"]),
    *_typed("object", ["{}", ' {"a": [1, null]} '], ["[]", "{", "{a:1}", "1", '{"a": NaN}', "null", "[" * 2000]),
    *_typed("array", ["[]", "[1, [2]]", "[" * 64 + "]" * 64], ["{}", "[1,]", "[Infinity]", "x", "[" * 65 + "]" * 65]),
    *_typed("list", ["a,b", "a", ",", ""], []),
    *_typed("list", ["1", "1;-2;3"], ["1;", ";1", "1,2", "1;x"], delimiter=";", itemType="integer"),
    *_typed("list", ["2024-02-29,2024-03-01"], ["2024-02-29,2023-02-29", "2024-02-29, 2024-03-01"], itemType="date"),
    *_typed("list", ["true,0"], ["true,2"], itemType="boolean"),
    *_typed(
        "date", ["2024-02-29", "0001-01-01"], ["2023-02-29", "2024-1-1", "0000-01-01", "2024-01-01T00:00:00", "20240101"]
    ),
    *_typed(
        "date",
        ["2018/06/04", "2018/6/4", "2018/6/ 4", "2018/12/31"],
        ["2018-06-04", "2018/06/31", "2018/06/04 ", "18/06/04", "２018/06/04", "2018/00/04", "2018/13/1"],
        format="%Y/%m/%d",
    ),
    *_typed("date", ["4 jun 2018", "04  JUN 2018"], ["4 juin 2018", "31 jun 2018"], format="%d %b %Y"),
    *_typed("date", ["June 04, 2018", "JUNE 4, 2018"], ["Jun 04, 2018"], format="%B %d, %Y"),
    *_typed("date", ["2018-155", "2020-366"], ["2018-366", "2018-0", "2018-367"], format="%Y-%j"),
    *_typed("date", ["31.12.68", "1.1.69"], ["31.12.1968", "31.06.68"], format="%d.%m.%y"),
    *_typed("date", ["2018年06月04日"], ["2018年6月31日", "2018-06-04"], format="%Y年%m月%d日"),
    *_typed("date", ["2024111", "20240229", "202413"], ["20230229", "202400"], format="%Y%m%d"),
    *_typed("date", ["Mon 04%2018"], ["Mo 04%2018", "Mon 04 2018"], format="%a %m%%%Y"),
    *_typed("date", ["2018-06-04", "04/06/2018", "June 4, 2018", "20180604"], ["soon", "2018-06-31", "4"], format="any"),
    *_typed("date", ["2018MM04"], ["20180604"], format="%YMM%d"),
    *_typed("time", ["15:00:00", "23:59:59"], ["15:00", "24:00:00", "15:00:00Z", "15:00:60", "3:00:00", "15:00:00.5"]),
    *_typed("time", ["15:00:00", "15:00:00.5Z", "15:00:00+14:00"], ["15:00", "15:00:00+15:00"], format="iso8601"),
    *_typed("time", ["3:05 pm", "12:00 AM"], ["13:00 pm", "15:00", "3:05"], format="%I:%M %p"),
    *_typed("time", ["15:00:00.123456", "1:2:3.5"], ["15:00:00", "15:00:00.1234567"], format="%H:%M:%S.%f"),
    *_typed("time", ["15:00+0200", "15:00-02:30", "15:00Z"], ["15:00+02", "15:00 Z", "15:00z"], format="%H:%M%z"),
    *_typed("time", ["15:00 UTC", "15:00 gmt"], ["15:00 CET", "15:00"], format="%H:%M %Z"),
    *_typed("time", ["15:00", "15:00:00", "3:00 PM"], ["25:00", "3 PM"], format="any"),
    *_typed(
        "datetime",
        ["2024-01-26T15:00:00", "2024-01-26T15:00:00.300-05:00", "2024-01-26T24:00:00", "2024-01-26T15:00:00.123456789Z"],
        ["2024-01-26 15:00:00", "2024-01-26", "2024-02-30T15:00:00", "2024-01-26T24:00:01", "2024-01-26T15:00:00+0500"],
    ),
    *_typed("datetime", ["12/11/2018 09:15:32"], ["12/13/2018 09:15:32", "12/11/2018"], format="%d/%m/%Y %H:%M:%S"),
    *_typed("datetime", ["2018-06-04 15:00", "04/06/2018 3:00 PM", "2018-06-04"], ["x", "2018-06-31 15:00"], format="any"),
    *_typed(
        "year",
        ["2024", "0044", "-0044", "12024", "2024Z", "2024+02:00"],
        ["24", "0000", "+2024", "２０２４", "02024", " 202"],
    ),
    *_typed("yearmonth", ["2024-01", "-0044-12", "2024-06Z"], ["2024-13", "2024-1", "2024", "0000-01", "2024-00"]),
    *_typed(
        "duration",
        ["P1Y", "P1Y2M3DT4H5M6.5S", "-P1D", "PT0S", "P0D"],
        ["P", "PT", "P1DT", "1Y", "P1S", "P1.5D", "P1W", "P-1D", "p1y", "PT1D", "P1D2Y"],
    ),
    *_typed(
        "geopoint",
        ["90.50, 45.50", "90.50,45.50", "-180,+90", "1e1,0"],
        ["181,0", "0,91", "90.5", "1,2,3", "NaN,0", "1,  2", "1;2"],
    ),
    *_typed(
        "geopoint",
        ["[7.48710500,48.345345]", " [ 1e1 , 0 ] ", "[180,-90]"],
        ["[1]", "[1,2,3]", '["1","2"]', "[180.00000000000000000001,0]", "[01,2]", "1,2", "[.5,1]", "[0,-91]"],
        format="array",
    ),
    *_typed(
        "geopoint",
        ['{"lon": 90.50, "lat": 45.50}', '{"lat":0,"lon":-180}'],
        ['{"lon": 1}', '{"lon": "1", "lat": 1}', '{"lon": 1, "lat": 1, "alt": 0}', '{"lon": 1, "lat": true}', "[1,2]"],
        format="object",
    ),
    *_typed(
        "geojson",
        [
            '{"type":"Point","coordinates":[1,2]}',
            '{"type":"LineString","coordinates":[[1,2],[3,4]]}',
            f'{{"type":"Polygon","coordinates":[{RING}]}}',
            f'{{"type":"MultiPolygon","coordinates":[[{RING}]]}}',
            '{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}',
            '{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[1,2,3]]}]}',
            '{"type":"Feature","geometry":null,"properties":null}',
            '{"type":"FeatureCollection","features":[]}',
        ],
        [
            '{"type":"Point","coordinates":[1]}',
            '{"type":"Point","coordinates":["1","2"]}',
            '{"type":"LineString","coordinates":[[1,2]]}',
            '{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,2]]]}',
            '{"type":"Circle","coordinates":[1,2]}',
            '{"type":"Feature","geometry":null}',
            '{"type":"Feature","geometry":null,"properties":null,"id":true}',
            '{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]}]}',
            '{"coordinates":[1,2]}',
            "[]",
            "{",
        ],
    ),
    *_typed(
        "geojson",
        [
            '{"type":"Topology","arcs":[],"objects":{}}',
            '{"type":"Topology","arcs":[[[0,0],[1,1]]],"objects":{"a":{"type":"LineString","arcs":[0]},"b":{"type":null}}}',
            '{"type":"Topology","arcs":[],"objects":{"a":{"type":"Point","coordinates":[0,0]}}}',
        ],
        [
            '{"type":"Point","coordinates":[1,2]}',
            '{"type":"Topology","arcs":[]}',
            '{"type":"Topology","arcs":[],"objects":{"a":{"type":"LineString","arcs":[0.5]}}}',
            '{"type":"Topology","arcs":[],"objects":{"a":{}}}',
            '{"type":"Topology","arcs":[[0,0]],"objects":{}}',
        ],
        format="topojson",
    ),
]
FIELD_RANGE: list[Case] = [
    *_ranged("number", {"minimum": "0"}, ["0", "0.0", "-0", "1e-9", "INF", "x"], ["-0.000001", "-1e-30", "NaN", "-INF"]),
    *_ranged("number", {"maximum": "0.1"}, ["0.1", "0.10000000000000000"], ["0.10000000000000000000001", "1e400", "INF"]),
    *_ranged("number", {"exclusiveMinimum": "1", "exclusiveMaximum": "2"}, ["1.5", "1.00000000000000000001"], ["1", "2.0"]),
    *_ranged("number", {"minimum": "1000.5"}, ["1.000,50", "1.001,0"], ["1000,49", "999"], decimalChar=",", groupChar="."),
    *_ranged("integer", {"maximum": "9007199254740993"}, ["9007199254740993", "-5"], ["9007199254740994"]),
    *_ranged("integer", {"minimum": "10"}, ["10%", "€ 11"], ["9%"], bareNumber=False),
    *_ranged("date", {"minimum": "2024-01-01"}, ["2024-01-01", "2024-02-30"], ["2023-12-31"]),
    *_ranged("date", {"maximum": "31/12/2024"}, ["1/1/2024"], ["01/01/2025"], format="%d/%m/%Y"),
    *_ranged("time", {"exclusiveMaximum": "12:00:00"}, ["11:59:59"], ["12:00:00"]),
    *_ranged(
        "datetime",
        {"minimum": "2024-01-01T00:00:00Z"},
        ["2024-01-01T00:00:00", "2023-12-31T23:00:00-02:00"],
        ["2024-01-01T00:00:00+01:00"],
    ),
    *_ranged("year", {"minimum": "-0044"}, ["2024", "-0043"], ["-0045"]),
    *_ranged("yearmonth", {"maximum": "2024-06"}, ["2024-06", "2023-12"], ["2024-07"]),
    *_ranged("duration", {"minimum": "P1M"}, ["P32D", "P1M", "P1Y", "x"], ["P27D", "P31D", "-P1Y"]),
    *_ranged("duration", {"maximum": "PT36H"}, ["P1D", "PT36H", "P1DT12H"], ["P2D", "PT36H0.001S"]),
]
FIELD_ENUM: list[Case] = [
    *_listed("number", ["1", "2.50"], ["1.0", "+1", "2.5", "25e-1", "0.1e1", "x"], ["1.01", "25", "NaN"]),
    *_listed("number", ["1e50", "NaN", "-INF"], ["1" + "0" * 50, "nan", "-inf"], ["1" + "0" * 49, "INF"]),
    *_listed("number", ["1000.5"], ["1 000,5", "1000,50"], ["1000"], decimalChar=",", groupChar=" "),
    *_listed("integer", ["7"], ["7", "007", "+7"], ["8", "-7"]),
    *_listed("boolean", ["true"], ["oui", "x"], ["non"], trueValues=["oui"], falseValues=["non"]),
    *_listed("date", ["4/6/2018"], ["04/06/2018"], ["05/06/2018"], format="%d/%m/%Y"),
    *_listed(
        "datetime", ["2024-01-01T00:00:00Z"], ["2024-01-01T00:00:00", "2024-01-01T01:00:00+01:00"], ["2024-01-01T01:00:00"]
    ),
    *_listed("year", ["2024"], ["2024", "2024Z"], ["2025"]),
    *_listed("yearmonth", ["2024-01"], ["2024-01"], ["2024-02"]),
    *_listed("duration", ["P1Y"], ["P12M", "x"], ["P365D"]),
    *_listed("geopoint", ["1.0, 2"], ["1,2.00"], ["2,1"]),
    *_listed("geopoint", ["[1,2]"], ["[1.0, 2]"], ["[1,3]"], format="array"),
    *_listed("list", ["1,2"], ["01,2"], ["1", "2,1"], itemType="integer"),
    *_listed("array", ['[1,"a"]'], ['[1.0, "a"]'], ['["1","a"]', "[true]"]),
    *_listed("object", ['{"a":1,"b":2}'], ['{"b":2.0,"a":1}', "[]"], ['{"a":true,"b":2}']),
    *_listed("string", ["YWJj"], ["YWJj", "?"], ["YWI="], format="binary"),
]
FIELD_LENGTH: list[Case] = [
    ({"field": {"type": "array"}, "minimum": 1}, "[1]", True),
    ({"field": {"type": "array"}, "minimum": 1}, "[]", False),
    ({"field": {"type": "array"}, "minimum": 1}, "x", True),
    ({"field": {"type": "object"}, "maximum": 1}, '{"a":1}', True),
    ({"field": {"type": "object"}, "maximum": 1}, '{"a":1,"b":2}', False),
    ({"field": {"type": "list", "delimiter": "|"}, "minimum": 2, "maximum": 3}, "a|b", True),
    ({"field": {"type": "list", "delimiter": "|"}, "minimum": 2, "maximum": 3}, "a", False),
    ({"field": {"type": "list", "delimiter": "|"}, "minimum": 2, "maximum": 3}, "a|b|c|d", False),
    ({"field": {"type": "list", "itemType": "integer"}, "maximum": 1}, "1,x", True),
]


def _matched(pattern: str, right: list[str], wrong: list[str]) -> list[Case]:
    return [(pattern, cell, True) for cell in right] + [(pattern, cell, False) for cell in wrong]


XSD_PATTERN: list[Case] = [
    *_matched("^a.*$", ["a", "abc"], ["ba", "", "a\n", "ab\rc"]),
    *_matched("[0-9]{3}", ["123"], ["1234", "x123", "123\n", "１２３"]),
    *_matched(r"\d{3}", ["123", "１２３"], ["12a", "1234", "²²²"]),
    *_matched(r"^([013-9]\d|2[AB1-9])\d{3}$", ["75001", "2A004"], ["20000", "7500", "75001 ", "-"]),
    *_matched(
        r"(?:(?:^|,)(^[A-Z]{2}[A-Z0-9]{4,33}$|Non concerné))+$", ["FRA68P68021001", "Non concerné"], ["ES*ZUN", "fra68p"]
    ),
    *_matched(r"(.*?)((\d{1,2}:\d{2})-(\d{1,2}:\d{2})|24/7)", ["24/7", "Mo-Fr 08:00-12:00"], ["24/7 x", "8-12"]),
    *_matched("a|b", ["a", "b"], ["ab", "ax", "xb"]),
    *_matched(r"\w+", ["été_1", "字"], ["a b", "a-b", ""]),
    *_matched(r"[\w.-]+@\w+", ["a.b-c@d"], ["a b@c", "@c"]),
    *_matched(r"\W", ["-", " "], ["_", "a", "字"]),
    *_matched(r"[\Wa]+", ["a-", "."], ["_", "b"]),
    *_matched(r"a\sb", ["a b", "a\tb"], ["a\u00a0b", "a\u3000b", "ab"]),
    *_matched(r"[^\s]+", ["ab", "a\u00a0"], ["a b"]),
    *_matched(r"\S+", ["ab"], ["a b"]),
    *_matched(r"\p{Lu}\P{Nd}", ["Éa", "A-"], ["aa", "A1"]),
    *_matched(r"[^\d]", ["a"], ["1", "１"]),
    *_matched(r"\D", ["a"], ["1", "１"]),
    *_matched(r"[]a]+", ["]a"], ["b"]),
    *_matched(r"[^]a]", ["b"], ["]", "a"]),
    *_matched(r"[[a]", ["[", "a"], ["b"]),
    *_matched(r"a{2,}", ["aa", "aaaa"], ["a"]),
    *_matched(r"é\/\-", ["é/-"], ["é"]),
    *_matched("\\u00e9\\x41", ["éA"], ["eA"]),
    *_matched("(?i)oui|non", ["OUI", "Non"], ["ouinon"]),
    *_matched("(?P<x>a)(?<y>b)", ["ab"], ["a"]),
    *_matched(r"\bab\b", ["ab"], ["abc"]),
]
FIELD_CASES: dict[str, list[Case]] = {
    "fieldType": FIELD_TYPE,
    "fieldRange": FIELD_RANGE,
    "fieldEnum": FIELD_ENUM,
    "fieldLength": FIELD_LENGTH,
    "xsdPattern": XSD_PATTERN,
}
