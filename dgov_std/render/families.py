"""Equal faults of one finding as families: the value, how often, what kind of slip, what to type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dgov_std.render.catalogue import catalogue
from dgov_std.report.values import Example, Finding
from dgov_std.report.visible import visible
from dgov_std.text import Language

LONGEST_VALUE = 60
_LONGEST_PAIR = 1000
_EDGES = " \t\r\n\u00a0\u3000\u200b\ufeff'"
_SEPARATORS = str.maketrans("", "", ",， ")
_DATE = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?(?: 00:00:00)?")


@dataclass(frozen=True, slots=True)
class Family:
    """All cells of a finding that hold the same wrong value; every text is safe to print.

    `value`: as shown, masked where personal, cut to 60 characters; a renderer still escapes it for its format.
    `cells`: in how many cells it stands.
    `slip`: what kind of slip it is, in a few words of the language ("labels where codes belong"); "" where not evident.
    `suggestion`: what to type instead, None where it cannot be computed, is personal, or too long to show.
    `masked`: whether `value` is a mask.
    """

    value: str
    cells: int
    slip: str
    suggestion: str | None
    masked: bool


def families(finding: Finding, language: Language) -> tuple[Family, ...]:
    """Return the finding's distinct values with their counts, the most frequent first (the report keeps the first few).

    The sum of `cells` is less than `finding.cells` where the report kept only some of the values.
    """
    found = [_family(example, language) for example in finding.examples]
    return tuple(sorted(found, key=lambda family: -family.cells))


def _family(example: Example, language: Language) -> Family:
    value = _short(example.value)
    if example.masked or example.suggestion is None:
        # The kind of slip would tell something about a value that is not shown.
        return Family(value, example.cells, "", None, example.masked)
    slip = ""
    if len(example.value) + len(example.suggestion) <= _LONGEST_PAIR:
        slip = next(_slips(example.value, example.suggestion, catalogue(language).SLIPS), "")
    # A suggestion that is cut would be a wrong one.
    right = visible(example.suggestion) if len(example.suggestion) <= LONGEST_VALUE else None
    return Family(value, example.cells, slip, right, masked=False)


def _slips(wrong: str, right: str, words: dict[str, str]) -> Iterator[str]:
    """Yield what kind of slip turns `right` into `wrong`, the surest first."""
    if wrong.strip(_EDGES) == right:
        yield words["spaces"]
    if unicodedata.normalize("NFKC", wrong) == unicodedata.normalize("NFKC", right):
        yield words["width"]
    if wrong.casefold() == right.casefold():
        yield words["case"]
    if wrong.translate(_SEPARATORS) == right and right.replace(".", "").isdigit():
        yield words["separators"]
    rest = wrong.removeprefix(right).strip()
    if rest != wrong.strip() and right[-1:].isdigit() and rest and not any(c.isdigit() for c in rest):
        yield words["unit"]
    if _day(wrong) is not None and _day(wrong) == _day(right):
        yield words["date"]
    spots = [i for i, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b]
    if len(wrong) == len(right) > 1 and len(spots) == 1:
        yield words["one"].format(place=spots[0] + 1, wrong=visible(wrong[spots[0]]), right=visible(right[spots[0]]))
    if not wrong.isascii() and right.isascii():
        yield words["label"]


def _day(text: str) -> tuple[int, ...] | None:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip(_EDGES))
    return tuple(map(int, found.groups())) if found else None


def _short(text: str) -> str:
    shown = visible(text[: LONGEST_VALUE + 1])
    return shown if len(shown) <= LONGEST_VALUE else shown[: LONGEST_VALUE - 3] + "..."
