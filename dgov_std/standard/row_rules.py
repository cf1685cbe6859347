"""Row rules as typed values: what must hold between the columns of a row, or the fields of a description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dgov_std.standard.model import Facet
from dgov_std.text import Text

Test = Mapping[str, Any]
"""One condition on a column: {"in": (..)} | {"not": (..)} | {"present": True} | {"absent": True} | {"pattern": ".."}
| {"holds": (..)} | {"identifier": id} | {"codelist": id, "separator": ";"} | {"max_length": n}."""


RuleForm = Literal["when", "compare", "derive", "sum", "working_days", "within", "named", "axes", "fresh"]


@dataclass(frozen=True, slots=True)
class RowRule:
    """A declarative rule over one row. `form` says which members `body` holds:

    when: {"when": {column: Test}, "required": (..), "forbidden": (..), "tests": {column: Test}}
    compare: {"left": column, "op": "<=", "right": column | {"as_of": True}}
    derive: {"column": column, "segment": name, "of": column, "character": n | None, "map": {..} | None}
    sum: {"total": column, "of": (..)}
    working_days: {"from": column, "to": column, "at_most": n, "calendar": code list}
    within: {"code": column, "above": column}
    named: {"code": column, "name": column | None, "text": column | None, "as_of": bool}; a name or a text
    axes: {"longitude": column, "latitude": column, "longitude_range": (low, high), "latitude_range": (low, high)}
    fresh: {"updated": column, "cycle": column, "days": {cycle: n}, "tolerance": {cycle: n}}
    All but the first may hold "when", too: rows that do not meet it are not looked at.
    In the rules of an element, element ids stand where the others have columns; a dataset's instance of one
    names the `element`.
    """

    id: str
    title: Text | None
    form: RuleForm
    body: Mapping[str, Any]
    facet: Facet
    blame: str | None = None
    element: str | None = None
