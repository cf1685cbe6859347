"""Examples of datasets: rows with changes, cells taken away, several rows at once."""

from __future__ import annotations

import pytest

from dgov_std.errors import StandardError

TABLE = """
kind: element
id: name
title: {{zh: 名称, en: name}}
source: {{standard: S, confidence: high}}
max_length: 5
---
kind: element
id: begin
title: {{zh: 起, en: begin}}
source: {{standard: S, confidence: high}}
date: [YYYY-MM-DD]
---
kind: element
id: end
title: {{zh: 止, en: end}}
source: {{standard: S, confidence: high}}
date: [YYYY-MM-DD]
---
kind: dataset
id: table
title: {{zh: 表, en: table}}
source: {{standard: S, confidence: high}}
elements:
  - {{use: name, required: true}}
  - {{use: begin, required: {{value: true, confidence: low}}}}
  - {{use: end}}
rules:
  - {{id: order, compare: [begin, "<=", end]}}
keys: [{{id: one-name, columns: [name]}}]
examples:
  as_of: 2025-06-30
  valid:
    - {{name: 甲, begin: 2024-01-01, end: 2024-12-31}}
{examples}
"""


def said(trial):
    return [(m.document, m.value, m.expected, m.because, [s.code for s in m.found]) for m in trial.misses]


def cases(*lines: str) -> str:
    return "\n".join(lines)


def test_a_change_must_fail_by_the_rule_it_names(tried):
    trial = tried(
        TABLE.format(
            examples=cases(
                "  invalid:",
                "    - {change: {end: 2023-01-01}, because: order}",
                "    - {change: {end: 2023-01-01}, because: REL104}",
                "    - {change: {end: 2023-01-01}, because: one-name}",
            )
        )
    )
    assert said(trial) == [("table", "end=2023-01-01", "invalid", "one-name", ["REL104"])]
    assert trial.examples == 4


def test_each_column_taken_away_must_be_missed_in_its_own_column(tried):
    trial = tried(TABLE.format(examples="  invalid: [{without: [name, begin, end], because: required}]"))
    assert said(trial) == [("table", "-end", "invalid", "required", [])]


def test_a_requirement_of_low_confidence_is_doubtful_as_well(tried):
    assert said(tried(TABLE.format(examples="  doubtful: [{without: [begin], because: required}]"))) == []


def test_a_minimal_row_notices_a_column_that_is_required(tried):
    trial = tried(TABLE.format(examples="    - {name: 甲, end: 2024-01-01}"))
    assert said(trial) == [("table", "#2", "valid", None, ["TYP101"])]


def test_null_takes_a_cell_away_and_quoted_it_is_a_text(tried):
    trial = tried(TABLE.format(examples="  invalid: [{change: {name: null}, because: TYP101}, {change: {name: 'null'}}]"))
    assert said(trial) == [("table", "name=null", "invalid", None, [])]


def test_several_rows_stand_in_one_table(tried):
    trial = tried(
        TABLE.format(examples="  invalid: [{rows: [{}, {end: null}], because: one-name}, {rows: [{}, {name: 乙}]}]")
    )
    assert said(trial) == [("table", "= | name=乙", "invalid", None, [])]


def test_the_example_of_a_column_that_is_not_there_does_not_load(tried):
    with pytest.raises(StandardError) as raised:
        tried(TABLE.format(examples="  invalid: [{without: [nmae], because: required}]"))
    assert [p.in_("en").split(": ", 1)[1] for p in raised.value.problems] == [
        'there is no column "nmae". Did you mean "name"?'
    ]
