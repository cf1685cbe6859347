"""The schemas of the kinds: valid, complete for editors, and at one with the sample."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from dgov_std.standard import KINDS, kind_schema

SAMPLE = Path(__file__).parent / "sample"
DOCUMENTS = [
    (path.stem, document)
    for path in sorted(SAMPLE.rglob("*.yaml"))
    for document in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_stands_alone(kind: str) -> None:
    schema = kind_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all(ref.startswith("#/$defs/") and ref[8:] in schema["$defs"] for ref in _refs(schema))


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_is_explained_in_both_languages(kind: str) -> None:
    for name, property_ in _properties(kind_schema(kind)):
        assert property_.get("title"), name
        assert property_.get("description"), name
        assert property_["x-zh"]["title"], name
        assert property_["x-zh"]["description"], name


def test_sample_uses_every_kind() -> None:
    assert {document["kind"] for _, document in DOCUMENTS} == set(KINDS)


@pytest.mark.parametrize("document", [d for _, d in DOCUMENTS], ids=[f"{d['kind']}-{d['id']}" for _, d in DOCUMENTS])
def test_editors_accept_the_sample(document: Any) -> None:
    # an editor types scalars as YAML does; dates become text as in YAML 1.2
    jsonschema.validate(_plain(document), kind_schema(document["kind"]), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("element", {"max_lenght": 3}),
        ("element", {"max_length": "three"}),
        ("codelist", {"codes": {"1": "a"}, "file": "a.csv"}),
        ("dataset", {"rules": [{"id": "a"}]}),
        ("dataset", {"rules": [{"id": "a", "when": {"b": "present"}}]}),
        ("identifier", {"check": {"method": "iso7064"}}),
    ],
)
def test_editors_refuse_mistakes(kind: str, change: dict[str, Any]) -> None:
    source = {"standard": "S", "confidence": "high"}
    document = {"kind": kind, "id": "a", "title": {"zh": "甲", "en": "a"}, "source": source, **change}
    assert not jsonschema.Draft202012Validator(kind_schema(kind)).is_valid(document)


def test_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="table"):
        kind_schema("table")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _walk(schema: Any) -> Any:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from _walk(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _walk(value)


def _refs(schema: Any) -> list[str]:
    return [part["$ref"] for part in _walk(schema) if "$ref" in part]


def _properties(schema: Any) -> list[tuple[str, Any]]:
    return [item for part in _walk(schema) if part.get("type") == "object" for item in part.get("properties", {}).items()]
