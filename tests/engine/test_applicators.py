"""Applicators, slices, required and false schemas: random row schemas, one verdict on every route."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from keyword_cases import AS_OF, CELL_CASES, LISTS, ROW_CASES
from licences import batch_of

from dgov_std.engine.kernel import judge
from dgov_std.plan import Route, build_plan
from dgov_std.reference.setting import Setting
from dgov_std.reference.validator import row_passes

COLUMNS = ["a", "b", "t"]
LEAVES = [{keyword: value} for keyword, cases in CELL_CASES.items() for value in [case[0] for case in cases[:3]]]
ACROSS = [
    {keyword: case[0]}
    for keyword, cases in ROW_CASES.items()
    for case in cases[:4]
    if {"a", "b", "t"}
    >= {str(v) for k, v in case[0].items() if k in {"left", "column", "of", "total", "date"} and isinstance(v, str)}
]
CELLS = sorted(
    {cell for cases in CELL_CASES.values() for _, cell, _ in cases if cell}
    | {c for r in ROW_CASES.values() for _, row, _ in r for c in row.values()}
)


def combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.fixed_dictionaries({"allOf": some}),
        st.fixed_dictionaries({"anyOf": some}),
        st.fixed_dictionaries({"oneOf": some}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"if": inner, "then": inner}, optional={"else": inner}),
        st.fixed_dictionaries({"if": inner, "else": inner}),
    )


def slices(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    piece = st.tuples(st.integers(0, 6), st.integers(1, 8), inner).map(
        lambda item: {"start": item[0], "end": item[0] + item[1], "schema": item[2]}
    )
    return st.lists(piece, min_size=1, max_size=2).map(lambda pieces: {"slices": pieces})


def parts(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    piece = st.tuples(st.sampled_from(".-/年A1"), st.integers(0, 3), inner).map(
        lambda item: {"separator": item[0], "index": item[1], "schema": item[2]}
    )
    return st.lists(piece, min_size=1, max_size=2).map(lambda pieces: {"parts": pieces})


CELL = st.recursive(
    st.one_of(
        st.sampled_from(LEAVES), st.booleans(), st.just({"type": "string"}), st.just({"title": "an annotation", "x": 1})
    ),
    lambda inner: st.one_of(combined(inner), slices(inner), parts(inner)),
    max_leaves=6,
)
PROPERTIES = st.dictionaries(st.sampled_from(COLUMNS), CELL, min_size=1, max_size=3).map(lambda found: {"properties": found})
REQUIRED = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=2, unique=True).map(lambda names: {"required": names})
DEPENDENT = st.just({"dependentRequired": {"a": ["b"], "t": []}})
ROW = st.recursive(
    st.one_of(PROPERTIES, REQUIRED, DEPENDENT, st.sampled_from(ACROSS), st.booleans()), combined, max_leaves=6
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(CELLS), min_size=1, max_size=3), min_size=1, max_size=8
)


@settings(max_examples=500, deadline=None)
@given(schema=ROW, rows=ROWS, placed=st.sets(st.sampled_from(COLUMNS), min_size=1))
def test_random_row_schemas(schema: Any, rows: list[dict[str, str]], placed: set[str]) -> None:
    """`placed` are the columns the file has; in the others every cell is absent."""
    schema = schema if isinstance(schema, dict) else {"allOf": [schema]}
    columns = sorted(placed)
    seen = [{name: cell for name, cell in row.items() if name in placed} or {columns[0]: "x"} for row in rows]
    root = {"$defs": {"row": {**schema, "type": "object"}}}
    binding = [{"id": name, "required": None} for name in COLUMNS]
    bundle = {"schema": root, "checks": [], "binding": {"columns": binding}, "codelists": LISTS}
    wanted = [row_passes(root, row, Setting(LISTS, AS_OF)) for row in seen]
    for route in (None, *Route):
        plan = build_plan(bundle, {name: i for i, name in enumerate(columns)}, as_of=AS_OF, route=route)
        result = judge(plan, batch_of(seen, columns))
        assert [not error for error in result.errors] == wanted, route


def test_advice_is_never_asserted() -> None:
    root = {"$defs": {"row": {"advise": [{"severity": "warning", "schema": {"required": ["b"]}}]}}}
    bundle = {"schema": root, "checks": [], "binding": {"columns": [{"id": "a"}, {"id": "b"}]}, "codelists": {}}
    result = judge(build_plan(bundle, {"a": 0}), batch_of([{"a": "x"}], ["a"]))
    assert (result.errors.tolist(), result.warnings.tolist()) == ([False], [True])
    assert row_passes(root, {"a": "x"}, Setting({}))
