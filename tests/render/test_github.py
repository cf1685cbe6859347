"""Workflow commands: at most ten of a kind, and read back by the runner's rules they are what was meant, whatever the data."""

from dataclasses import replace
from types import ModuleType

import machine_reports as machine
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dgov_std.render.github import MOST, render
from dgov_std.report.values import Column, Report


def undone(text: str, *signs: str) -> str:
    for sign in (*signs, "%"):  # the runner undoes the per cent sign last
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as the runner does: actions/runner, ActionCommand.TryParseV2."""
    assert line.startswith("::")
    head, data = line[2:].split("::", 1)
    command, _, properties = head.partition(" ")
    pairs = [pair.split("=", 1) for pair in properties.strip().split(",") if pair]
    return command, {name: undone(value, "\r", "\n", ":", ",") for name, value in pairs}, undone(data, "\r", "\n")


def commands(*reports: Report) -> list[tuple[str, dict[str, str], str]]:
    return [read(line) for line in render(reports, language="en").splitlines()]


def test_one_command_for_each_finding(sample: ModuleType) -> None:
    found = commands(sample.returned())
    assert [name for name, _, _ in found] == ["error"] * 8 + ["warning"] * 3 + ["notice"]
    assert found[0][1] == {
        "file": "某县_行政许可_202610.xlsx",
        "line": "5",
        "title": "C 相对人代码_1: spreadsheet damage, last digits became 0",
    }
    assert found[0][2].splitlines()[0] == "How many: 74 rows, 74 cells (of 312 checked)"


def test_nothing_found_is_nothing_told(sample: ModuleType) -> None:
    assert render([sample.accepted()], language="zh") == render([], language="zh") == ""


def test_at_most_ten_of_a_kind_and_the_last_counts_the_others(sample: ModuleType) -> None:
    found = commands(sample.crowded(), machine.faults())
    for kind in ("error", "warning", "notice"):
        mine = [each for each in found if each[0] == kind]
        assert len(mine) == MOST
        assert mine[-1][1] == {"title": mine[-1][2]}
        assert mine[-1][2].endswith("more in the report")
    whole = len(sample.crowded().findings) + len(machine.faults().findings)
    assert sum(int(each[2].split()[0]) for each in found if "file" not in each[1]) == whole - 3 * (MOST - 1)


def test_ten_are_told_without_a_count(sample: ModuleType) -> None:
    ten = tuple(replace(sample.returned().findings[0], number=i, element=str(i)) for i in range(1, 11))
    found = commands(replace(sample.returned(), findings=ten))
    assert len(found) == MOST
    assert all("file" in each[1] for each in found)


def test_those_that_touch_most_rows_come_first_but_no_verdict_before_all() -> None:
    found = commands(*machine.reports("several"))
    assert [each[1]["title"][:10] for each in found[:3]] == ["unfinished", "not checke", "C 相对人代码_1:"]


def test_what_the_gate_excuses_is_a_notice() -> None:
    found = commands(*machine.reports("gated"))
    assert [each[2].splitlines()[0] for each in found if each[0] == "notice"][:3] == [
        "known",
        "approved exception",
        "within its threshold",
    ]
    assert [each[0] for each in found].count("error") == 5


EVIL = [
    "x%0A::error::y",
    "a\r\n::error file=x::y",
    "::set-output name=a::b",
    "50%,a:b=c",
    "##[error]x",
    " ::stop-commands::x",
    "%25",
]


@settings(max_examples=100, deadline=None)
@given(text=st.text(min_size=1, max_size=20))
@example(text=EVIL[0])
@example(text=EVIL[1])
@example(text=EVIL[2])
@example(text=EVIL[3])
def test_any_text_is_read_back_and_is_no_command(sample: ModuleType, text: str) -> None:
    columns = tuple(Column(i, "A", text) for i in range(len(sample.COLUMNS)))
    report = replace(sample.returned(), columns=columns, run=None, input=replace(sample.returned().input, name=text))
    lines = render([report], language="zh").split("\n")
    assert len(lines) == 13
    plain = [read(line) for line in lines[:-1]]
    assert {tuple(each[1]) for each in plain} == {("file", "line", "title")}
    assert len({each[1]["file"] for each in plain}) == 1


@pytest.mark.parametrize("text", EVIL)
def test_hostile_names_survive_as_they_are(sample: ModuleType, text: str) -> None:
    report = replace(sample.returned(), run=None, input=replace(sample.returned().input, name=text))
    shown = text.replace("\r", "\\u000d").replace("\n", "\\u000a")
    assert commands(report)[0][1]["file"] == shown
