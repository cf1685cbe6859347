"""One verdict everywhere: the reference, and the engine with its route forced each way."""

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from licences import AS_OF, batch_of, bent_rows, bundle, columns_of, rows_of

from dgov_std.engine.kernel import judge
from dgov_std.plan.expression import leaves_in
from dgov_std.plan.plan import Plan, Route, build_plan
from dgov_std.reference.setting import Setting as ReferenceSetting
from dgov_std.reference.validator import validator_for

DATASETS = {
    "administrative-licence-organisation": ["good-organisations", "bad-organisations"],
    "administrative-licence-person": ["good-persons", "bad-persons"],
    "administrative-penalty-organisation": ["good-organisations", "bad-organisations"],
}


def plan_for(dataset: str, route: Route | None = None, as_of: str | None = AS_OF) -> Plan:
    places = {name: i for i, name in enumerate(columns_of(dataset))}
    return build_plan(bundle(dataset), places, as_of=as_of, route=route)


def reference_verdicts(dataset: str, rows: list[dict[str, str]], as_of: str | None = AS_OF) -> list[bool]:
    setting = ReferenceSetting(bundle(dataset)["codelists"], as_of)
    validator = validator_for({"$ref": "#/$defs/row"}, setting, bundle(dataset)["schema"])
    return [validator.is_valid(row) for row in rows]


def engine_verdicts(dataset: str, rows: list[dict[str, str]], route: Route | None, as_of: str | None = AS_OF) -> list[bool]:
    result = judge(plan_for(dataset, route, as_of), batch_of(rows, columns_of(dataset)))
    return [not error for error in result.errors]


@pytest.mark.parametrize("dataset", DATASETS)
def test_examples_agree(dataset: str) -> None:
    rows = [row for name in DATASETS[dataset] for row in rows_of(name, dataset)]
    wanted = reference_verdicts(dataset, rows)
    assert {True, False} == set(wanted)
    for route in (None, *Route):
        assert engine_verdicts(dataset, rows, route) == wanted


@pytest.mark.parametrize("dataset", DATASETS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bent_rows_agree(dataset: str, data: st.DataObject) -> None:
    rows = data.draw(bent_rows(dataset, DATASETS[dataset]))
    as_of = data.draw(st.sampled_from([AS_OF, "2031-01-01", None]))
    wanted = reference_verdicts(dataset, rows, as_of)
    for route in Route:
        assert engine_verdicts(dataset, rows, route, as_of) == wanted


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_plan_has_no_fallback_and_pickles(dataset: str) -> None:
    plan = plan_for(dataset)
    assert all(leaf.kernel is not None for atom in plan.atoms for leaf in leaves_in(atom.expression))
    shipped: Plan = pickle.loads(pickle.dumps(plan))
    batch = batch_of(rows_of(DATASETS[dataset][1], dataset), columns_of(dataset))
    assert np.array_equal(judge(shipped, batch).errors, judge(plan, batch).errors)


@pytest.mark.parametrize("dataset", DATASETS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_counts_do_not_depend_on_the_route(dataset: str, data: st.DataObject) -> None:
    rows = data.draw(bent_rows(dataset, DATASETS[dataset]))
    batch = batch_of(rows, columns_of(dataset))

    def counts(route: Route) -> Any:
        result = judge(plan_for(dataset, route), batch)
        return result.evaluated.tolist(), [(f.atom, f.cause, f.rows.tolist()) for f in result.failures]

    assert counts(Route.DISTINCT) == counts(Route.DIRECT) == counts(Route.FALLBACK)
