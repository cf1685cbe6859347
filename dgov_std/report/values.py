"""What a check run found: frozen values that every renderer, gate and archive reads.

Nothing here words, scores or masks. A saved report renders from these values alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from dgov_std.report.facts import Facts
from dgov_std.report.gate import Gate
from dgov_std.text import Text


class Severity(StrEnum):
    """必须改 / 请核对 / 提示."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """合格 / 退回修改 / 没查完 / 未检查."""

    PASS = "pass"
    FAIL = "fail"
    INCOMPLETE = "incomplete"
    NOT_EVALUATED = "not evaluated"


class Status(StrEnum):
    """What became of one check in one column."""

    RAN = "ran"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not applicable"


Unit = Literal["cell", "row", "file"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the values of a column follow, found out where no standard was applied.

    Of the `values` different values looked at, `fitting` follow the scheme, check digit included, stand in the
    list, are dates of that form, or numbers. `id` is that of the scheme or list.
    """

    kind: Literal["identifier", "codelist", "date", "number"]
    id: str
    title: Text
    fitting: int
    values: int
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its place, its label as written, what it was bound to, how its cells are.

    `present` cells hold something, `missing` ones do not; `faulty` are those of either kind with an
    error or a warning, and damaged ones (None in reports of a version that did not count them).
    Where no standard was applied, `distinct` is how many different values there are (None where not all
    rows were looked at) and `follows` what they look like.
    """

    index: int
    letter: str
    label: str
    element: str | None = None
    title: Text | None = None
    level: str | None = None
    personal: bool = False
    matched_by: Literal["name", "alias", "normalised"] | None = None
    present: int = 0
    missing: int = 0
    faulty: int | None = None
    level_title: Text | None = None
    distinct: int | None = None
    follows: tuple[Likeness, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault stands: `row` as the spreadsheet shows it, the others for machines.

    `record` is the 1-based index of the data row, `line` the physical line of a text file.
    """

    row: int
    record: int
    line: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A distinct faulty value (masked where personal) and what to type instead, if computable."""

    value: str
    cells: int
    masked: bool = False
    suggestion: str | None = None
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asserted and where that comes from: shown beside a finding as its clause."""

    title: Text | None = None
    standard: str | None = None
    clause: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check in one column: ran or not, over how many cells or rows, how many failed.

    `evaluated` leaves out what was not evaluated (missing cells, cells already blamed).
    """

    id: str
    code: str
    severity: Severity
    dimension: str
    unit: Unit
    column: int | None
    element: str | None
    status: Status
    reason: Text | None
    evaluated: int
    failed: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause in one column: how many rows and cells, where first, what to do.

    `checks` are the ids of the checks that failed; `columns` are indices into `Report.columns`
    (the first is the one blamed, empty when the finding is about the file).
    """

    number: int
    code: str
    severity: Severity
    dimension: str
    unit: Unit
    columns: tuple[int, ...]
    element: str | None
    cause: str | None
    checks: tuple[str, ...]
    rows: int
    cells: int
    evaluated: int
    first: tuple[Place, ...]
    examples: tuple[Example, ...]
    facts: Facts
    rule: Rule


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator that a mean is taken over, and its value; None is not applicable and left out."""

    id: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quality indicator X = A/B, or 1 - A/B where the formula is the complement. `b == 0` is not applicable, never 100 %.

    `counts` says how A comes out of the checks named (B = their evaluated), or which count of
    rows A is (B = all rows), so that anybody can recompute it from the report. An indicator that
    counts several units (cells, rows, the file) stands once for each. A mean counts nothing itself:
    `parts` are the indicators it is over, of the same standard; of one that stands several times, the
    value is the mean of these. "none" was not measured, for `reason`. `weight`: its share in the score.
    """

    id: str
    standard: str
    title: Text
    dimension: str
    polarity: Literal["higher", "lower"]
    unit: Unit
    counts: Literal["passed", "failed", "rows_with_errors", "rows_clean", "rows_duplicate", "parts", "none"]
    checks: tuple[str, ...]
    a: int
    b: int
    formula: Literal["ratio", "complement", "mean"] = "ratio"
    parts: tuple[Part, ...] = ()
    reason: Text | None = None
    weight: float | None = None

    @property
    def value(self) -> float | None:
        """X rounded to six places, None where it is not applicable or was not measured."""
        if self.formula == "mean":
            return mean(part.value for part in self.parts)
        if not self.b:
            return None
        return round((self.b - self.a if self.formula == "complement" else self.a) / self.b, 6)


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values there are, rounded to six places; None where there are none."""
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 6) if known else None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of the weighted score, and the fewest points it takes."""

    title: Text
    at_least: float


@dataclass(frozen=True, slots=True)
class Score:
    """The weighted score of one quality model, 0 to 100 points; None where no weighted indicator applies.

    100 times the sum of weight times value, over the sum of the weights; of an indicator where less is
    better, 1 - value. What does not apply counts in neither sum. `counted` and `left_out` are indicator
    ids; `weights` is the sum over those counted. `grades` are the model's, best first.
    """

    standard: str
    title: Text
    points: float | None
    weights: float
    counted: tuple[str, ...]
    left_out: tuple[str, ...]
    grade: Text | None = None
    grades: tuple[Grade, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """The file as it was read; everything decided about its form is stated here."""

    name: str
    format: str
    bytes: int | None = None
    sha256: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    header_rows: int = 1
    cells: str | None = None
    quote: str | None = None
    escape: str | None = None
    packed: str | None = None


@dataclass(frozen=True, slots=True)
class CodeListEdition:
    """A code list that took part, and until when it is known to be complete."""

    id: str
    title: Text
    edition: str | None
    known_until: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Against what the file was checked: standard, dataset, edition, lists, reference date."""

    standard: str
    edition: str
    title: Text
    dataset: str
    dataset_title: Text
    bundle_sha256: str
    as_of: str | None
    codelists: tuple[CodeListEdition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Row counts. `clean` rows have neither error nor warning; blank rows are not rows."""

    total: int
    clean: int
    with_errors: int
    with_warnings: int
    blank: int = 0
    duplicate: int = 0


@dataclass(frozen=True, slots=True)
class FailingRows:
    """What a file of failing rows holds: `rows`; `left_out` more did not fit into a sheet.

    `guarded` cells begin like a formula and got an apostrophe in front (CSV); `cut` texts were too long for a cell.
    """

    rows: int
    left_out: int = 0
    guarded: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Output:
    """A file written by the run; `personal` marks data artefacts (含个人信息). `failing` is said of failing rows only."""

    name: str
    sha256: str
    personal: bool
    failing: FailingRows | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A standard that a file without one may be meant for: `matched` of the file's `columns` are known to its dataset."""

    standard: str
    dataset: str
    title: Text
    matched: int
    columns: int


@dataclass(frozen=True, slots=True)
class Run:
    """The only part of a report that differs between two runs on the same input."""

    started: str
    seconds: float
    host: str
    path: str
    jobs: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole result of checking one table. `sender` and `period` are what its metadata say.

    `near` are standards that it resembles; empty where one was applied. `gate` is there where one was asked for.
    """

    receipt: str
    verdict: Verdict
    complete: bool
    limits: tuple[Text, ...]
    input: Input
    basis: Basis | None
    rows: Rows
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    checks: tuple[CheckResult, ...]
    indicators: tuple[Indicator, ...]
    first_to_fix: tuple[int, ...]
    rows_solved_by_first: int
    versions: dict[str, str]
    options: dict[str, str]
    outputs: tuple[Output, ...] = ()
    sender: str | None = None
    period: str | None = None
    scores: tuple[Score, ...] = ()
    near: tuple[Near, ...] = ()
    gate: Gate | None = None
    run: Run | None = field(default=None, compare=False)

    @property
    def unread(self) -> bool:
        """Whether the input could not even be read: then nothing is known of it but its name."""
        return not self.complete and not self.columns

    @property
    def misplaced(self) -> bool:
        """Whether the file is of another standard (STR108): then that is told, and nothing is checked."""
        return any(finding.code == "STR108" for finding in self.findings)
