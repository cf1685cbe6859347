"""GeoJSON (RFC 7946) and TopoJSON as JSON Schemas: the twin of what `checks.field_json` tests by hand."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any


def _is_number(checker: Any, value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, Decimal)


@cache
def _class() -> Any:  # noqa: ANN401 - the library has no type for it
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - a check without geography needs none of it
    from jsonschema.validators import extend  # noqa: PLC0415

    checker = Draft202012Validator.TYPE_CHECKER.redefine("number", _is_number)
    return extend(Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]


_POSITION = {"type": "array", "minItems": 2, "items": {"type": "number"}}


def _nested(depth: int, innermost: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _nested(depth - 1, innermost)} if depth else innermost


def _kind(name: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - schemas
    return {
        "if": {"required": ["type"], "properties": {"type": {"const": name}}},
        "then": {"required": list(members), "properties": members},
    }


_LINE = {"type": "array", "minItems": 2, "items": _POSITION}
_RING = {"type": "array", "minItems": 4, "items": _POSITION}
_KINDS = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"]
_GEOJSON: dict[str, Any] = {
    "$defs": {
        "geometry": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": _KINDS}},
            "allOf": [
                _kind("Point", coordinates=_POSITION),
                _kind("MultiPoint", coordinates=_nested(1, _POSITION)),
                _kind("LineString", coordinates=_LINE),
                _kind("MultiLineString", coordinates=_nested(1, _LINE)),
                _kind("Polygon", coordinates=_nested(1, _RING)),
                _kind("MultiPolygon", coordinates=_nested(2, _RING)),
                _kind("GeometryCollection", geometries={"type": "array", "items": {"$ref": "#/$defs/geometry"}}),
            ],
        },
        "feature": {
            "type": "object",
            "required": ["type", "geometry", "properties"],
            "properties": {
                "type": {"const": "Feature"},
                "geometry": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/geometry"}]},
                "properties": {"type": ["object", "null"]},
                "id": {"type": ["string", "number"]},
            },
        },
        "collection": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"const": "FeatureCollection"},
                "features": {"type": "array", "items": {"$ref": "#/$defs/feature"}},
            },
        },
    },
    "anyOf": [{"$ref": f"#/$defs/{name}"} for name in ("geometry", "feature", "collection")],
}
_INDEX = {"type": "number"}
_TOPOLOGY: dict[str, Any] = {
    "$defs": {
        "shape": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": [*_KINDS, None]}},
            "allOf": [
                _kind("Point", coordinates=_POSITION),
                _kind("MultiPoint", coordinates=_nested(1, _POSITION)),
                _kind("LineString", arcs=_nested(1, _INDEX)),
                _kind("MultiLineString", arcs=_nested(2, _INDEX)),
                _kind("Polygon", arcs=_nested(2, _INDEX)),
                _kind("MultiPolygon", arcs=_nested(3, _INDEX)),
                _kind("GeometryCollection", geometries={"type": "array", "items": {"$ref": "#/$defs/shape"}}),
            ],
        },
    },
    "type": "object",
    "required": ["type", "arcs", "objects"],
    "properties": {
        "type": {"const": "Topology"},
        "arcs": _nested(2, _POSITION),
        "objects": {"type": "object", "additionalProperties": {"$ref": "#/$defs/shape"}},
    },
}


def _rings(value: Any) -> list[Any]:  # noqa: ANN401 - any valid GeoJSON
    """Return every ring of every polygon."""
    if isinstance(value, list):
        return [ring for item in value for ring in _rings(item)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "Polygon":
        return list(value["coordinates"])
    if value.get("type") == "MultiPolygon":
        return [ring for polygon in value["coordinates"] for ring in polygon]
    return _rings([value.get(name) for name in ("geometry", "geometries", "features")])


def _indices(value: Any) -> list[Any]:  # noqa: ANN401 - the objects of a topology
    if isinstance(value, list):
        return [index for item in value for index in _indices(item)]
    if isinstance(value, dict):
        return _flat(value.get("arcs", [])) + _indices(value.get("geometries", []))
    return []


def _flat(value: Any) -> list[Any]:  # noqa: ANN401
    return [item for part in value for item in _flat(part)] if isinstance(value, list) else [value]


def is_geojson(value: Any) -> bool:  # noqa: ANN401 - any JSON value, numbers as Decimal
    """Return whether the value is a GeoJSON object; rings must be closed, which a JSON Schema cannot say."""
    return bool(_class()(_GEOJSON).is_valid(value)) and all(ring[0] == ring[-1] for ring in _rings(value))


def is_topology(value: Any) -> bool:  # noqa: ANN401 - any JSON value, numbers as Decimal
    """Return whether the value is a TopoJSON topology; arcs are named by whole numbers."""
    if not _class()(_TOPOLOGY).is_valid(value):
        return False
    shapes = [item for item in value["objects"].values() if item["type"] not in ("Point", "MultiPoint", None)]
    return all(index == int(index) for index in _indices(shapes))
