"""The stable codes of findings: what kind of fault, which quality dimension, what is counted.

Codes are public API: never reused, never given another meaning. Families follow the parts of a
standard: STR structure, NAM naming, REC recognition, DES description, IDN identifiers, CLS
classification, COD coding, TYP types, KEY keys, REL relations between columns, SEC security.
Dimensions are the six of GB/T 36344-2018.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Dimension(StrEnum):
    """规范性 / 完整性 / 准确性 / 一致性 / 时效性 / 可访问性 (GB/T 36344-2018)."""

    CONFORMITY = "conformity"
    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    CONSISTENCY = "consistency"
    TIMELINESS = "timeliness"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of fault."""

    code: str
    dimension: Dimension
    unit: Literal["cell", "row", "file"]


def _table() -> dict[str, Code]:
    conformity, completeness = Dimension.CONFORMITY, Dimension.COMPLETENESS
    accuracy, consistency = Dimension.ACCURACY, Dimension.CONSISTENCY
    rows: list[tuple[str, Dimension, Literal["cell", "row", "file"]]] = [
        ("STR101", completeness, "file"),  # a column that rows need is not in the file
        ("STR102", completeness, "file"),  # an optional column is not in the file
        ("STR103", conformity, "file"),  # a column the standard does not know
        ("STR104", conformity, "file"),  # two columns with the same label
        ("STR105", conformity, "file"),  # a column without a label
        ("STR106", conformity, "file"),  # a label that matches only after normalisation
        ("STR201", conformity, "row"),  # fewer or more cells than the header
        ("STR202", conformity, "cell"),  # bytes that are no characters
        ("STR203", conformity, "row"),  # a quote that never closes
        ("STR204", conformity, "row"),  # blank rows between records
        ("STR205", accuracy, "cell"),  # a formula without a saved result
        ("STR206", accuracy, "cell"),  # a spreadsheet error value such as #N/A
        ("STR301", conformity, "file"),  # the text file is not UTF-8
        ("NAM101", conformity, "file"),  # a column label against the naming pattern
        ("NAM102", conformity, "file"),  # a column label too long
        ("NAM201", conformity, "file"),  # a file name against the naming pattern
        ("DES101", completeness, "file"),  # a metadata field is missing
        ("DES102", conformity, "file"),  # a metadata field has a value it must not have
        ("IDN101", accuracy, "cell"),  # identifier: wrong length or characters
        ("IDN102", accuracy, "cell"),  # identifier: a segment with an impossible value
        ("IDN103", accuracy, "cell"),  # identifier: a segment's code is not in its list
        ("IDN104", accuracy, "cell"),  # identifier: a segment is no calendar date
        ("IDN105", accuracy, "cell"),  # identifier: a segment's code was abolished before
        ("IDN201", accuracy, "cell"),  # identifier: the check character is wrong
        ("IDN202", accuracy, "cell"),  # identifier: a nested identifier's check character is wrong
        ("IDN203", accuracy, "cell"),  # identifier: none of the accepted schemes fits
        ("COD101", conformity, "cell"),  # the code is not in the list
        ("COD102", conformity, "cell"),  # the code was not valid at the date in question
        ("COD103", conformity, "cell"),  # a group code where a leaf is wanted
        ("COD104", conformity, "cell"),  # unknown to a list that may be out of date or incomplete
        ("TYP101", completeness, "cell"),  # a required cell is empty
        ("TYP201", conformity, "cell"),  # no calendar date, or not in an accepted form
        ("TYP202", conformity, "cell"),  # no decimal number
        ("TYP203", conformity, "cell"),  # too many digits
        ("TYP204", accuracy, "cell"),  # outside the range
        ("TYP205", conformity, "cell"),  # against the pattern
        ("TYP206", conformity, "cell"),  # too long
        ("TYP207", conformity, "cell"),  # too short
        ("TYP208", conformity, "cell"),  # of another JSON type
        ("TYP901", accuracy, "cell"),  # a number mangled by a spreadsheet
        ("TYP902", conformity, "cell"),  # full-width characters
        ("KEY101", accuracy, "row"),  # a key that occurs more than once
        ("KEY102", accuracy, "row"),  # wholly equal rows
        ("REL101", completeness, "cell"),  # empty although another column demands a value
        ("REL102", consistency, "cell"),  # filled although another column forbids it
        ("REL103", consistency, "cell"),  # a value that contradicts another column
        ("REL104", consistency, "cell"),  # a comparison of two columns does not hold
        ("REL105", consistency, "cell"),  # differs from the value derived from another column
        ("REL106", consistency, "cell"),  # a total that does not add up
        ("REL107", consistency, "row"),  # a combination of conditions does not hold
        ("CLS101", conformity, "file"),  # graded too high for the kind of release
        ("SEC101", conformity, "cell"),  # personal information where none may be
    ]
    return {code: Code(code, dimension, unit) for code, dimension, unit in rows}


CODES: dict[str, Code] = _table()
