"""Bundles: valid schemas, equal bytes, no error of low confidence, overrides that only tighten."""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from licences import AS_OF, batch_of, columns_of, rows_of

from dgov_std.api.library import bundles_of, compile_bundle
from dgov_std.engine.kernel import judge
from dgov_std.errors import StandardError
from dgov_std.plan import build_plan
from dgov_std.schema.bundle import plain_schemas
from dgov_std.schema.canonical import canonical_bytes
from dgov_std.schema.vocabulary import vocabulary_schema

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ["administrative-licence-organisation", "administrative-licence-person"]
STANDARDS = [
    ROOT / "standards" / "licence-publicity",
    ROOT / "standards" / "penalty-publicity",
    ROOT / "examples" / "province",
]
COMPILE = """
import sys
from dgov_std.api.library import compile_bundle
from dgov_std.schema.canonical import canonical_bytes
sys.stdout.buffer.write(canonical_bytes(compile_bundle(sys.argv[1], sys.argv[2])))
"""
CHILD = """
kind: standard
id: county
title: {zh: 县, en: county}
source: {standard: county, confidence: high}
extends: [licence-publicity]
---
kind: element
id: party-name
title: {zh: 行政相对人名称, en: party name}
source: {standard: county, confidence: high}
max_length: 12
---
kind: element
id: decision-number
title: {zh: 行政许可决定文书号, en: decision number}
source: {standard: county, confidence: high}
pattern: "[^A-Z]*"
---
kind: dataset
id: administrative-licence-organisation
title: {zh: 行政许可, en: licences}
source: {standard: county, confidence: high}
elements: [{use: remark, required: true}]
rules:
  - {id: no-remark-for-void, title: {zh: 无效不备注, en: no remark when void}, when: {licence-status: ["2"]}, then: {forbidden: [remark]}}
"""
LOOSER = """
---
kind: element
id: source-unit
title: {zh: 数据来源单位, en: source unit}
source: {standard: county, confidence: high}
max_length: 9999
"""


def bundles() -> list[dict[str, Any]]:
    return [bundle for standard in STANDARDS for bundle in bundles_of(standard).values()]


@pytest.mark.parametrize("bundle", bundles(), ids=lambda b: f"{b['standard']['id']}:{b['dataset']['id']}")
def test_schema_is_valid_under_both_meta_schemas(bundle: dict[str, Any]) -> None:
    for schema in (bundle["schema"], *plain_schemas(bundle).values()):
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(vocabulary_schema()).validate(schema)


def test_vocabulary_refuses_a_misspelt_value() -> None:
    validator = Draft202012Validator(vocabulary_schema())
    assert validator.is_valid({"checkDigit": {"method": "luhn"}})
    assert not validator.is_valid({"checkDigit": {"method": "weighted-sum"}})
    assert not validator.is_valid({"properties": {"a": {"codeList": {}}}})


@pytest.mark.parametrize("bundle", bundles(), ids=lambda b: f"{b['standard']['id']}:{b['dataset']['id']}")
def test_every_check_points_at_a_keyword_and_low_confidence_only_warns(bundle: dict[str, Any]) -> None:
    for check in bundle["checks"]:
        node: Any = bundle["schema"]
        for token in check["pointer"][1:].split("/"):
            node = node[int(token)] if isinstance(node, list) else node[token.replace("~1", "/").replace("~0", "~")]
        assert node is not None
        assert not (check["confidence"] == "low" and check["severity"] == "error"), check["id"]
        assert ("/advise/" in check["pointer"]) == (check["severity"] != "error"), check["id"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_bytes_do_not_depend_on_the_hash_seed(dataset: str) -> None:
    standard = str(ROOT / "standards" / "licence-publicity")
    seen = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        seen.add(
            subprocess.run(
                [sys.executable, "-c", COMPILE, standard, dataset], env=environment, capture_output=True, check=True
            ).stdout
        )
    assert len(seen) == 1
    assert seen.pop() == canonical_bytes(compile_bundle(standard, dataset))


def test_passing_the_child_means_passing_the_parent(tmp_path: Path) -> None:
    path = tmp_path / "county.yaml"
    path.write_text(CHILD, encoding="utf-8")
    dataset = DATASETS[0]
    child, parent = compile_bundle(path, dataset), bundles_of("licence-publicity")[dataset]
    choose = random.Random(7)
    known = rows_of("good-organisations", dataset) + rows_of("bad-organisations", dataset)
    cells = [cell for row in known for cell in row.values()]
    rows = []
    for _ in range(1000):
        row = dict(choose.choice(known), remark="x")
        if choose.random() < 0.3:
            row[choose.choice(list(row))] = choose.choice(cells)
        rows.append(row)
    columns = columns_of(dataset)
    places = {name: i for i, name in enumerate(columns)}
    passes = {
        name: ~judge(build_plan(bundle, places, as_of=AS_OF), batch_of(rows, columns)).errors
        for name, bundle in (("child", child), ("parent", parent))
    }
    assert passes["child"].any()
    assert not (passes["child"] & ~passes["parent"]).any()
    assert (passes["parent"] & ~passes["child"]).any()


def test_an_undeclared_loosening_names_both_places(tmp_path: Path) -> None:
    path = tmp_path / "county.yaml"
    path.write_text(CHILD + LOOSER, encoding="utf-8")
    with pytest.raises(StandardError) as raised:
        compile_bundle(path, DATASETS[0])
    (problem,) = raised.value.problems
    assert "county.yaml:" in problem.where
    assert "elements-source.yaml:" in problem.in_("en")
