"""One verdict on cells of several codes and on deadlines, on every route; who extends a standard only tightens it."""

import pickle
import random
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from licences import batch_of

from dgov_std.api.library import compile_bundle
from dgov_std.engine.kernel import judge
from dgov_std.plan.expression import leaves_in
from dgov_std.plan.plan import Plan, Route, build_plan
from dgov_std.reference.setting import Setting
from dgov_std.reference.validator import validator_for
from dgov_std.schema.canonical import canonical_bytes

COUNTY = Path(__file__).parent / "county"
COLUMNS = ["kinds", "amount", "place", "decided", "received"]
CELLS = [
    *(
        "警告",
        "罚款",
        "警告;罚款",
        "罚款;没收违法所得",
        "没收违法所得、没收非法财物;警告",
        "罚金;没收非法财物",
        "警告;",
        "警告；罚款",
        ";",
    ),
    *("1", "2.5", "东市", "南市", "2031-04-30", "2031-05-12", "2031-05-13", "2031/07/15", "2031-07-14", "2032-01-02", "x"),
]
DAYS = [["2031", "年", "year"], ["2031-05-05", "假", "holiday"], ["2031-05-11", "班", "workday"]]
CHILD = """
kind: standard
id: town
title: {zh: 镇, en: Town}
source: {standard: T, confidence: high}
extends: [county]
---
kind: element
id: kinds
title: {zh: 处罚种类, en: Kinds}
source: {standard: T, confidence: high}
codelist: {value: fine-kind, separator: ";", leaf_only: true}
max_length: 12
---
kind: dataset
id: fines
title: {zh: 罚没, en: Fines}
source: {standard: T, confidence: high}
rules:
  - {id: sooner, working_days: {from: decided, to: received, at_most: 5, calendar: working-days}, when: {kinds: {holds: [罚款]}}}
"""


def filled(bundle: dict[str, Any]) -> dict[str, Any]:
    """The bundle with its external lists given."""
    lists = bundle["codelists"]
    lists["working-days"] |= {"columns": ["code", "name", "kind"], "rows": DAYS}
    lists["place"] |= {"columns": ["code", "name"], "rows": [["东市", "东市"]]}
    return bundle


@cache
def county() -> dict[str, Any]:
    return filled(compile_bundle(COUNTY))


def plan_for(bundle: dict[str, Any], route: Route | None = None) -> Plan:
    return build_plan(bundle, {name: i for i, name in enumerate(COLUMNS)}, route=route)


ROWS = st.lists(
    st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(CELLS), min_size=1, max_size=5), min_size=1, max_size=12
)


@settings(max_examples=80, deadline=None)
@given(rows=ROWS)
def test_reference_and_engine_agree_on_every_route(rows: list[dict[str, str]]) -> None:
    defs = county()["schema"]["$defs"]
    late = defs["row"]["advise"][0]["schema"]  # a warning: asserted here, so that the verdict depends on it
    schema = {"$defs": {**defs, "row": {**defs["row"], **late}}}
    bundle = {**county(), "schema": schema}
    validator = validator_for({"$ref": "#/$defs/row"}, Setting(bundle["codelists"]), schema)
    wanted = [validator.is_valid(row) for row in rows]
    counts = []
    for route in Route:
        result = judge(plan_for(bundle, route), batch_of(rows, COLUMNS))
        assert [not error for error in result.errors] == wanted
        counts.append((result.evaluated.tolist(), [(f.atom, f.rows.tolist()) for f in result.failures]))
    assert counts[0] == counts[1] == counts[2]


def test_the_plan_has_no_fallback_and_pickles() -> None:
    plan = plan_for(county())
    assert not plan.unrun
    assert all(leaf.kernel is not None for atom in plan.atoms for leaf in leaves_in(atom.expression))
    rows = [{"kinds": "警告;x", "decided": "2031-04-30", "received": "2031-05-13"}]
    assert judge(pickle.loads(pickle.dumps(plan)), batch_of(rows, COLUMNS)).warnings.tolist() == [True]


def test_passing_the_child_means_passing_the_parent(tmp_path: Path) -> None:
    shutil.copytree(COUNTY, tmp_path / "county")
    (tmp_path / "town.yaml").write_text(CHILD, encoding="utf-8")
    child = filled(compile_bundle(tmp_path / "town.yaml", "fines"))
    choose = random.Random(7)
    rows = [
        {name: choose.choice(CELLS) for name in COLUMNS if choose.random() < 0.4} or {"amount": "1"} for _ in range(3000)
    ]
    passes = [~judge(plan_for(bundle), batch_of(rows, COLUMNS)).errors for bundle in (child, county())]
    assert not (passes[0] & ~passes[1]).any()
    assert passes[0].any()
    assert (passes[1] & ~passes[0]).any()


def test_equal_standards_give_equal_bytes() -> None:
    assert canonical_bytes(compile_bundle(COUNTY)) == canonical_bytes(compile_bundle(COUNTY))


@pytest.mark.parametrize("cell", ["警告", "警告;罚款"])
def test_lists_that_were_not_given_leave_their_checks_out(cell: str) -> None:
    plan = plan_for(compile_bundle(COUNTY))
    assert {(each.skipped, each.atom.code) for each in plan.unrun} == {(True, "REL109"), (True, "COD101")}
    assert not judge(plan, batch_of([{"kinds": cell, "amount": "1", "place": "x"}], COLUMNS)).warnings.any()
