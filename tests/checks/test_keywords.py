"""Every keyword: hand-written verdicts, by the reference and by the kernel on each route."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyword_cases import AS_OF, CELL_CASES, LISTS, ROW_CASES

from dgov_std.checks import CELL_CHECKS, ROW_CHECKS
from dgov_std.checks.setting import Setting
from dgov_std.engine.evaluation import Cells, judge_rows
from dgov_std.plan.expression import Across, Leaf
from dgov_std.plan.plan import Route
from dgov_std.reference.cells import CELL_KEYWORDS
from dgov_std.reference.rows import ROW_KEYWORDS
from dgov_std.reference.setting import Setting as ReferenceSetting

SETTING = Setting(LISTS, int(AS_OF.replace("-", "")))
REFERENCE = ReferenceSetting(LISTS, AS_OF)
CELLS = [(keyword, *case) for keyword, cases in CELL_CASES.items() for case in cases]
ROWS = [(keyword, *case) for keyword, cases in ROW_CASES.items() for case in cases]


def by_engine(keyword: str, value: Any, cells: list[str], route: Route) -> list[bool]:
    leaf = Leaf(keyword, value, CELL_CHECKS[keyword](value, SETTING))
    found = Cells(pa.array(cells, pa.string()), np.ones(len(cells), dtype=np.bool_), route)
    return [bool(answer) for answer in found.judge(leaf, REFERENCE)]


def rows_by_engine(keyword: str, value: Any, rows: list[dict[str, str]], route: Route) -> list[bool]:
    kernel = ROW_CHECKS[keyword](value, SETTING)
    node = Across(keyword, value, kernel.columns, kernel, kernel.columns[:1] if keyword == "sumColumns" else kernel.columns)
    cells = {}
    for name in kernel.columns:
        array = pa.array([row.get(name) for row in rows], pa.string())
        cells[name] = Cells(array, ~np.asarray(array.is_null()), route)
    return [bool(answer) for answer in judge_rows(node, cells, len(rows), route, REFERENCE)]


def test_every_keyword_has_a_twin_and_passing_and_failing_cases() -> None:
    assert set(CELL_CHECKS) == set(CELL_KEYWORDS) == set(CELL_CASES)
    assert set(ROW_CHECKS) == set(ROW_KEYWORDS) == set(ROW_CASES)
    for keyword, cases in (CELL_CASES | ROW_CASES).items():
        assert {verdict for _, _, verdict in cases} == {True, False}, keyword


@pytest.mark.parametrize(("keyword", "value", "cell", "verdict"), CELLS)
def test_reference_judges_cells_right(keyword: str, value: Any, cell: str, verdict: bool) -> None:
    assert CELL_KEYWORDS[keyword](value, cell, REFERENCE) is verdict


@pytest.mark.parametrize("route", list(Route))
@pytest.mark.parametrize(("keyword", "value", "cell", "verdict"), CELLS)
def test_engine_judges_cells_right(keyword: str, value: Any, cell: str, verdict: bool, route: Route) -> None:
    assert by_engine(keyword, value, [cell], route) == [verdict]


@pytest.mark.parametrize(("keyword", "value", "row", "verdict"), ROWS)
def test_reference_judges_rows_right(keyword: str, value: Any, row: dict[str, str], verdict: bool) -> None:
    assert ROW_KEYWORDS[keyword](value, row, REFERENCE) is verdict


@pytest.mark.parametrize("route", list(Route))
@pytest.mark.parametrize(("keyword", "value", "row", "verdict"), ROWS)
def test_engine_judges_rows_right(keyword: str, value: Any, row: dict[str, str], verdict: bool, route: Route) -> None:
    assert rows_by_engine(keyword, value, [row], route) == [verdict]


ALPHABETS = "0123456789-./;；、年月日 ABCXYZabcIO\u3000１Ｘ中\U0001f600\r\n*"


@st.composite
def cell_runs(draw: st.DrawFn) -> tuple[str, Any, list[str]]:
    """A keyword of the cases, and cells made by changing its cases' cells or freely."""
    keyword = draw(st.sampled_from(sorted(CELL_CASES)))
    value = draw(st.sampled_from([value for value, _, _ in CELL_CASES[keyword]]))
    seeds = [cell for _, cell, _ in CELL_CASES[keyword]]
    free = st.text(ALPHABETS, min_size=1, max_size=20)

    def change(seed: str) -> st.SearchStrategy[str]:
        return st.tuples(st.integers(0, max(len(seed) - 1, 0)), st.sampled_from(ALPHABETS)).map(
            lambda edit: seed[: edit[0]] + edit[1] + seed[edit[0] + 1 :]
        )

    cells = draw(
        st.lists(st.one_of(free, st.sampled_from(seeds), st.sampled_from(seeds).flatmap(change)), min_size=1, max_size=40)
    )
    return keyword, value, [cell for cell in cells if cell] or ["x"]


@settings(max_examples=400, deadline=None)
@given(cell_runs())
def test_engine_equals_reference_on_every_route(run: tuple[str, Any, list[str]]) -> None:
    keyword, value, cells = run
    wanted = [CELL_KEYWORDS[keyword](value, cell, REFERENCE) for cell in cells]
    for route in Route:
        assert by_engine(keyword, value, cells, route) == wanted, (keyword, value, route)


@st.composite
def row_runs(draw: st.DrawFn) -> tuple[str, Any, list[dict[str, str]]]:
    keyword = draw(st.sampled_from(sorted(ROW_CASES)))
    value = draw(st.sampled_from([value for value, _, _ in ROW_CASES[keyword]]))
    seeds = sorted({cell for _, row, _ in ROW_CASES[keyword] for cell in row.values()})
    columns = ROW_CHECKS[keyword](value, SETTING).columns
    cell = st.one_of(st.none(), st.sampled_from(seeds), st.text(ALPHABETS, min_size=1, max_size=10))
    rows = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, cell)), min_size=1, max_size=20))
    return keyword, value, [{name: text for name, text in row.items() if text is not None} for row in rows]


@settings(max_examples=300, deadline=None)
@given(row_runs())
def test_engine_equals_reference_on_rows(run: tuple[str, Any, list[dict[str, str]]]) -> None:
    keyword, value, rows = run
    wanted = [ROW_KEYWORDS[keyword](value, row, REFERENCE) for row in rows]
    for route in Route:
        assert rows_by_engine(keyword, value, rows, route) == wanted, (keyword, value, route)


@pytest.mark.parametrize("keyword", sorted(CELL_CASES))
def test_a_negated_cell_kernel_is_noticed(keyword: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = CELL_CHECKS[keyword]

    def negated(value: Any, setting: Setting) -> Any:
        kernel = real(value, setting)
        return lambda values: ~kernel(values)

    monkeypatch.setitem(CELL_CHECKS, keyword, negated)
    verdicts = [by_engine(keyword, value, [cell], Route.DIRECT) for value, cell, _ in CELL_CASES[keyword]]
    assert verdicts != [[verdict] for _, _, verdict in CELL_CASES[keyword]]


@pytest.mark.parametrize("keyword", sorted(ROW_CASES))
def test_a_negated_row_kernel_is_noticed(keyword: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = ROW_CHECKS[keyword]

    class Negated:
        def __init__(self, value: Any, setting: Setting) -> None:
            self.kernel = real(value, setting)
            self.columns = self.kernel.columns

        def __call__(self, *values: Any) -> Any:
            return ~self.kernel(*values)

    monkeypatch.setitem(ROW_CHECKS, keyword, Negated)
    verdicts = [rows_by_engine(keyword, value, [row], Route.DIRECT) for value, row, _ in ROW_CASES[keyword]]
    assert verdicts != [[verdict] for _, _, verdict in ROW_CASES[keyword]]
