r"""A `jsonschema` validator that knows our keywords: the reference verdict on a bound row.

`pattern` and `format` replace jsonschema's own, which accept full-width digits under `\d`, a
trailing newline under `$`, and any text as a date. `advise` is not asserted; `advice` walks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from dgov_std.reference.cells import CELL_KEYWORDS, Cell
from dgov_std.reference.rows import ROW_KEYWORDS, RowKeyword
from dgov_std.reference.setting import Setting

Errors = Iterator[ValidationError]
_OWN_IN_JSONSCHEMA = {"minLength", "maxLength", "enum", "const"}


def _cell(name: str, judge: Cell, setting: Setting) -> Callable[..., Errors]:
    def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
        if isinstance(instance, str) and not judge(value, instance, setting):
            yield ValidationError(name)

    return keyword


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


def _unique_keys(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:  # noqa: ANN401
    """`uniqueKeys`: no two rows agree in all columns of a key; a missing cell matters only if `missing: equal`."""
    for key in value:
        seen: set[tuple[str | None, ...]] = set()
        for row in instance if isinstance(instance, list) else []:
            cells = tuple(row.get(column) for column in key["columns"])
            if None in cells and key.get("missing") != "equal":
                continue
            if cells in seen:
                yield ValidationError("uniqueKeys")
                break
            seen.add(cells)


def validator_for(schema: Mapping[str, Any], setting: Setting, root: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401
    """Return a validator for `schema`; `$ref`s resolve within `root` (default: the schema itself)."""
    keywords: dict[str, Any] = {
        name: _cell(name, judge, setting) for name, judge in CELL_KEYWORDS.items() if name not in _OWN_IN_JSONSCHEMA
    }
    keywords |= {name: _row(name, judge, setting) for name, judge in ROW_KEYWORDS.items()}
    keywords |= {"slices": _slices, "uniqueKeys": _unique_keys}
    cls = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    validator = cls(dict(root if root is not None else schema), registry=Registry())
    return validator if root is None or root is schema else validator.evolve(schema=dict(schema))


def row_passes(root: Mapping[str, Any], row: Mapping[str, str], setting: Setting, pointer: str = "#/$defs/row") -> bool:
    """Return the verdict of the schema at `pointer` on one bound row (missing cells left out)."""
    return bool(validator_for({"$ref": pointer}, setting, root).is_valid(dict(row)))
