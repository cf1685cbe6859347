"""The step summary: all files in a table, the worst first, never longer than GitHub takes."""

from dataclasses import replace
from types import ModuleType

import machine_reports as machine
from markdown_it import MarkdownIt

from dgov_std.render import markdown
from dgov_std.render.summary import MOST_BYTES, render


def test_one_report_is_its_markdown(sample: ModuleType) -> None:
    assert render([sample.returned()], language="zh") == markdown.render(sample.returned(), language="zh")


def test_the_worst_stand_first() -> None:
    lines = render(machine.reports("several"), language="en").splitlines()
    assert lines[0] == "# Check result: unfinished, no verdict"
    assert [line.split(" | ")[1] for line in lines[4:8]] == ["unfinished, no verdict", "not checked", "returned", "accepted"]


def test_what_does_not_fit_is_counted(sample: ModuleType) -> None:
    made = render([sample.crowded()] * 30, language="en")
    assert 600_000 < len(made.encode()) <= MOST_BYTES
    left = 30 - made.count("# Check result") + 1
    assert made.endswith(f"{left} more are left out for length; the JSON report has all of them.\n")


def test_little_room_and_none(sample: ModuleType) -> None:
    said = render([sample.returned()], language="en", room=200)
    assert said == "1 more is left out for length; the JSON report has all of them.\n"
    assert render([sample.returned()], language="en", room=20) == ""


def test_a_hostile_name_is_text(sample: ModuleType) -> None:
    evil = "<img src=x onerror=alert(1)>|[a](javascript:b)`\n# c.csv"
    report = replace(sample.accepted(), run=None, input=replace(sample.accepted().input, name=evil))
    found = MarkdownIt("commonmark", {"html": True}).enable("table").parse(render([report, report], language="zh"))
    kinds = {each.type for token in found for each in (token, *(token.children or []))}
    assert not kinds & {"html_inline", "html_block", "link_open", "image"}
    assert sum(token.type == "tr_open" for token in found) >= 3


def test_the_gate_stands_beside_the_verdict() -> None:
    made = render([machine.gated(), machine.too_low()], language="en")
    assert made.count("(Gate: failed)") == 2


def test_how_many_rows_is_not_said_of_a_file_that_could_not_be_read() -> None:
    lines = render(machine.reports("several"), language="en").splitlines()[4:8]
    cells = dict(line.split(" | ")[1:3] for line in lines)
    assert cells == {"unfinished, no verdict": "-", "not checked": "0", "returned": "312", "accepted": "312"}
