"""Where references lead within one document."""

import pytest

from dgov_std.plan.locations import locate

DOCUMENT = {
    "$id": "https://example.org/root",
    "properties": {"a/b": {"$anchor": "slash"}, "$id": {"type": "string"}},
    "enum": [{"$anchor": "no schema, a value"}],
    "$defs": {
        "inner": {"$id": "inner", "$anchor": "here", "$defs": {"deep": {"maxLength": 1}}},
        "list": {"allOf": [{"minLength": 1}, {"$anchor": "second"}]},
    },
}
ROOT = "https://example.org/root"


@pytest.mark.parametrize(
    ("ref", "base", "pointer"),
    [
        ("#", ROOT, ""),
        ("#/properties/a~1b", ROOT, "/properties/a~1b"),
        ("#slash", ROOT, "/properties/a~1b"),
        ("#/$defs/list/allOf/1", ROOT, "/$defs/list/allOf/1"),
        ("#second", ROOT, "/$defs/list/allOf/1"),
        ("inner", ROOT, "/$defs/inner"),
        ("inner#here", ROOT, "/$defs/inner"),
        ("#here", "https://example.org/inner", "/$defs/inner"),
        ("#/$defs/deep", "https://example.org/inner", "/$defs/inner/$defs/deep"),
        ("root#/$defs/list", "https://example.org/inner", "/$defs/list"),
        ("https://example.org/root#/%24defs/list", ROOT, "/$defs/list"),
    ],
)
def test_references_within_the_document(ref: str, base: str, pointer: str) -> None:
    found = locate(DOCUMENT).resolve(ref, base)
    assert found is not None
    assert found.pointer == pointer


@pytest.mark.parametrize(
    "ref",
    [
        "other",
        "#nothing",
        "#/properties/x",
        "#/$defs/list/allOf/2",
        "#/$defs/list/allOf/x",
        "http://169.254.169.254/",
        "#here",
    ],
)
def test_what_is_not_there_is_not_found(ref: str) -> None:
    assert locate(DOCUMENT).resolve(ref, ROOT) is None


def test_a_value_that_looks_like_a_schema_is_no_place() -> None:
    found = locate({"const": {"$anchor": "x"}, "properties": {"a": {"enum": [{"$id": "y"}]}}})
    assert found.anchors == {}
    assert set(found.resources) == {""}


def test_a_dynamic_reference_takes_the_outermost_resource_that_has_the_anchor() -> None:
    found = locate(
        {
            "$id": "https://e.org/strict",
            "$ref": "base",
            "$defs": {
                "own": {"$dynamicAnchor": "cell", "maxLength": 2},
                "base": {"$id": "base", "$defs": {"any": {"$dynamicAnchor": "cell"}}},
            },
        }
    )
    outer, inner = "https://e.org/strict", "https://e.org/base"
    both = found.resolve_dynamic("#cell", inner, (outer, inner))
    alone = found.resolve_dynamic("#cell", inner, (inner,))
    assert both is not None and both.pointer == "/$defs/own"
    assert alone is not None and alone.pointer == "/$defs/base/$defs/any"
