"""Random schemas of flat records: one verdict and one count on every route, and the reference's."""

import copy
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from judging import ROUTES, bundle_of, by_engine, by_reference, results
from random_schemas import COLUMNS, EXACT, FILES, NUMBERS, PLAIN, STRAY, TEXTS, rows, schemas
from twin import Twin

from dgov_std.engine.result import BatchResult

ALL = TEXTS + NUMBERS + EXACT + STRAY
# Some mean something in our own vocabulary or inside the compiler; none is a keyword of JSON Schema.
STRANGE_WORDS = (
    "x-unit Minimum max_length valid decimal byteLength slices advise uniqueKeys codeList jsonType numberIn".split()
)


@settings(max_examples=900, deadline=None)
@given(schemas(), rows(ALL), FILES)
def test_the_engine_says_of_every_row_what_the_reference_says(schema: Any, found: list[dict[str, str]], columns: list[str]):
    bundle = bundle_of(schema)
    found = _filled(found, columns)
    wanted = by_reference(bundle, found, columns)
    for route in ROUTES:
        assert by_engine(bundle, found, columns, route) == wanted, route


@settings(max_examples=600, deadline=None)
@given(schemas(), rows(PLAIN, most=12), FILES)
def test_every_check_counts_the_same_cells_on_every_route(schema: Any, found: list[dict[str, str]], columns: list[str]):
    bundle = bundle_of(schema)
    found = _filled(found, columns)
    for route in ROUTES:
        plan, result = results(bundle, found, columns, route)
        asked, failed = Twin(plan, columns).counts(found)
        assert dict(enumerate(result.evaluated.tolist())) == {i: asked[i] for i in range(len(plan.atoms))}, route
        assert _failures(result) == +failed, route


@settings(max_examples=300, deadline=None)
@given(schemas(), rows(ALL), FILES, st.data())
def test_an_unknown_keyword_anywhere_changes_no_verdict(
    schema: Any, found: list[dict[str, str]], columns: list[str], data: st.DataObject
):
    found = _filled(found, columns)
    strange = copy.deepcopy(schema)
    places = list(_schemas(strange))
    for place in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=4)):
        word = data.draw(st.sampled_from(STRANGE_WORDS))
        place[word] = data.draw(st.sampled_from([False, {"type": "integer"}, [1], "x", {"$ref": "#/nowhere"}]))
    assert by_engine(bundle_of(strange), found, columns, None) == by_engine(bundle_of(schema), found, columns, None)


@settings(max_examples=300, deadline=None)
@given(schemas(), rows(ALL), st.permutations(COLUMNS))
def test_the_order_of_words_and_of_columns_means_nothing(schema: Any, found: list[dict[str, str]], columns: list[str]):
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    found = _filled(found, columns)
    assert by_engine(bundle_of(turned(schema)), found, columns, None) == by_engine(
        bundle_of(schema), found, sorted(columns), None
    )


def _filled(found: list[dict[str, str]], columns: list[str]) -> list[dict[str, str]]:
    """The rows as the file has them; one with nothing in it is no row."""
    return [row if any(row.get(name) for name in columns) else {columns[0]: "x"} for row in found]


def _failures(result: BatchResult) -> Counter[int]:
    counts: Counter[int] = Counter()
    for failure in result.failures:
        counts[failure.atom] += len(failure.rows)
    return counts


def _schemas(schema: Any) -> Any:
    """Every subschema that is an object."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key, value in schema.items():
        if key in {"properties", "patternProperties", "$defs", "dependentSchemas"}:
            parts = list(value.values())
        elif key in {"allOf", "anyOf", "oneOf"}:
            parts = value
        elif key in {"not", "if", "then", "else", "additionalProperties", "unevaluatedProperties", "propertyNames"}:
            parts = [value]
        else:
            continue
        for part in parts:
            yield from _schemas(part)


def test_the_strategy_reaches_every_keyword():
    seen: set[str] = set()

    @seed(1)
    @settings(
        max_examples=400, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(schemas())
    def collect(schema: Any) -> None:
        for part in _schemas(schema):
            seen.update(part)

    collect()
    assert set(NUMBER_WORDS + TEXT_WORDS + ROW_WORDS) - seen == set()


NUMBER_WORDS = "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf".split()
TEXT_WORDS = "type enum const minLength maxLength pattern format".split()
ROW_WORDS = (
    "properties patternProperties additionalProperties propertyNames unevaluatedProperties required dependentRequired "
    "dependentSchemas minProperties maxProperties allOf anyOf oneOf not if then else $ref $defs $anchor"
).split()
