"""Hand-written cases of every keyword: (value of the keyword, cell or row, verdict)."""

from typing import Any

from field_cases import FIELD_CASES
from number_cases import NUMBER_CASES

LISTS: dict[str, Any] = {
    "place": {
        "title": {"zh": "地区", "en": "place"},
        "edition": "1",
        "known_until": "2025-12-31",
        "open": False,
        "columns": ["code", "name", "parent", "valid_from", "valid_to", "replaced_by"],
        "rows": [
            ["110000", "省", None, None, None, None],
            ["110101", "区", "110000", None, None, None],
            ["110103", "旧区", "110000", None, "2010", "110101"],
            ["132201", "甲市", "110000", None, "1983", None],
            ["132201", "乙市", "110000", "1986-05-01", "1993-07-01", None],
        ],
    },
    "open": {
        "title": {"zh": "名单", "en": "list"},
        "edition": "1",
        "known_until": None,
        "open": True,
        "columns": ["code", "name"],
        "rows": [["1", "一"]],
    },
}
AS_OF = "2024-06-30"

USCC = {
    "method": "weighted-sum",
    "alphabet": "0123456789ABCDEFGHJKLMNPQRTUWXY",
    "weights": [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28],
    "modulus": 31,
    "map": "0YXWUTRQPNMLKJHGFEDCBA987654321",
}
ORGANISATION = {
    "method": "weighted-sum",
    "alphabet": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "weights": [3, 7, 9, 10, 5, 8, 4, 2],
    "modulus": 11,
    "map": "0X987654321",
    "ignore": "-",
}
VIN = {
    "method": "weighted-sum",
    "values": dict(
        zip(
            "0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9],
            strict=True,
        )
    ),
    "weights": [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2],
    "modulus": 11,
    "map": "0123456789X",
    "position": 9,
}
ISO = {"method": "iso7064", "variant": "11-2"}

CELL_CASES: dict[str, list[tuple[Any, str, bool]]] = {
    "pattern": [
        ("^(?:[0-9]{6})$", "110101", True),
        ("^(?:[0-9]{6})$", "１１０１０１", False),
        ("^(?:[0-9]{6})$", "110101\n", False),
        ("^(?:a.c)$", "a\rc", False),
        ("^(?:a.c)$", "a中c", True),
        ("^(?:[.])$", "x", False),
        ("^(?:甲|乙)$", "乙", True),
    ],
    "format": [
        ("date", "2024-02-29", True),
        ("date", "2024-02-30", False),
        ("date", "2023-02-29", False),
        ("date", "2024-1-1", False),
        ("date", " 2024-01-01", False),
        ("date", "0000-01-01", False),
        ("date", "0001-01-01", True),
        ("date", "1900-02-29", False),
        ("date", "2000-02-29", True),
        ("date", "２０２４-01-01", False),
        ("date", "2024-04-31", False),
    ],
    "dateForms": [
        (["YYYY-MM-DD", "YYYY/MM/DD"], "2024/05/06", True),
        (["YYYY-MM-DD", "YYYY/MM/DD"], "2024.05.06", False),
        (["YYYY年MM月DD日"], "2024年05月06日", True),
        (["YYYY年MM月DD日"], "2024年13月06日", False),
        (["YYYYMMDDhhmmss"], "20240506235959", True),
        (["YYYYMMDDhhmmss"], "20240506240000", False),
        (["YYMMDD"], "620927", True),
        (["YYMMDD"], "621327", False),
        (["YYYYMM"], "202412", True),
    ],
    "dateNotAfter": [
        ({"forms": ["YYYYMMDD"], "asOf": True}, "20240630", True),
        ({"forms": ["YYYYMMDD"], "asOf": True}, "20240701", False),
        ({"forms": ["YYYYMMDD"], "asOf": True}, "20241301", True),
    ],
    "decimal": [
        (True, "-0.50", True),
        (True, "007", False),
        (True, "1e5", False),
        (True, "1,000", False),
        (True, "", False),
    ],
    "decimalDigits": [
        ({"total": 4, "fraction": 2}, "12.34", True),
        ({"total": 4, "fraction": 2}, "123.45", False),
        ({"fraction": 2}, "0.125", False),
        ({"total": 3}, "-0.125", True),
        ({"total": 1}, "abc", True),
    ],
    "decimalRange": [
        ({"minimum": "0"}, "-0.000001", False),
        ({"minimum": "0.1"}, "0.1", True),
        ({"maximum": "9007199254740993"}, "9007199254740994", False),
        ({"maximum": "1"}, "x", True),
    ],
    "minLength": [(2, "中", False), (2, "中文", True)],
    "maxLength": [(2, "中文", True), (2, "中文字", False), (1, "\U0001f600", True)],
    "byteLength": [
        ({"maximum": 4, "unit": "gbk"}, "中文", True),
        ({"maximum": 4, "unit": "gbk"}, "中文a", False),
        ({"maximum": 6, "unit": "utf8"}, "中文", True),
        ({"maximum": 6, "unit": "utf8"}, "中文a", False),
    ],
    "enum": [(["1", "2"], "1", True), (["1", "2"], "01", False), ([1, "2"], "1", False)],
    "const": [("甲", "甲", True), ("甲", "乙", False)],
    "codeList": [
        ({"list": "place"}, "110103", True),
        ({"list": "place"}, "999999", False),
        ({"list": "place", "at": "asOf"}, "110103", False),
        ({"list": "place", "at": "asOf"}, "110101", True),
        ({"list": "place", "at": "asOf"}, "999999", True),
        ({"list": "place", "leafOnly": True}, "110000", False),
        ({"list": "place", "leafOnly": True}, "110101", True),
        ({"list": "open"}, "2", True),
        ({"list": "open", "strict": True}, "2", False),
    ],
    "codeListSince": [
        ({"list": "place", "code": {"start": 0, "end": 6}, "year": {"start": 6, "end": 10}}, "1101031910", True),
        ({"list": "place", "code": {"start": 0, "end": 6}, "year": {"start": 6, "end": 10}}, "1101032010", True),
        ({"list": "place", "code": {"start": 0, "end": 6}, "year": {"start": 6, "end": 10}}, "1101032011", False),
        ({"list": "place", "code": {"start": 0, "end": 6}, "year": {"start": 6, "end": 10}}, "1322011994", False),
        ({"list": "place", "code": {"start": 0, "end": 6}, "year": {"start": 6, "end": 10}}, "9999991994", True),
        ({"list": "place", "code": {"start": 0, "end": 6}, "year": {"start": 6, "end": 8}}, "13220194", False),
        ({"list": "place", "code": {"start": 0, "end": 6}, "year": {"start": 6, "end": 10}}, "110103", True),
    ],
    "checkDigit": [
        (USCC, "91350100M000100Y43", True),
        (USCC, "92141127MA0KD1Y64A", True),
        (USCC, "111111111111111111", False),
        (USCC, "91350100M000100Y4", True),
        (USCC, "91350100I000100Y43", True),
        (ORGANISATION, "D2143569-X", True),
        (ORGANISATION, "D2143569X", True),
        (ORGANISATION, "60003734-2", False),
        (VIN, "1M8GDM9AXKP042788", True),
        (VIN, "1M8GDM9A1KP042788", False),
        (ISO, "11010519491231002X", True),
        (ISO, "110105194912310029", False),
        ({"method": "iso7064", "variant": "11-10"}, "110108000000016", True),
        ({"method": "iso7064", "variant": "11-10"}, "110108000000019", False),
        ({"method": "iso7064", "variant": "37-36"}, "A12425GABC1234002M", True),
        ({"method": "iso7064", "variant": "37-36"}, "A12425GABC1234002N", False),
        ({"method": "iso7064", "variant": "97-10"}, "7H44", False),
        ({"method": "iso7064", "variant": "97-10"}, "5493001KJTIIGC8Y1R12", True),
        ({"method": "iso7064", "variant": "97-10"}, "5493001KJTIIGC8Y1R13", False),
        ({"method": "iso7064", "variant": "37-2"}, "G123489654321Y", True),
        ({"method": "iso7064", "variant": "37-2"}, "G123489654321X", False),
        ({"method": "luhn"}, "79927398713", True),
        ({"method": "luhn"}, "79927398710", False),
        ({"method": "luhn"}, "x", True),
    ],
}

CELL_CASES |= FIELD_CASES | NUMBER_CASES

DATES = {"as": "date", "forms": ["YYYY-MM-DD"]}
ROW_CASES: dict[str, list[tuple[Any, dict[str, str], bool]]] = {
    "compareColumns": [
        ({"left": "a", "op": "<=", "right": "b", **DATES}, {"a": "2024-01-01", "b": "2024-01-01"}, True),
        ({"left": "a", "op": "<", "right": "b", **DATES}, {"a": "2024-01-01", "b": "2024-01-01"}, False),
        ({"left": "a", "op": "<=", "right": "b", **DATES}, {"a": "2024-02-30", "b": "2024-01-01"}, True),
        ({"left": "a", "op": "<=", "right": "b", **DATES}, {"a": "2025-01-01"}, True),
        ({"left": "a", "op": "<=", "right": {"asOf": True}, **DATES}, {"a": "2024-07-01"}, False),
        ({"left": "a", "op": "<=", "right": {"asOf": True}, **DATES}, {"a": "2024-06-30"}, True),
        (
            {"left": "a", "op": ">=", "right": "b", "openEnd": ["2099-12-31"], **DATES},
            {"a": "2024-01-01", "b": "2099-12-31"},
            True,
        ),
        ({"left": "a", "op": "!=", "right": "b", "as": "text"}, {"a": "x", "b": "x"}, False),
        ({"left": "a", "op": "==", "right": "b", "as": "text"}, {"a": "x", "b": "x"}, True),
        ({"left": "a", "op": ">", "right": "b", "as": "decimal"}, {"a": "10", "b": "9.5"}, True),
        ({"left": "a", "op": ">", "right": "b", "as": "decimal"}, {"a": "9", "b": "10"}, False),
        ({"left": "a", "op": "<=", "right": "b", "as": "decimal", "openEnd": ["0"]}, {"a": "9", "b": "0"}, True),
        ({"left": "a", "op": "!=", "right": "b", "as": "text", "openEnd": ["x"]}, {"a": "x", "b": "x"}, True),
    ],
    "segmentEquals": [
        ({"column": "a", "of": "b", "start": 1, "end": 3}, {"a": "bc", "b": "abcd"}, True),
        ({"column": "a", "of": "b", "start": 1, "end": 3}, {"a": "bd", "b": "abcd"}, False),
        ({"column": "a", "of": "b", "start": 1, "end": 3}, {"a": "b", "b": "abcd"}, True),
        ({"column": "a", "of": "b", "start": 1, "end": 3, "ignore": "-"}, {"a": "b-c", "b": "abcd"}, True),
        ({"column": "a", "of": "b", "start": 0, "end": 1, "map": {"1": "男", "2": "女"}}, {"a": "女", "b": "1x"}, False),
        ({"column": "a", "of": "b", "start": 0, "end": 1, "map": {"1": "男", "2": "女"}}, {"a": "女", "b": "3x"}, True),
        (
            {"column": "a", "of": "b", "start": 0, "end": 8, "forms": ["YYYY-MM-DD"]},
            {"a": "1999-01-02", "b": "19990102"},
            True,
        ),
        (
            {"column": "a", "of": "b", "start": 0, "end": 8, "forms": ["YYYY-MM-DD"]},
            {"a": "1999-01-03", "b": "19990102"},
            False,
        ),
    ],
    "sumColumns": [
        ({"total": "t", "of": ["a", "b"]}, {"t": "0.3", "a": "0.1", "b": "0.2"}, True),
        ({"total": "t", "of": ["a", "b"]}, {"t": "0.31", "a": "0.1", "b": "0.2"}, False),
        ({"total": "t", "of": ["a", "b"]}, {"t": "0.1", "a": "0.1"}, True),
        ({"total": "t", "of": ["a", "b"]}, {"t": "1", "a": "x", "b": "2"}, True),
        ({"total": "t", "of": ["a", "b"]}, {"t": "3"}, True),
    ],
    "codeListOn": [
        ({"list": "place", "column": "a", "date": "b", "forms": ["YYYY-MM-DD"]}, {"a": "132201", "b": "1985-01-01"}, False),
        ({"list": "place", "column": "a", "date": "b", "forms": ["YYYY-MM-DD"]}, {"a": "132201", "b": "1993-06-30"}, True),
        ({"list": "place", "column": "a", "date": "b", "forms": ["YYYY-MM-DD"]}, {"a": "132201", "b": "1993-07-01"}, False),
        ({"list": "place", "column": "a", "date": "b", "forms": ["YYYY-MM-DD"]}, {"a": "x", "b": "1993-07-01"}, True),
    ],
}
