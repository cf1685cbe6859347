"""Schema -> expression: two-valued JSON Schema over the cells of one row.

A keyword that does not apply to a value's type, or sits under an absent property, is true, below
`not`, `oneOf` and `if` as well. Unknown keywords are annotations; keywords that exist but cannot
apply to a flat record of texts are refused by name, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dgov_std.checks import CELL_CHECKS, ROW_CHECKS
from dgov_std.checks.setting import Setting
from dgov_std.errors import Problem, StandardError
from dgov_std.plan.expression import Across, All, AnyOf, Cell, Const, Expression, Leaf, Not, OneOf, Present, Slice
from dgov_std.text import Text

ANNOTATIONS = frozenset(
    "$schema $id $defs $comment $anchor $vocabulary title description default examples deprecated readOnly "
    "writeOnly advise classification cellType contentEncoding contentMediaType".split()
)
APPLICATORS = frozenset("allOf anyOf oneOf not if then else $ref".split())
REFUSED = frozenset(
    "$dynamicRef $dynamicAnchor additionalProperties patternProperties propertyNames unevaluatedProperties "
    "minProperties maxProperties dependentSchemas multipleOf minimum maximum exclusiveMinimum exclusiveMaximum "
    "items prefixItems contains minContains maxContains uniqueItems minItems maxItems unevaluatedItems".split()
)


@dataclass(frozen=True, slots=True)
class Compiler:
    """The root schema that `$ref`s resolve in, and the setting kernels are compiled with."""

    root: Mapping[str, Any]
    setting: Setting

    def resolve(self, ref: str) -> tuple[Any, str]:
        """Return the schema a local `$ref` names, and its pointer. Raises StandardError otherwise."""
        if not ref.startswith("#/"):
            raise refused("$ref", ref)
        node: Any = self.root
        for token in ref[2:].split("/"):
            name = token.replace("~1", "/").replace("~0", "~")
            node = node[int(name)] if isinstance(node, list) else node.get(name)
            if node is None:
                raise refused("$ref", ref)
        return node, ref[1:]

    def cell(self, schema: Any) -> Expression:  # noqa: ANN401 - any JSON value
        """Compile a schema of one cell."""
        if isinstance(schema, bool):
            return Const(schema)
        parts = [self._applicator(key, schema, self.cell) for key in schema if key in APPLICATORS]
        for key, value in schema.items():
            if key == "slices":
                parts += [Slice(item["start"], item["end"], self.cell(item["schema"])) for item in value]
            elif key not in APPLICATORS:
                parts.append(self.cell_leaf(key, value))
        return together(parts)

    def cell_leaf(self, key: str, value: Any) -> Expression:  # noqa: ANN401 - any JSON value
        """Compile one keyword over a text."""
        if key == "type":
            names = [value] if isinstance(value, str) else value
            if "string" not in names:
                raise refused(key, ", ".join(names))
            return Const(True)
        if key in CELL_CHECKS:
            kernel = CELL_CHECKS[key](value, self.setting)
            # `format` may be an annotation; what waits for a reference date stays, to be listed as not run.
            return Const(True) if kernel is None and key in {"format", "decimal"} else Leaf(key, value, kernel)
        if key in REFUSED or key in ROW_CHECKS or key in {"properties", "required"}:
            raise refused(key)
        return Const(True)

    def row(self, schema: Any) -> Expression:  # noqa: ANN401 - any JSON value
        """Compile a schema of one row."""
        if isinstance(schema, bool):
            return Const(schema)
        parts = [self._applicator(key, schema, self.row) for key in schema if key in APPLICATORS]
        for key, value in schema.items():
            if key == "properties":
                parts += [
                    Cell(name, self.cell(part)) if part is not False else Not(Present(name)) for name, part in value.items()
                ]
            elif key == "required":
                parts += [Present(name) for name in value]
            elif key not in APPLICATORS:
                parts.append(self.row_leaf(key, value))
        return together(parts)

    def row_leaf(self, key: str, value: Any) -> Expression:  # noqa: ANN401 - any JSON value
        """Compile one keyword over a row."""
        if key == "type":
            return Const(value == "object" or "object" in value)
        if key in ROW_CHECKS:
            kernel = ROW_CHECKS[key](value, self.setting)
            needed = kernel.columns[:1] if key == "sumColumns" else kernel.columns
            return Across(key, value, kernel.columns, kernel, needed)
        if key == "dependentRequired":
            return together(
                [AnyOf((Not(Present(name)), All(tuple(Present(n) for n in names)))) for name, names in value.items()]
            )
        if key in REFUSED:
            raise refused(key)
        return Const(True)

    def _applicator(self, key: str, schema: Mapping[str, Any], build: Callable[[Any], Expression]) -> Expression:
        value = schema[key]
        match key:
            case "$ref":
                return build(self.resolve(value)[0])
            case "allOf":
                return together([build(part) for part in value])
            case "anyOf":
                return AnyOf(tuple(build(part) for part in value))
            case "oneOf":
                return OneOf(tuple(build(part) for part in value))
            case "not":
                return Not(build(value))
            case "if":
                return self._conditional(schema, build)
            case _:
                return Const(True)  # then, else: read with their if

    def _conditional(self, schema: Mapping[str, Any], build: Callable[[Any], Expression]) -> Expression:
        test = build(schema["if"])
        parts: list[Expression] = []
        if "then" in schema:
            parts.append(AnyOf((Not(test), build(schema["then"]))))
        if "else" in schema:
            parts.append(AnyOf((test, build(schema["else"]))))
        return together(parts)


def together(parts: list[Expression]) -> Expression:
    """Return the conjunction, without the parts that are always true."""
    kept = tuple(part for part in parts if part != Const(True))
    return Const(True) if not kept else kept[0] if len(kept) == 1 else All(kept)


def refused(keyword: str, value: str = "") -> StandardError:
    """Return the error that names a keyword which cannot be executed on a flat record of texts."""
    shown = f"{keyword}: {value}" if value else keyword
    return StandardError(
        Problem(
            Text(f"这里不支持 JSON Schema 关键字 {shown}", f"the JSON Schema keyword {shown} is not supported here"),
            todo=Text("改用文档中列出的关键字", "use the keywords listed in the documentation"),
        )
    )
