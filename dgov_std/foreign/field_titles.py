"""What a Table Schema field type is called in a sentence, with a value written as the field wants it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dgov_std.text import Text

_SAMPLE = {
    "Y": "2026",
    "y": "26",
    "m": "01",
    "d": "31",
    "j": "031",
    "H": "15",
    "I": "03",
    "M": "30",
    "S": "00",
    "f": "000000",
    "p": "PM",
    "b": "Jan",
    "B": "January",
    "a": "Sat",
    "A": "Saturday",
    "z": "+08:00",
    "Z": "UTC",
    "%": "%",
}
_DEFAULTS = {"date": "2026-01-31", "time": "15:30:00", "datetime": "2026-01-31T15:30:00"}
_NAMES: Mapping[str, Text] = {
    "number": Text("数字", "a number"),
    "integer": Text("整数", "a whole number"),
    "date": Text("日期", "a date"),
    "time": Text("时间", "a time"),
    "datetime": Text("日期和时间", "a date and time"),
    "year": Text("年份, 如 2026", "a year like 2026"),
    "yearmonth": Text("年月, 如 2026-01", "a month like 2026-01"),
    "duration": Text("时长, 如 P1DT12H", "a duration like P1DT12H"),
    "object": Text("JSON 对象", "a JSON object"),
    "array": Text("JSON 数组", "a JSON array"),
    "string": Text("Base64 编码", "Base64 text"),
}
_POINTS = {"default": "90.5, 45.5", "array": "[90.5, 45.5]", "object": '{"lon": 90.5, "lat": 45.5}'}


def type_title(reading: Mapping[str, Any]) -> Text:
    """Return the noun for a value of the type: `a date like 2026/01/31`."""
    kind, form = reading["type"], reading.get("format", "default")
    match kind:
        case "boolean":
            words = [*reading.get("trueValues", ["true"])[:1], *reading.get("falseValues", ["false"])[:1]]
            return Text(" 或 ".join(words), " or ".join(words))
        case "date" | "time" | "datetime":
            written = sample(form) if "%" in form else _DEFAULTS[kind]
            return Text(f"{_NAMES[kind].zh}, 如 {written}", f"{_NAMES[kind].en} like {written}")
        case "geopoint":
            return Text(f"经度和纬度, 如 {_POINTS[form]}", f"a longitude and latitude like {_POINTS[form]}")
        case "geojson":
            name = "TopoJSON" if form == "topojson" else "GeoJSON"
            return Text(name, name)
        case "list":
            delimiter = reading.get("delimiter", ",")
            item = _NAMES.get(reading.get("itemType", ""), Text("各项", "items"))
            return Text(
                f"用 {delimiter} 隔开的{item.zh}",
                f"a list of {item.en.removeprefix('a ')}s separated by {delimiter}".replace("ss ", "s "),
            )
        case _:
            return _NAMES[kind]


def sample(pattern: str) -> str:
    """Return a strptime pattern filled in: `%Y/%m/%d` -> `2026/01/31`."""
    return re.sub("%(.)", lambda m: _SAMPLE.get(m.group(1), m.group()), pattern)
