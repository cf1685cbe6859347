"""What the formats of JSON Schema are called in a report."""

from __future__ import annotations

from collections.abc import Mapping

from dgov_std.text import Text

FORMAT_TITLES: Mapping[str, Text] = {
    "date": Text("日期", "date"),
    "time": Text("带时区的时间", "time with its offset"),
    "date-time": Text("带时区的日期时间", "date and time with its offset"),
    "duration": Text("时间长度", "duration"),
    "email": Text("电子邮箱地址", "e-mail address"),
    "idn-email": Text("电子邮箱地址(可含汉字)", "e-mail address (any script)"),
    "hostname": Text("主机名", "host name"),
    "idn-hostname": Text("主机名(可含汉字)", "host name (any script)"),
    "ipv4": Text("IPv4 地址", "IPv4 address"),
    "ipv6": Text("IPv6 地址", "IPv6 address"),
    "uri": Text("网址(URI)", "web address (URI)"),
    "uri-reference": Text("网址或相对网址", "web address, full or relative"),
    "iri": Text("网址(可含汉字)", "web address (any script)"),
    "iri-reference": Text("网址或相对网址(可含汉字)", "web address, full or relative (any script)"),
    "uuid": Text("UUID", "UUID"),
    "uri-template": Text("网址模板", "web address template"),
    "json-pointer": Text("JSON 指针", "JSON Pointer"),
    "relative-json-pointer": Text("相对 JSON 指针", "relative JSON Pointer"),
    "regex": Text("正则表达式", "regular expression"),
}
MOMENT_FORMATS = frozenset({"date", "time", "date-time", "duration"})
"""Formats reported as TYP201; all others as TYP210."""

FORMAT_SAMPLES: Mapping[str, str] = {
    "date": "2026-01-31",
    "time": "08:30:00+08:00",
    "date-time": "2026-01-31T08:30:00+08:00",
    "duration": "P1Y6M",
}
"""How a right one looks, for the formats whose title does not say it."""
