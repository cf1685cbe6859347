"""Examples as they are written: values with reasons and dates, rows with changes."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from dgov_std.standard import kind_schema, load_standard
from dgov_std.standard.model import Example, Mark

HEAD = "kind: standard\nid: small\ntitle: {zh: 小, en: small}\nsource: {standard: S, confidence: high}\n---\n"
ELEMENT = """
kind: element
id: name
title: {zh: 名称, en: name}
source: {standard: S, confidence: high}
examples:
  as_of: 2025-06-30
  valid: [甲, {value: 乙, as_of: 2024}]
  doubtful: [{value: 丙, because: TYP206}]
  invalid: [丁, {value: 戊}]
"""
DATASET = """
kind: dataset
id: table
title: {zh: 表, en: table}
source: {standard: S, confidence: high}
elements: [{use: name}]
examples:
  as_of: 2025-06-30
  valid: [{name: 甲}]
  doubtful: [{without: [name], because: required}]
  invalid: [{change: {name: null}, because: TYP101}, {rows: [{}, {name: 乙}], because: a-key}]
"""


def test_an_example_has_a_value_a_reason_and_a_date(tmp_path: Path):
    file = tmp_path / "small.yaml"
    file.write_text(HEAD + ELEMENT, encoding="utf-8")
    head = load_standard(file).elements["name"].head

    def at(line: int, column: int) -> Mark:
        return Mark(str(file), line, column)

    assert head.valid == (Example("甲", at(13, 11)), Example("乙", at(13, 22), as_of="2024"))
    assert head.doubtful == (Example("丙", at(14, 22), "TYP206"),)
    assert head.invalid == (Example("丁", at(15, 13)), Example("戊", at(15, 24)))
    assert head.as_of == "2025-06-30"


def test_rows_are_changes_of_the_first(tmp_path: Path):
    file = tmp_path / "small.yaml"
    file.write_text(HEAD + ELEMENT + "---" + DATASET, encoding="utf-8")
    examples = load_standard(file).datasets["table"].examples
    assert [row.rows for row in examples.valid] == [({"name": "甲"},)]
    assert [[name for name, _ in row.without] for row in examples.doubtful] == [["name"]]
    assert [row.rows for row in examples.invalid] == [({"name": None},), ({}, {"name": "乙"})]
    assert [row.because for row in examples.invalid] == ["TYP101", "a-key"]


@pytest.mark.parametrize(("kind", "text"), [("element", ELEMENT), ("dataset", DATASET)])
def test_editors_accept_them(kind: str, text: str):
    class Plain(yaml.SafeLoader):
        pass

    Plain.yaml_implicit_resolvers = {
        key: [(tag, regexp) for tag, regexp in found if tag != "tag:yaml.org,2002:timestamp"]
        for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    jsonschema.validate(yaml.load(text, Loader=Plain), kind_schema(kind), cls=jsonschema.Draft202012Validator)


def test_a_case_is_a_change_or_rows_or_a_cell_taken_away():
    document = yaml.safe_load(DATASET)
    document["examples"]["invalid"] = [{"because": "TYP101"}]
    assert not jsonschema.Draft202012Validator(kind_schema("dataset")).is_valid(document)
