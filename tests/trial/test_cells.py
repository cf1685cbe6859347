"""Examples of identifiers, code lists and elements are run through the checks they compile to."""

from __future__ import annotations

IDENTIFIER = """
kind: identifier
id: number
title: {{zh: 号, en: number}}
source: {{standard: S, confidence: high}}
alphabet: "0123456789"
segments: [{{name: body, length: 2}}, {{name: day, length: 8, date: YYYYMMDD, not_after: as-of}}]
check: {{method: weighted-sum, weights: [1, 1, 1, 1, 1, 1, 1, 1, 1], modulus: 10, map: "0123456789", position: 10}}
examples: {examples}
"""
LIST = """
kind: codelist
id: sorts
title: {{zh: 种类, en: sorts}}
source: {{standard: S, confidence: high}}
edition: "1"
{keys}
codes: {{"1": 甲, "2": {{zh: 乙, en: two, valid_to: 2000}}}}
examples: {examples}
"""
ELEMENT = """
kind: element
id: sort
title: {{zh: 种类, en: sort}}
source: {{standard: S, confidence: {confidence}}}
max_length: 3
examples: {examples}
"""


def said(trial):
    return [(m.document, m.value, m.expected, m.because, [s.code for s in m.found]) for m in trial.misses]


def test_a_valid_identifier_that_fails_is_told_with_its_place_and_code(tried):
    trial = tried(IDENTIFIER.format(examples="{valid: ['1', '12200001025']}"))
    assert said(trial) == [
        ("number", "1", "valid", None, ["IDN101"]),
        ("number", "12200001025", "valid", None, ["IDN101"]),
    ]
    assert [(miss.line, miss.column) for miss in trial.misses] == [(14, 20), (14, 25)]


def test_an_invalid_identifier_must_fail_for_the_reason_given(tried):
    trial = tried(IDENTIFIER.format(examples="{invalid: [{value: '1', because: IDN201}, {value: '1', because: IDN1}, '1']}"))
    assert said(trial) == [("number", "1", "invalid", "IDN201", ["IDN101"])]


def test_an_invalid_one_that_passes_is_told(tried):
    trial = tried(ELEMENT.format(confidence="high", examples="{invalid: [abc]}"))
    assert said(trial) == [("sort", "abc", "invalid", None, [])]


def test_an_error_is_not_doubtful_and_a_warning_is_not_invalid(tried):
    trial = tried(ELEMENT.format(confidence="high", examples="{doubtful: [abcd]}"))
    assert said(trial) == [("sort", "abcd", "doubtful", None, ["TYP206"])]
    warning = ELEMENT.replace("max_length: 3", "max_length: {{value: 3, severity: warning}}")
    trial = tried(warning.format(confidence="high", examples="{doubtful: [abcd], invalid: [abcde]}"))
    assert said(trial) == [("sort", "abcde", "invalid", None, ["TYP206"])]


def test_what_is_of_low_confidence_can_only_warn_and_is_invalid_by_that(tried):
    trial = tried(ELEMENT.format(confidence="low", examples="{invalid: [{value: abcd, because: TYP206}], doubtful: [abcd]}"))
    assert said(trial) == []


def test_a_date_after_the_reference_date_fails_only_where_there_is_one(tried):
    future = "{invalid: [{value: '0020990101', because: IDN104, as_of: 2025-06-30}, {value: '0020990101', because: IDN104}]}"
    trial = tried(IDENTIFIER.format(examples=future))
    assert said(trial) == [("number", "0020990101", "invalid", "IDN104", [])]


def test_the_reference_date_of_all_examples_stands_before_them(tried):
    trial = tried(IDENTIFIER.format(examples="{as_of: 2025-06-30, invalid: [{value: '0020990101', because: IDN104}]}"))
    assert said(trial) == []


def test_a_code_is_in_the_list_or_not(tried):
    trial = tried(LIST.format(keys="", examples="{valid: ['1', '3'], invalid: ['2', {value: '9', because: COD101}]}"))
    assert said(trial) == [("sorts", "3", "valid", None, ["COD101"]), ("sorts", "2", "invalid", None, [])]


def test_an_abolished_code_is_not_in_the_list_at_a_later_date(tried):
    trial = tried(
        LIST.format(keys="", examples="{invalid: [{value: '2', because: COD102, as_of: 2001-01-01}], valid: ['2']}")
    )
    assert said(trial) == []


def test_a_code_that_is_not_in_an_open_list_only_warns_and_is_invalid_by_that(tried):
    trial = tried(LIST.format(keys="open: true", examples="{invalid: [{value: '9', because: COD104}], doubtful: ['9']}"))
    assert said(trial) == []


def test_a_code_after_the_list_was_known_is_doubtful(tried):
    cases = "{doubtful: [{value: '9', as_of: 2024-01-02}], invalid: [{value: '9', as_of: 2024-01-01}]}"
    assert said(tried(LIST.format(keys="known_until: 2024-01-01", examples=cases))) == []


def test_documents_without_an_example_are_counted(tried):
    trial = tried(ELEMENT.replace("examples: {examples}", "").format(confidence="high"))
    assert (trial.documents, trial.examples, trial.bare) == (1, 0, (("element", "sort"),))


DATED = """
kind: codelist
id: sorts
title: {zh: 种类, en: sorts}
source: {standard: S, confidence: high}
edition: "1"
codes: {"1": 甲}
examples: {valid: ["1"]}
---
kind: element
id: sort
title: {zh: 种类, en: sort}
source: {standard: S, confidence: high}
codelist: {value: sorts, at: {column: day}}
examples: {valid: ["1"], invalid: [{value: "2", because: COD101}]}
"""


def test_a_list_at_the_date_of_another_column_is_tried_without_that_column(tried):
    assert said(tried(DATED)) == []
