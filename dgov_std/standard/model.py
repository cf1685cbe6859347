"""A standard as typed values: what the loader builds from YAML and the compiler reads.

Names follow ISO/IEC 11179 and GB/T 19488.1; the reference of the YAML form is generated from the
JSON Schemas of the kinds. Every value that constrains carries its place in the file and its
provenance, because a rule is only as strong as its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from dgov_std.text import Text


class Confidence(StrEnum):
    """How sure a rule's source is. A rule of low confidence can at most warn."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a YAML file, 1-based; prints as `file:line:column`."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from."""

    standard: str | None = None
    clause: str | None = None
    confidence: Confidence = Confidence.MEDIUM
    note: Text | None = None


Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Facet:
    """One constraint with its provenance.

    `value` is the facet's own value (text, int, tuple, mapping: see the facet in the kind's
    schema); `options` are the further keys of the long form (`unit`, `at`, `leaf_only`, …).
    `severity` is already decided: declared, or derived from the confidence.
    """

    value: Any
    severity: Severity
    source: Source
    mark: Mark
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A value that must pass or must fail; `because` names the reason it must fail for."""

    value: str
    mark: Mark
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What every document has."""

    kind: str
    id: str
    title: Text
    mark: Mark
    source: Source
    definition: Text | None = None
    edition: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    status: Literal["current", "superseded", "retired"] = "current"
    replaced_by: str | None = None
    valid: tuple[Example, ...] = ()
    invalid: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A declared loosening of something inherited: `target` names what (`max_length`, a rule id …)."""

    target: str
    reason: Text
    mark: Mark
    use: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A data element (ISO/IEC 11179-3; GB/T 19488.1). `base` is the inherited element it overrides.

    `facets` by name: identifier, any_of (tuple of ids), codelist, enum (tuple), pattern, min_length,
    max_length, date (tuple of forms), decimal (mapping).
    """

    head: Head
    facets: Mapping[str, Facet]
    object_class: Text | None = None
    property: Text | None = None
    representation: Text | None = None
    short_name: str | None = None
    aliases: tuple[str, ...] = ()
    format: str | None = None
    unit: Text | None = None
    personal: bool = False
    category: str | None = None
    level: str | None = None
    open_end: tuple[str, ...] = ()
    recognise_headers: tuple[str, ...] = ()
    recognise_shape: str | None = None
    relax: tuple[Relaxation, ...] = ()
    base: Element | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A fixed-length piece of an identifier; `start` is 0-based within the whole value."""

    name: str
    title: Text | None
    start: int
    length: int
    constraint: Facet | None  # value: (kind, argument) with kind codelist|identifier|date|alphabet|enum|pattern
    mark: Mark


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier scheme. Either `segments` (fixed length), `pattern`, or `forms` (any of)."""

    head: Head
    alphabet: str | None = None
    segments: tuple[Segment, ...] = ()
    pattern: Facet | None = None
    strip: str | None = None
    check: Facet | None = None  # value: mapping with method, weights, modulus, map, values, position, variant
    forms: tuple[str, ...] = ()
    personal: bool = False
    case: Literal["upper", "lower"] | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list. Dates are ISO dates or years; `valid_to` is the day or year of abolition."""

    code: str
    name: Text
    parent: str | None = None
    level: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    replaced_by: str | None = None
    aliases: tuple[str, ...] = ()
    rolls_up_to: str | None = None
    local_only: bool = False
    kind: str | None = None  # of a calendar's day: holiday, workday; or year
    explained: str | None = None  # the character after which an explanation may follow


@dataclass(frozen=True, slots=True)
class CodeList:
    """A value domain as a list of codes; local additions are already appended.

    `external`: who checks may give the codes, or give others; without any its checks are skipped.
    """

    head: Head
    codes: tuple[Code, ...]
    known_until: str | None = None
    open: bool = False
    missing: Text | None = None
    known_from: str | None = None
    external: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """Rules for column labels and file names: facets `pattern`, `max_length`; `terms` are the 词根."""

    head: Head
    columns: Mapping[str, Facet]
    files: Mapping[str, Facet]
    terms: tuple[str, ...] = ()
    require_term: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One grade of a classification, low to high by position."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class ReleaseRule:
    """What may be released: where metadata field values match `when`, the dataset's level may be at most `max_level`."""

    id: str
    title: Text | None
    when: Mapping[str, tuple[str, ...]]
    max_level: str
    facet: Facet


@dataclass(frozen=True, slots=True)
class Classification:
    """Categories and ordered levels, with the rules of release."""

    head: Head
    levels: tuple[Level, ...]
    categories: tuple[Level, ...] = ()
    release: tuple[ReleaseRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A metadata field of a dataset description. Facets as for elements; `required` is a facet or None."""

    id: str
    title: Text
    facets: Mapping[str, Facet]
    required: Facet | None
    mark: Mark


Test = Mapping[str, Any]
"""One condition on a column: {"in": (..)} | {"not": (..)} | {"present": True} | {"absent": True} | {"pattern": ".."}
| {"holds": (..)} | {"identifier": id} | {"codelist": id, "separator": ";"} | {"max_length": n}."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """A declarative rule over one row. `form` says which members `body` holds:

    when: {"when": {column: Test}, "required": (..), "forbidden": (..), "tests": {column: Test}}
    compare: {"left": column, "op": "<=", "right": column | {"as_of": True}}
    derive: {"column": column, "segment": name, "of": column, "map": {..} | None}
    sum: {"total": column, "of": (..)}
    working_days: {"from": column, "to": column, "at_most": n, "calendar": code list}
    All but the first may hold "when", too: rows that do not meet it are not looked at.
    """

    id: str
    title: Text | None
    form: Literal["when", "compare", "derive", "sum", "working_days"]
    body: Mapping[str, Any]
    facet: Facet
    blame: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """An element used as a column of a dataset. `column` is the official header.

    A file without the column is not told so where `noted` is false.
    """

    element: str
    id: str
    column: str
    aliases: tuple[str, ...]
    required: Facet | None
    mark: Mark
    noted: bool = True


@dataclass(frozen=True, slots=True)
class Key:
    """Columns that together must be unique."""

    id: str
    title: Text | None
    columns: tuple[str, ...]
    facet: Facet


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that must stand together in the columns `to` of a dataset, of a file given by name, or of this table."""

    id: str
    title: Text | None
    columns: tuple[str, ...]
    to: tuple[str, ...]
    facet: Facet
    dataset: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A condition on the rows of one key: `one` value in some columns, or at most so many rows or values."""

    id: str
    title: Text | None
    by: tuple[str, ...]
    facet: Facet
    one: tuple[str, ...] = ()
    at_most: int | None = None
    distinct: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a table has; either bound may be open."""

    minimum: int | None
    maximum: int | None
    facet: Facet


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table: its columns, keys and row rules. `base` is the inherited dataset it overrides."""

    head: Head
    uses: tuple[Use, ...]
    rules: tuple[RowRule, ...] = ()
    keys: tuple[Key, ...] = ()
    identical_rows: Facet | None = None
    missing_values: tuple[str, ...] = ()
    extra_columns: Severity = "info"
    relax: tuple[Relaxation, ...] = ()
    base: Dataset | None = None
    references: tuple[Reference, ...] = ()
    groups: tuple[Group, ...] = ()
    rows: Count | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """The metadata a dataset must come with (GB/T 21063.3; resource catalogue fields)."""

    head: Head
    fields: tuple[Field, ...]
    rules: tuple[RowRule, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorDef:
    """A quality indicator: `counts` is ("passed"|"failed", (code prefixes…)) or ("rows", (which,))."""

    id: str
    title: Text
    dimension: str
    polarity: Literal["higher", "lower"]
    unit: Literal["cell", "row", "file"]
    counts: tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Quality:
    """A quality model: its indicators in the order of the standard."""

    head: Head
    indicators: tuple[IndicatorDef, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A loaded standard: its manifest and every document visible in it, inherited ones included."""

    head: Head
    authority: Text | None
    extends: tuple[str, ...]
    dataset_order: tuple[str, ...]
    naming: str | None
    description: str | None
    classification: str | None
    quality: str | None
    elements: Mapping[str, Element]
    identifiers: Mapping[str, Identifier]
    codelists: Mapping[str, CodeList]
    namings: Mapping[str, Naming]
    classifications: Mapping[str, Classification]
    descriptions: Mapping[str, Description]
    datasets: Mapping[str, Dataset]
    qualities: Mapping[str, Quality]
