"""A standard as typed values: what the loader builds from YAML and the compiler reads.

Names follow ISO/IEC 11179 and GB/T 19488.1; the reference of the YAML form is generated from the
JSON Schemas of the kinds. Every value that constrains carries its place in the file and its
provenance, because a rule is only as strong as its source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from dgov_std.text import Text

if TYPE_CHECKING:
    from dgov_std.standard.quality_model import Quality
    from dgov_std.standard.row_rules import RowRule


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
    """A value and what a check must say of it; `because` is a finding code or its beginning."""

    value: str
    mark: Mark
    because: str | None = None
    as_of: str | None = None


Cells = Mapping[str, str | None]
"""Cells of one example row by column id; None takes the cell away."""


@dataclass(frozen=True, slots=True)
class RowExample:
    """Rows that must warn or must fail, written as changes of the first valid row.

    `without` are columns whose cell is taken away, one after the other: so many examples in one.
    `because` is `required`, the id of a rule, or a finding code or its beginning.
    """

    rows: tuple[Cells, ...]
    mark: Mark
    because: str | None = None
    without: tuple[tuple[str, Mark], ...] = ()


@dataclass(frozen=True, slots=True)
class RowExamples:
    """The examples of a dataset; `valid` are whole rows, the first is the base of the others."""

    valid: tuple[RowExample, ...]
    doubtful: tuple[RowExample, ...] = ()
    invalid: tuple[RowExample, ...] = ()
    as_of: str | None = None


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
    aliases: tuple[str, ...] = ()
    doubtful: tuple[Example, ...] = ()
    as_of: str | None = None  # the reference date the examples are checked at


@dataclass(frozen=True, slots=True)
class Masking:
    """How values are masked when they are given out: the characters kept at either end."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Relation:
    """How an element relates to another (GB/T 19488.1): derived-from, composed-of, replaces, used-with."""

    type: str
    element: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Impact:
    """Who would be harmed by a breach of the data, and how badly (GB/T 43697): ids of the classification."""

    object: str
    degree: str
    mark: Mark


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
    datatype: str | None = None
    masking: Masking | None = None
    relations: tuple[Relation, ...] = ()
    impact: Impact | None = None
    rules: tuple[RowRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an identifier; `start` is 0-based within the whole value, `length` is 0 where it varies.

    Of an identifier with a separator the pieces lie between the separators, and `start` is the number of the piece.
    """

    name: str
    title: Text | None
    start: int
    length: int
    constraint: Facet | None  # value: (kind, argument) with kind codelist|identifier|date|alphabet|enum|pattern
    mark: Mark


@dataclass(frozen=True, slots=True)
class Shape:
    """A further pattern of the whole value, asked only of values that match `where`; the facet holds the pattern."""

    id: str
    title: Text
    where: str | None
    facet: Facet


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier scheme: `segments`, `pattern` (variable length), or `forms` (any of).

    `prefix` and `separator` are no part of the check, nor is `strip`, which may be written or not.
    """

    head: Head
    alphabet: str | None = None
    segments: tuple[Segment, ...] = ()
    pattern: Facet | None = None
    strip: str | None = None
    check: Facet | None = None  # value: method, weights, modulus, map, values, position, variant, rotate, where, elsewhere
    forms: tuple[str, ...] = ()
    personal: bool = False
    case: Literal["upper", "lower"] | None = None
    prefix: str | None = None
    separator: str | None = None
    shapes: tuple[Shape, ...] = ()

    @property
    def length(self) -> int | None:
        """How many characters the segments have together with the prefix, None where that varies or there are none."""
        lengths = [segment.length for segment in self.segments]
        return None if self.separator or not all(lengths) or not lengths else len(self.prefix or "") + sum(lengths)

    @property
    def placed(self) -> tuple[Segment, ...]:
        """The segments that stand at the same characters in every value."""
        return () if self.separator else tuple(segment for segment in self.segments if segment.length)


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list. Dates are ISO dates or years; `valid_to` is the day or year of abolition.

    `replaced_by`: the successor, several separated by `|`.
    """

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

    @property
    def successors(self) -> tuple[str, ...]:
        """The codes that took its place, the one that keeps the name first: `replaced_by`, parted at `|`."""
        return tuple(self.replaced_by.split("|")) if self.replaced_by else ()


@dataclass(frozen=True, slots=True)
class CodeLevel:
    """One level of a hierarchy of codes; `pattern` is what its codes look like."""

    id: str
    title: Text
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """What was declared and what was found of the file a list or mapping was read from: lines of data, SHA-256."""

    file: str | None = None
    rows: int | None = None
    sha256: str | None = None
    rows_found: int | None = None
    sha256_found: str | None = None
    licence: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class CodeList:
    """A value domain as a list of codes; local additions are already appended.

    `external`: who checks may give the codes, or give others; without any its checks are skipped.
    `missing_where`: the shape of the codes that the list may lack. `also_known`: lists of codes that
    are met in data although they are none of this list.
    """

    head: Head
    codes: Sequence[Code]
    known_until: str | None = None
    open: bool = False
    missing: Text | None = None
    known_from: str | None = None
    external: bool = False
    missing_where: str | None = None
    also_known: tuple[str, ...] = ()
    levels: tuple[CodeLevel, ...] = ()
    hierarchy: Literal["prefix", "free"] | None = None
    reused: bool = False
    copy: Copy = Copy()


Match = Literal["same", "broader", "narrower", "overlaps", "none", "unknown"]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """One line of a mapping. `relation` says what `target` is, compared with `code`; none and unknown may do without."""

    code: str
    target: str | None
    relation: Match
    mark: Mark
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CodeMapping:
    """Which codes of the list `of` correspond to which of the list `to`; `total`: every code of `of` stands in it."""

    head: Head
    of: str
    to: str
    lines: tuple[Correspondence, ...]
    total: bool = False
    copy: Copy = Copy()


@dataclass(frozen=True, slots=True)
class Word:
    """One 词根 of a naming dictionary. `expects`: facets, one of which an element needs."""

    term: str
    en: str
    short: str
    role: str  # object, property, representation, qualifier
    expects: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Naming:
    """Rules for column labels and file names: facets `pattern`, `max_length`; `terms` are the 词根."""

    head: Head
    columns: Mapping[str, Facet]
    files: Mapping[str, Facet]
    terms: tuple[str, ...] = ()
    require_term: bool = False
    words: tuple[Word, ...] = ()  # of the dictionary


@dataclass(frozen=True, slots=True)
class Level:
    """One grade of a classification, low to high by position."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Grading:
    """One field of the matrix: harm of this degree to this object means this level (GB/T 43697-2024, annex)."""

    object: str
    degree: str
    level: str
    source: Source
    mark: Mark


@dataclass(frozen=True, slots=True)
class SensitiveList:
    """The sensitive personal information of one standard, in force from `valid_from` until before `valid_to`.

    `elements`: element id -> category id, which is one of `categories`; `identifiers`: identifier id
    -> category id, for every element that may hold such an identifier.
    """

    id: str
    title: Text
    source: Source
    valid_from: str
    valid_to: str | None
    categories: tuple[Level, ...]
    elements: Mapping[str, str]
    identifiers: Mapping[str, str]
    mark: Mark


@dataclass(frozen=True, slots=True)
class ReleaseRule:
    """What may be released where metadata field values match `when`.

    The dataset's level may be at most `max_level`; or, where that is None, the dataset may hold no
    sensitive personal information of the list that is in force.
    """

    id: str
    title: Text | None
    when: Mapping[str, tuple[str, ...]]
    max_level: str | None
    facet: Facet


@dataclass(frozen=True, slots=True)
class Classification:
    """Categories and ordered levels, how a level follows from harm, and the rules of release."""

    head: Head
    levels: tuple[Level, ...]
    categories: tuple[Level, ...] = ()
    release: tuple[ReleaseRule, ...] = ()
    objects: tuple[Level, ...] = ()
    degrees: tuple[Level, ...] = ()
    matrix: tuple[Grading, ...] = ()
    sensitive: tuple[SensitiveList, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A metadata field of a dataset description. Facets as for elements; `required` is a facet or None.

    `dcat` are the properties of DCAT 3 or Dublin Core of the same meaning. Where `only_with` names
    elements, the field is required only of datasets that have one of them as a column.
    """

    id: str
    title: Text
    facets: Mapping[str, Facet]
    required: Facet | None
    mark: Mark
    definition: Text | None = None
    dcat: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """An element used as a column of a dataset. `column` is the official header.

    A file without the column is not told so where `noted` is false. `about` is what the column describes
    when an element occurs more than once: an applicant, an agent.
    """

    element: str
    id: str
    column: str
    aliases: tuple[str, ...]
    required: Facet | None
    mark: Mark
    noted: bool = True
    about: str | None = None


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
    """A table: its columns, keys and row rules. `base` is the inherited dataset it overrides.

    `reading` says how its files are read: encoding, delimiter, sheet, header_row, header_rows, skip_rows, range.
    """

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
    examples: RowExamples | None = None
    reading: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """The metadata a dataset must come with (GB/T 21063.3; resource catalogue fields)."""

    head: Head
    fields: tuple[Field, ...]
    rules: tuple[RowRule, ...] = ()


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
    quality: tuple[str, ...]
    elements: Mapping[str, Element]
    identifiers: Mapping[str, Identifier]
    codelists: Mapping[str, CodeList]
    namings: Mapping[str, Naming]
    classifications: Mapping[str, Classification]
    descriptions: Mapping[str, Description]
    datasets: Mapping[str, Dataset]
    qualities: Mapping[str, Quality]
    mappings: Mapping[str, CodeMapping] = field(default_factory=dict)
