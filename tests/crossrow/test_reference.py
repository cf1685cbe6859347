"""The engine fails the rows that the reference fails, in memory and on disk, however the rows come in batches."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.dataset.block import Batch
from dgov_std.engine.kernel import judge
from dgov_std.engine.keys import Breach, breaches
from dgov_std.engine.merge import Outcome
from dgov_std.engine.store import MEMORY, Store
from dgov_std.plan import build_plan
from dgov_std.plan.crossrow import Group, Key, Reference, Track
from dgov_std.plan.plan import Bound, Plan
from dgov_std.reference.setting import Setting
from dgov_std.reference.tables import TABLE_KEYWORDS
from dgov_std.reference.validator import validator_for

COLUMNS = ("a", "b", "c")
Row = dict[str, str]
KINDS = {Key: "uniqueKeys", Reference: "references", Group: "groups"}


def bundle(schema: dict[str, Any]) -> dict[str, Any]:
    row = {"type": "object", "properties": {name: {"type": "string"} for name in COLUMNS}}
    defs = {"row": row, "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}, **schema}}
    columns = [{"id": name, "name": name, "names": [name]} for name in COLUMNS]
    return {"schema": {"$defs": defs}, "checks": [], "codelists": {}, "binding": {"columns": columns}}


def batches(rows: list[Row], size: int) -> Iterator[Batch]:
    for first in range(0, len(rows), size):
        part = rows[first : first + size]
        columns = tuple(pa.array([row.get(name) for row in part], pa.string()) for name in COLUMNS)
        yield Batch(columns, first + 1, np.arange(first + 2, first + 2 + len(part), dtype=np.int64))


def judged(plan: Plan, rows: list[Row], store: Store, size: int) -> Outcome:
    outcome = Outcome(plan, store=store)
    for batch in batches(rows, size):
        outcome.add(judge(plan, batch))
    return outcome


def by_engine(schema: dict[str, Any], rows: list[Row], tables: dict[str, list[Row]], memory: int, size: int) -> list[Breach]:
    plan = build_plan(bundle(schema), {name: i for i, name in enumerate(COLUMNS)}, references=tables)
    store = Store(memory)
    bound = tuple(Bound(name, i) for i, name in enumerate(COLUMNS))
    others: dict[str, Any] = {}
    for check in plan.keys:
        if isinstance(check, Reference) and check.table is not None:
            tracks = (Track(check.to),)
            own = Plan(bound, (), (), (), (), (), (), Setting({}), tracks=tracks)
            others.setdefault(check.table, {}).update(
                zip(tracks, judged(own, tables[check.table], store, size).shelves, strict=True)
            )
    return breaches(judged(plan, rows, store, size), others)


rows_of = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, st.sampled_from("xyz12"))).map(lambda row: row or {"a": "x"}),
    min_size=1,
    max_size=14,
)
some = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=2, unique=True)


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    columns = draw(some)
    to: dict[str, Any] = {"columns": draw(st.permutations(COLUMNS))[: len(columns)]}
    if draw(st.booleans()):
        to["table"] = "other"
    group: dict[str, Any] = {"by": draw(some), "atMost": draw(st.integers(1, 3))}
    if draw(st.booleans()):
        group["distinct"] = draw(st.sampled_from(COLUMNS))
    keys = [{"columns": draw(some)}]
    return {"uniqueKeys": keys, "references": [{"columns": columns, "to": to}], "groups": [group]}


@pytest.mark.parametrize("memory", [MEMORY, 0])
@settings(max_examples=200, deadline=None)
@given(schemas(), rows_of, rows_of, st.integers(1, 5))
def test_engine_equals_reference(memory: int, schema: dict[str, Any], rows: list[Row], other: list[Row], size: int) -> None:
    setting = Setting({}, tables={"other": other})
    found = by_engine(schema, rows, {"other": other}, memory, size)
    assert len(found) == 3
    for breach in found:
        keyword = KINDS[type(breach.check)]
        wanted = [i + 1 for i in TABLE_KEYWORDS[keyword](schema[keyword][0], rows, setting)]
        assert breach.records.tolist() == wanted, keyword
        valid = validator_for({keyword: schema[keyword]}, setting).is_valid(rows)
        assert valid is not bool(wanted)


CASES: list[tuple[str, dict[str, Any], list[Row], list[int]]] = [
    ("uniqueKeys", {"columns": ["a"]}, [{"a": "1"}, {"a": "2"}, {"a": "1"}], [0, 2]),
    ("uniqueKeys", {"columns": ["a", "b"]}, [{"a": "1", "b": "1"}, {"a": "1", "b": "2"}], []),
    ("uniqueKeys", {"columns": ["a", "b"]}, [{"a": "1"}, {"a": "1"}], []),
    ("references", {"columns": ["a"], "to": {"columns": ["b"]}}, [{"a": "1", "b": "2"}, {"a": "2", "b": "2"}], [0]),
    ("references", {"columns": ["a"], "to": {"columns": ["b"]}}, [{"b": "2"}, {"a": "2"}], []),
    ("references", {"columns": ["a"], "to": {"table": "other", "columns": ["a"]}}, [{"a": "x"}, {"a": "1"}], [1]),
    ("references", {"columns": ["a", "b"], "to": {"table": "other", "columns": ["a", "b"]}}, [{"a": "x", "b": "z"}], [0]),
    ("groups", {"by": ["a"], "atMost": 1}, [{"a": "1"}, {"a": "1"}, {"a": "2"}], [0, 1]),
    ("groups", {"by": ["a"], "atMost": 2}, [{"a": "1"}, {"a": "1"}, {"a": "2"}], []),
    ("groups", {"by": ["a"], "atMost": 1, "distinct": "b"}, [{"a": "1", "b": "1"}, {"a": "1", "b": "1"}], []),
    (
        "groups",
        {"by": ["a"], "atMost": 1, "distinct": "b"},
        [{"a": "1", "b": "1"}, {"a": "1", "b": "2"}, {"a": "1"}],
        [0, 1],
    ),
]
OTHER = [{"a": "x", "b": "y"}, {"a": "z", "b": "z"}]


@pytest.mark.parametrize("memory", [MEMORY, 0])
@pytest.mark.parametrize(("keyword", "value", "rows", "failing"), CASES)
def test_hand_written_verdicts(
    keyword: str, value: dict[str, Any], rows: list[Row], failing: list[int], memory: int
) -> None:
    assert TABLE_KEYWORDS[keyword](value, rows, Setting({}, tables={"other": OTHER})) == failing
    (breach,) = by_engine({keyword: [value]}, rows, {"other": OTHER}, memory, 2)
    assert breach.records.tolist() == [i + 1 for i in failing]


def test_a_schema_without_check_table_gets_one() -> None:
    schema = {"groups": [{"by": ["a"], "atMost": 1}], "minItems": 2}
    plan = build_plan(bundle(schema), {"a": 0, "b": 1, "c": 2})
    assert [(check["id"], check["code"]) for check in plan.checks if check["code"].startswith("KEY")] == [
        ("$defs.rows.groups.0", "KEY202"),
        ("$defs.rows.minItems", "KEY203"),
    ]
    assert plan.counts[0].minimum == 2


def test_a_reference_to_a_table_not_given_is_skipped() -> None:
    schema = {"references": [{"columns": ["a"], "to": {"table": "other", "columns": ["a"]}}]}
    plan = build_plan(bundle(schema), {"a": 0, "b": 1, "c": 2})
    assert plan.keys == ()
    assert (plan.unrun_keys[0].skipped, plan.unrun_keys[0].reason.en) == (
        True,
        'the table "other" was not given, see --reference other=FILE',
    )


def test_a_check_over_columns_the_file_lacks_does_not_apply() -> None:
    plan = build_plan(bundle({"uniqueKeys": [{"columns": ["a", "b"]}]}), {"a": 0})
    assert [(each.skipped, each.reason.en) for each in plan.unrun_keys] == [(False, "the file has no such column")]
