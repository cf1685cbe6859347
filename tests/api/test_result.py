"""A saved report as Python users hold it: what is no report, no format and no finding is said plainly."""

from types import ModuleType

import pytest

from dgov_std.api.result import Report, read_report
from dgov_std.errors import InputError, UsageError
from dgov_std.render import SUFFIXES
from dgov_std.report.json_form import canonical_bytes


@pytest.mark.parametrize("name", ["terminal", "nope", ""])
def test_a_format_that_is_not_there(sample: ModuleType, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        Report(sample.returned()).render(name)
    assert caught.value.problems[0].in_("zh") == f"没有“{name}”这种文件格式。可用的格式: {'、'.join(SUFFIXES)}"
    assert str(caught.value) == f'there is no file format "{name}". The formats are {", ".join(SUFFIXES)}'


def test_a_number_that_is_not_there(sample: ModuleType) -> None:
    for number in (0, 13):
        with pytest.raises(UsageError, match=f"the report has no finding {number}; it has 12"):
            Report(sample.returned()).finding(number)


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (
            b'{"a": ' + b"[" * 100_000,
            "不是 JSON 报告(第 1 行第 70 列: 层次太多)",
            "this is no JSON report (line 1 column 70: too deep)",
        ),
        (
            b'{\n"a": "[[' + b"[" * 99 + b'",\n"b": ' + b'{"c":' * 9_000,
            "第 3 行第 321 列: 层次太多",
            "line 3 column 321: too deep",
        ),
        (b"{", "不是 JSON 报告(Expecting", "this is no JSON report (Expecting property name"),
        (b"\xff\xfe\xff", "不是 JSON 报告(", "this is no JSON report ("),
        (b"1" * 5000, "不是 JSON 报告(", "this is no JSON report ("),
        (b"[]", "不是本程序的检查报告: format", "no check report of this program: format wants"),
    ],
)
def test_what_is_no_json_is_refused_with_the_place(data: bytes, zh: str, en: str) -> None:
    with pytest.raises(InputError) as caught:
        read_report(data)
    assert zh in caught.value.problems[0].in_("zh")
    assert en in str(caught.value)


@pytest.mark.parametrize("number", [b"Infinity", b"-Infinity", b"NaN", b"1e999"])
def test_what_is_no_number_is_refused_with_the_place(sample: ModuleType, number: bytes) -> None:
    data = canonical_bytes(sample.returned()).replace(b'"seconds": 0.4', b'"seconds": ' + number)
    with pytest.raises(InputError, match="/run/seconds wants float"):
        read_report(data)
