r"""A `jsonschema` validator that knows our keywords: the reference verdict on a bound row.

`pattern` and `format` replace jsonschema's own, which accept full-width digits under `\d`, a
trailing newline under `$`, and any text as a date. `advise` is not asserted; `advice` walks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from dgov_std.reference.cells import CELL_KEYWORDS, Cell
from dgov_std.reference.fields import read
from dgov_std.reference.numbers import in_schema
from dgov_std.reference.records import record
from dgov_std.reference.rows import ROW_KEYWORDS, RowKeyword
from dgov_std.reference.setting import Setting
from dgov_std.reference.tables import TABLE_KEYWORDS, TableKeyword

Errors = Iterator[ValidationError]
_OWN_IN_JSONSCHEMA = {"minLength", "maxLength", "enum", "const"}
_NUMBER_KEYWORDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
_INTERNAL = {"jsonType", "numberIn"}


def _cell(name: str, judge: Cell, setting: Setting) -> Callable[..., Errors]:
    def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
        if isinstance(instance, str) and not judge(value, instance, setting):
            yield ValidationError(name)

    return keyword


def _number(name: str, judge: Cell, setting: Setting) -> Callable[..., Errors]:
    def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
        if isinstance(instance, Decimal) and not judge(value, str(instance), setting):
            yield ValidationError(name)

    return keyword


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401
    """JSON equality: 1 and 1.0 are one number, neither is true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    numbers = [
        in_schema(v) if isinstance(v, int | float) else v
        for v in (one, other)
        if isinstance(v, int | float | Decimal) and not isinstance(v, bool)
    ]
    if numbers:
        return len(numbers) == 2 and bool(numbers[0] == numbers[1])
    return type(one) is type(other) and bool(one == other)


def _enum(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
    if not any(_same(item, instance) for item in value):
        yield ValidationError("enum")


def _const(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
    if not _same(value, instance):
        yield ValidationError("const")


def _is_number(checker: Any, instance: Any) -> bool:  # noqa: ANN401
    return isinstance(instance, int | float | Decimal) and not isinstance(instance, bool)


def _is_integer(checker: Any, instance: Any) -> bool:  # noqa: ANN401
    return _is_number(checker, instance) and Decimal(instance) == Decimal(instance).to_integral_value()


_TYPES = Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer})


def _by_name(schema: Any, names: Collection[str]) -> Any:  # noqa: ANN401 - any JSON value
    """Return a document whose `patternProperties` list the properties they match, for a library that reads
    patterns as Python does.
    """
    if isinstance(schema, list):
        return [_by_name(item, names) for item in schema]
    if not isinstance(schema, dict):
        return schema
    # A `$schema` would have the library go on with its own validator instead of this one.
    found = {
        key: value if key in {"enum", "const"} else _by_name(value, names)
        for key, value in schema.items()
        if key != "$schema" or not isinstance(value, str)
    }
    if isinstance(found.get("patternProperties"), dict):
        by_names = {}
        for i, (expression, part) in enumerate(found["patternProperties"].items()):
            matched = [re.escape(name) for name in names if CELL_KEYWORDS["pattern"](expression, name, Setting({}))]
            by_names[rf"\A(?:{'|'.join(matched) or '(?!)'})\Z" + "(?:)" * i] = part
        found["patternProperties"] = by_names
    return found


def _row(name: str, judge: RowKeyword, setting: Setting) -> Callable[..., Errors]:
    def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
        if isinstance(instance, dict) and not judge(value, instance, setting):
            yield ValidationError(name)

    return keyword


def _slices(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
    """`slices`: the characters start..end of a text satisfy a schema; too short says nothing."""
    if isinstance(instance, str):
        for index, item in enumerate(value):
            if len(instance) >= item["end"]:
                yield from validator.descend(instance[item["start"] : item["end"]], item["schema"], schema_path=index)


def _parts(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
    """`parts`: the piece of a text between separators satisfies a schema; fewer pieces say nothing."""
    if isinstance(instance, str):
        for index, item in enumerate(value):
            pieces = instance.split(item["separator"])
            if len(pieces) > item["index"]:
                yield from validator.descend(pieces[item["index"]], item["schema"], schema_path=index)


def _as_key(cell: Any, reading: Any) -> Any:  # noqa: ANN401 - a text or nothing; the value it stands for
    found = read(reading, cell) if reading and cell is not None else None
    return cell if found is None else found


def _rows(name: str, judge: TableKeyword, setting: Setting) -> Callable[..., Errors]:
    """A keyword on the array of rows: it fails when any row does."""

    def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
        for item in value if isinstance(instance, list) else ():
            if judge(item, instance, setting):
                yield ValidationError(name)

    return keyword


def validator_for(
    schema: Mapping[str, Any],
    setting: Setting,
    root: Mapping[str, Any] | None = None,
    names: Collection[str] = (),
) -> Any:  # noqa: ANN401 - the library has no type for it
    """Return a validator for `schema`; `$ref`s resolve within `root` (default: the schema itself).

    `names` are all property names there may be; `patternProperties` speak of no others.
    """
    keywords: dict[str, Any] = {
        name: _cell(name, judge, setting)
        for name, judge in CELL_KEYWORDS.items()
        if name not in _OWN_IN_JSONSCHEMA | _NUMBER_KEYWORDS | _INTERNAL
    }
    keywords |= {name: _number(name, CELL_KEYWORDS[name], setting) for name in _NUMBER_KEYWORDS}
    keywords |= {"enum": _enum, "const": _const}
    keywords |= {name: _row(name, judge, setting) for name, judge in ROW_KEYWORDS.items()}
    keywords |= {"slices": _slices, "parts": _parts}
    keywords |= {name: _rows(name, judge, setting) for name, judge in TABLE_KEYWORDS.items()}
    cls = extend(Draft202012Validator, keywords, type_checker=_TYPES)  # type: ignore[no-untyped-call]
    validator = cls(_by_name(dict(root if root is not None else schema), names), registry=Registry())
    return validator if root is None or root is schema else validator.evolve(schema=_by_name(dict(schema), names))


def row_passes(root: Mapping[str, Any], row: Mapping[str, str], setting: Setting, pointer: str = "#/$defs/row") -> bool:
    """Return the verdict of the schema at `pointer` on one bound row (missing cells left out)."""
    return bool(validator_for({"$ref": pointer}, setting, root).is_valid(dict(row)))


def record_passes(root: Mapping[str, Any], row: Mapping[str, str], columns: list[str], pointer: str = "#") -> bool:
    """Return the verdict of a foreign schema on a row of texts, which stand for what their types say.

    `columns` are all property names the file has; `row` the cells that are not missing.
    """
    instance = record(root, pointer, row, columns)
    return bool(validator_for({"$ref": pointer}, Setting({}), root, columns).is_valid(instance))
