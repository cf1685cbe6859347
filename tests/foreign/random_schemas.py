"""Random schemas of flat records over every supported keyword, and rows near their boundaries."""

from typing import Any

from hypothesis import strategies as st

COLUMNS = ["a", "b", "n", "t", "z", "x1"]
"""The columns rows have; `x1` is named by no `properties`, only by patterns and what speaks of all the others."""

NAMED = COLUMNS[:5]
TEXTS = ["x", "y", "ab", "abc", "中", "é", "\U0001f600", " ", "a b", "2024-02-29", "2023-02-29", "192.0.2.1", "true"]
NUMBERS = ["0", "-0", "1", "1.0", "2", "3", "10", "1e1", "-1", "0.5", "1.5", "0.1", "0.3", "2.50", "0.07"]
EXACT = ["9007199254740993", "9007199254740992", "0.30000000000000004", "123456789012345678901234567890", "1e-400"]
STRAY = ["false", "FALSE", "True", "null", "007", "+1", "1.", "１", "NaN", "1,0", "x\n", "a\tb"]
# What no cause mends: a cell mended is judged once more, which a twin that judges cells as they are does not know.
PLAIN = [text for text in TEXTS + NUMBERS + STRAY if text.isascii() and text not in {"x\n", "a\tb", "1,0"}]

SCALARS: list[Any] = ["x", "ab", "中", "1", "true", 0, 1, 1.0, 2, 1.5, 0.1, 10, True, False, None]
BOUNDS = [0, 1, 2, 1.5, 0.1, 0.3, -1, 10, 2.5]
STEPS = [1, 2, 0.5, 0.1, 0.01, 3]
PATTERNS = [
    "^a",
    "b$",
    "^[a-c]+$",
    "\\d",
    "^\\w+$",
    "\\s",
    "^.$",
    "^(x|ab)$",
    "[^0-9]",
    "^[\\u4e00-\\u9fa5]",
    "^a?b{1,2}c*$",
    "",
]
NAME_PATTERNS = ["^[abn]$", "^x", "t|z", "\\d$", "^.$"]
FORMATS = ["date", "ipv4", "uuid", "no-such-format"]
TYPES = ["string", "integer", "number", "boolean", "null"]
ANNOTATIONS: list[dict[str, Any]] = [
    {"title": "t"},
    {"default": 1},
    {"x-own": {"type": "integer"}},
    {"$comment": "c", "examples": [1]},
    {"contentEncoding": "base64"},
]
ELSEWHERE: list[dict[str, Any]] = [
    {"minItems": 3},
    {"uniqueItems": True},
    {"minProperties": 9},
    {"required": ["zz"]},
    {"unevaluatedItems": False},
    {"propertyNames": False},
]


def named(**keywords: st.SearchStrategy[Any]) -> list[st.SearchStrategy[Any]]:
    return [st.fixed_dictionaries({keyword: value}) for keyword, value in keywords.items()]


SOME_TYPES = st.one_of(st.sampled_from(TYPES), st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True))
SMALL = st.integers(0, 3)
CELL_LEAF = st.one_of(
    *named(
        type=SOME_TYPES,
        enum=st.lists(st.sampled_from(SCALARS), min_size=1, max_size=4, unique_by=lambda v: (type(v) is bool, v)),
        const=st.sampled_from(SCALARS),
        minLength=SMALL,
        maxLength=SMALL,
        pattern=st.sampled_from(PATTERNS),
        format=st.sampled_from(FORMATS),
        minimum=st.sampled_from(BOUNDS),
        maximum=st.sampled_from(BOUNDS),
        exclusiveMinimum=st.sampled_from(BOUNDS),
        exclusiveMaximum=st.sampled_from(BOUNDS),
        multipleOf=st.sampled_from(STEPS),
    ),
    st.sampled_from(ANNOTATIONS + ELSEWHERE),
    st.booleans(),
)


def merged(parts: list[Any]) -> Any:
    """Several schemas as one; a keyword keeps its first value. `then` and `else` stay with their `if`."""
    if len(parts) == 1 or any(isinstance(part, bool) for part in parts):
        return parts[0]
    found: dict[str, Any] = {}
    for part in parts:
        branches = {"if", "then", "else"} & part.keys()
        taken = "if" in found and bool(branches)
        found |= {k: v for k, v in part.items() if k not in found and not (taken and k in branches)}
    return found


def several(inner: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(inner, min_size=1, max_size=most).map(merged)


def combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        *named(allOf=some, anyOf=some, oneOf=some),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"if": inner, "then": inner}, optional={"else": inner}),
        st.fixed_dictionaries({"if": inner, "else": inner}),
        st.sampled_from([{"$ref": "#/$defs/c0"}, {"$ref": "#/$defs/c1"}, {"$ref": "#c2"}]),
    )


CELL = several(st.recursive(CELL_LEAF, lambda inner: several(combined(inner)), max_leaves=4))
COLUMN = st.sampled_from(NAMED)
NAMES = st.lists(st.sampled_from([*COLUMNS, "zz"]), max_size=2, unique=True)
LABEL = st.one_of(
    st.sampled_from(
        [
            {"maxLength": 1},
            {"pattern": "^[abntz]"},
            {"enum": COLUMNS[:4]},
            {"const": "a"},
            {"not": {"const": "x1"}},
            {"type": "string", "minimum": 9},
            {"anyOf": [{"minLength": 2}, {"const": "n"}]},
            True,
        ]
    )
)
ROW_LEAF = st.one_of(
    *named(
        properties=st.dictionaries(COLUMN, CELL, max_size=3),
        patternProperties=st.dictionaries(st.sampled_from(NAME_PATTERNS), CELL, min_size=1, max_size=2),
        additionalProperties=CELL,
        propertyNames=LABEL,
        required=NAMES,
        dependentRequired=st.dictionaries(COLUMN, NAMES, min_size=1, max_size=2),
        minProperties=st.integers(0, 4),
        maxProperties=st.integers(2, 6),
        unevaluatedProperties=CELL,
    ),
    st.fixed_dictionaries(
        {"properties": st.dictionaries(COLUMN, CELL, min_size=1, max_size=4)},
        optional={"required": NAMES, "unevaluatedProperties": st.booleans(), "additionalProperties": CELL},
    ),
    st.sampled_from([{"type": "object"}, {"type": ["object", "string"]}, {"minLength": 9}, {"maxItems": 0}, {"x": 1}]),
    st.booleans(),
)


def rows_combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    return several(
        st.one_of(
            *named(
                allOf=some, anyOf=some, oneOf=some, dependentSchemas=st.dictionaries(COLUMN, inner, min_size=1, max_size=2)
            ),
            st.fixed_dictionaries({"not": inner}),
            st.fixed_dictionaries({"if": inner, "then": inner}, optional={"else": inner}),
            st.fixed_dictionaries({"if": inner, "else": inner}),
            st.fixed_dictionaries({"anyOf": some, "unevaluatedProperties": CELL}),
            st.fixed_dictionaries({"allOf": some, "unevaluatedProperties": st.booleans()}),
            st.sampled_from([{"$ref": "#/$defs/r0"}, {"$ref": "#r1"}]),
            inner,
        ),
        2,
    )


ROW = several(st.recursive(ROW_LEAF, rows_combined, max_leaves=5), 2)
TYPED = st.dictionaries(
    COLUMN,
    st.one_of(SOME_TYPES.map(lambda t: {"type": t}), several(st.one_of(SOME_TYPES.map(lambda t: {"type": t}), CELL_LEAF))),
    max_size=5,
)


@st.composite
def schemas(draw: st.DrawFn) -> Any:
    """A row schema: types said first of some columns, then anything; definitions never lead back to themselves."""
    row = draw(ROW)
    typed = draw(TYPED)
    row = {**_object(row), "type": "object"}
    if typed and draw(st.integers(0, 3)):
        properties = row.get("properties", {})
        row = {**row, "properties": {**properties, **{k: merged([v, properties.get(k, {})]) for k, v in typed.items()}}}
    definitions = {
        "c0": draw(several(CELL_LEAF)),
        "c1": draw(st.one_of(several(CELL_LEAF), st.just({"$ref": "#/$defs/c0"}), st.just({"not": {"$ref": "#c2"}}))),
        "c2": {"$anchor": "c2", **_object(draw(several(CELL_LEAF)))},
        "r0": draw(st.one_of(ROW_LEAF.map(_flat), st.just({"$ref": "#/$defs/r1"}))),
        "r1": {"$anchor": "r1", **_flat(_object(draw(ROW_LEAF)))},
    }
    text = str(row) + str(definitions)
    used = {name: part for name, part in definitions.items() if f"/{name}'" in text or f"#{name}'" in text}
    return {**row, "$defs": used} if used else row


def _object(schema: Any) -> dict[str, Any]:
    return {"allOf": [schema]} if isinstance(schema, bool) else schema


def _flat(schema: Any) -> Any:
    return schema


def rows(texts: list[str], most: int = 6) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows with at least one filled cell."""
    cell = st.one_of(st.sampled_from(texts), st.sampled_from(texts), st.just(""))
    row = st.dictionaries(st.sampled_from(COLUMNS), cell, max_size=6).map(
        lambda found: found if any(found.values()) else {**found, "a": "x"}
    )
    return st.lists(row, min_size=1, max_size=most)


FILES = st.sets(st.sampled_from(COLUMNS), min_size=1).map(sorted)
"""The columns a file has."""
