"""Cells that hold JSON (`object`, `array`, `geojson`, `geopoint`), and `list`: judged once per distinct value.

JSON is read strictly (RFC 8259: no NaN, no Infinity), nested at most 64 deep, its numbers exactly.
A geographic point is longitude then latitude, within 180 and 90 degrees.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, missing_in, numbers_of, strings, where
from dgov_std.checks.field_number import NumberReader, by_distinct, canonical, judged, number_reader, signs

DEEPEST = 64
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,6})?"
_GAP = r"[ \t\n\r]*"
_POINT = rf"^{_GAP}\[{_GAP}(?P<lon>{_NUMBER}){_GAP},{_GAP}(?P<lat>{_NUMBER}){_GAP}\]{_GAP}$"
_PAIR = r"^(?P<lon>[^,]*), ?(?P<lat>[^,]*)$"
Json = Any


def read_json(text: str) -> Json:
    """Return the JSON value of a text. Raises ValueError when it is none, or nests too deep."""
    try:
        found = json.loads(text, parse_float=_decimal, parse_int=_decimal, parse_constant=_constant)
    except RecursionError:
        raise ValueError(text) from None
    if _depth(found) > DEEPEST:
        raise ValueError(text)
    return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None


def _constant(text: str) -> Json:
    raise ValueError(text)


def _depth(value: Json) -> int:
    depth, level = 0, [value]
    while level:
        held: list[Json] = []
        for item in level:
            if isinstance(item, dict):
                held += item.values()
            elif isinstance(item, list):
                held += item
        depth += any(isinstance(item, dict | list) for item in level)
        level = held
    return depth


def json_or(text: str, otherwise: Json = None) -> Json:
    """Return the JSON value of a text, `otherwise` when it is none."""
    try:
        return read_json(text)
    except ValueError:
        return otherwise


def spelled(value: Json) -> str:
    """Return a JSON value so that equal values are equal texts: sorted keys, numbers by value."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{spelled(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(spelled(item) for item in value) + "]"
    return canonical(value) if isinstance(value, Decimal) else json.dumps(value)


@dataclass(frozen=True, slots=True)
class JsonReader:
    """Reads cells whose JSON value satisfies `accepts`."""

    accepts: Callable[[Json], bool]

    def good(self, values: Strings) -> Mask:
        """Return which values can be read."""
        return judged(values, lambda cell: self.accepts(json_or(cell)))

    def canonical(self, values: Strings) -> Strings:
        """Return equal texts for equal JSON values, null where there is none."""
        return by_distinct(values, lambda cell: spelled(read_json(cell)) if self.accepts(json_or(cell)) else None)

    def lengths(self, values: Strings) -> Ints:
        """Return how many items each value holds, -1 where there is none."""

        def size(cell: str) -> int:
            found = json_or(cell)
            return len(found) if self.accepts(found) else -1

        return signs(values, size)


@dataclass(frozen=True, slots=True)
class PointReader:
    """Reads a geographic point written `lon, lat` or `[lon, lat]`; `shape` takes the two apart."""

    shape: str
    number: NumberReader

    def _parts(self, values: Strings) -> tuple[Strings, Strings]:
        taken = pc.extract_regex(values, self.shape)
        return pc.struct_field(taken, "lon"), pc.struct_field(taken, "lat")

    def good(self, values: Strings) -> Mask:
        """Return which values are points on the earth."""
        lon, lat = self._parts(values)
        return self.number.within(lon, 180) & self.number.within(lat, 90)

    def canonical(self, values: Strings) -> Strings:
        """Return equal texts for equal points, null where there is none."""
        lon, lat = (self.number.canonical(part) for part in self._parts(values))
        return where(self.good(values), pc.binary_join_element_wise(lon, lat, ","))


@dataclass(frozen=True, slots=True)
class ListReader:
    """Reads items of one type between delimiters."""

    delimiter: str
    item: Any

    def _items(self, values: Strings) -> tuple[Strings, Ints]:
        filled = pc.fill_null(values, "")
        lists = pc.split_pattern(filled, self.delimiter)
        return pc.list_flatten(lists), numbers_of(pc.list_value_length(lists)).astype(np.int64)

    def good(self, values: Strings) -> Mask:
        """Return which values are lists of items of the type."""
        items, sizes = self._items(values)
        wrong = np.concatenate(([0], np.cumsum(~self.item.good(items))))
        ends = np.cumsum(sizes)
        return np.asarray(wrong[ends] == wrong[ends - sizes]) & ~missing_in(values)

    def canonical(self, values: Strings) -> Strings:
        """Return equal texts for equal lists, null where there is none."""

        def text(cell: str) -> str | None:
            items = self.item.canonical(strings(cell.split(self.delimiter)))
            return None if items.null_count else json.dumps(items.to_pylist())

        return by_distinct(values, text)

    def lengths(self, values: Strings) -> Ints:
        """Return how many items each value holds, -1 where it cannot be read."""
        return np.where(self.good(values), self._items(values)[1], -1)


def point_reader(form: str) -> PointReader | JsonReader:
    """Return the reader of a `geopoint` field in one of its formats."""
    if form == "object":
        return JsonReader(_is_point)
    bare = number_reader({"type": "number"})
    return PointReader(_POINT if form == "array" else _PAIR, NumberReader(bare.shape, True, ".", "", True))


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


def _is_array(value: Json) -> bool:
    return isinstance(value, list)


def _is_point(value: Json) -> bool:
    if not isinstance(value, dict) or set(value) != {"lon", "lat"}:
        return False
    return all(_is_number(value[name]) and abs(value[name]) <= limit for name, limit in (("lon", 180), ("lat", 90)))


def _is_number(value: Json) -> bool:
    return isinstance(value, Decimal)


def json_reader(spec: Mapping[str, Any]) -> JsonReader:
    """Return the reader of an `object`, `array` or `geojson` field."""
    if spec["type"] == "object":
        return JsonReader(_is_object)
    if spec["type"] == "array":
        return JsonReader(_is_array)
    return JsonReader(is_topology if spec.get("format") == "topojson" else is_geojson)


_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def is_geojson(value: Json) -> bool:
    """Whether a JSON value is a GeoJSON object (RFC 7946, sections 1.4 and 3)."""
    if not isinstance(value, dict):
        return False
    match value.get("type"):
        case "FeatureCollection":
            features = value.get("features")
            return isinstance(features, list) and all(_is_feature(item) for item in features)
        case "Feature":
            return _is_feature(value)
        case _:
            return _is_geometry(value)


def _is_feature(value: Json) -> bool:
    if not isinstance(value, dict) or value.get("type") != "Feature" or not {"geometry", "properties"} <= set(value):
        return False
    properties, name = value["properties"], value.get("id", "")
    known = value["geometry"] is None or _is_geometry(value["geometry"])
    return known and (properties is None or isinstance(properties, dict)) and isinstance(name, str | Decimal)


def _is_geometry(value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    if kind == "GeometryCollection":
        held = value.get("geometries")
        return isinstance(held, list) and all(_is_geometry(item) for item in held)
    if not isinstance(kind, str) or kind not in _DEPTHS:
        return False
    places: Any = value.get("coordinates")
    if kind == "LineString":
        return _are_positions(places, 1) and len(places) >= 2
    if kind == "MultiLineString":
        return _are_positions(places, 2) and all(len(line) >= 2 for line in places)
    if kind == "Polygon":
        return _are_rings(places)
    if kind == "MultiPolygon":
        return isinstance(places, list) and all(_are_rings(part) for part in places)
    return _are_positions(places, _DEPTHS[kind])


def _are_positions(value: Json, depth: int) -> bool:
    if not isinstance(value, list):
        return False
    if depth:
        return all(_are_positions(item, depth - 1) for item in value)
    return len(value) >= 2 and all(_is_number(item) for item in value)


def _are_rings(value: Json) -> bool:
    """Whether a value is a list of closed rings of four or more positions (RFC 7946, section 3.1.6)."""
    return _are_positions(value, 2) and all(len(ring) >= 4 and ring[0] == ring[-1] for ring in value)


def is_topology(value: Json) -> bool:
    """Whether a JSON value is a TopoJSON topology: its members present and of the right kinds."""
    if not isinstance(value, dict) or value.get("type") != "Topology":
        return False
    arcs, objects = value.get("arcs"), value.get("objects")
    if not _are_positions(arcs, 2) or not isinstance(objects, dict):
        return False
    return all(_is_shape(item) for item in objects.values())


def _is_shape(value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    if kind == "GeometryCollection":
        held = value.get("geometries")
        return isinstance(held, list) and all(_is_shape(item) for item in held)
    if kind is None:
        return "type" in value
    if kind in ("Point", "MultiPoint"):
        return _are_positions(value.get("coordinates"), _DEPTHS[kind])
    return isinstance(kind, str) and kind in _DEPTHS and _are_indices(value.get("arcs"), _DEPTHS[kind])


def _are_indices(value: Json, depth: int) -> bool:
    if depth:
        return isinstance(value, list) and all(_are_indices(item, depth - 1) for item in value)
    return isinstance(value, Decimal) and value == value.to_integral_value()
