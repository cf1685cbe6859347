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


_CONFORMITY, _COMPLETENESS = Dimension.CONFORMITY, Dimension.COMPLETENESS
_ACCURACY, _CONSISTENCY = Dimension.ACCURACY, Dimension.CONSISTENCY
_ROWS: tuple[tuple[str, Dimension, Literal["cell", "row", "file"]], ...] = (
    ("STR101", _COMPLETENESS, "file"),  # a column that rows need is not in the file
    ("STR102", _COMPLETENESS, "file"),  # an optional column is not in the file
    ("STR103", _CONFORMITY, "file"),  # a column the standard does not know
    ("STR104", _CONFORMITY, "file"),  # two columns with the same label
    ("STR105", _CONFORMITY, "file"),  # a column without a label
    ("STR106", _CONFORMITY, "file"),  # a label that matches only after normalisation
    ("STR107", _CONFORMITY, "cell"),  # a column that the schema does not allow is filled
    ("STR108", _CONFORMITY, "file"),  # the file is of another standard than the one asked for
    ("STR201", _CONFORMITY, "row"),  # fewer or more cells than the header
    ("STR202", _CONFORMITY, "cell"),  # bytes that are no characters
    ("STR203", _CONFORMITY, "row"),  # a quote that never closes
    ("STR204", _CONFORMITY, "row"),  # blank rows between records
    ("STR205", _ACCURACY, "cell"),  # a formula without a saved result
    ("STR206", _ACCURACY, "cell"),  # a spreadsheet error value such as #N/A
    ("STR207", _COMPLETENESS, "cell"),  # covered by a merged cell: the value stands in its first cell only
    ("STR208", _ACCURACY, "row"),  # the cells of the row stand in neighbouring columns
    ("STR301", _CONFORMITY, "file"),  # the text file is not UTF-8
    ("STR302", _CONFORMITY, "file"),  # the text file has another delimiter, quote or escape than usual
    ("STR303", _CONFORMITY, "file"),  # the workbook holds links to other files, or connections
    ("STR401", _CONFORMITY, "file"),  # titles and notes above the table
    ("STR402", _CONFORMITY, "file"),  # notes below the table
    ("STR403", _CONFORMITY, "row"),  # total rows among the records
    ("STR404", _CONFORMITY, "row"),  # rows that are headings of sections
    ("STR405", _CONFORMITY, "row"),  # the header once more among the records
    ("STR406", _CONFORMITY, "file"),  # a header of several rows
    ("STR407", _CONFORMITY, "file"),  # rows or columns behind the table that are formatted but empty
    ("STR408", _CONFORMITY, "file"),  # hidden rows or columns, which were checked like the others
    ("STR409", _COMPLETENESS, "file"),  # other sheets that hold data and were not checked
    ("STR410", _CONFORMITY, "file"),  # cells that the workbook shows otherwise than they are read
    ("NAM101", _CONFORMITY, "file"),  # a column label against the naming pattern
    ("NAM102", _CONFORMITY, "file"),  # a column label too long
    ("NAM201", _CONFORMITY, "file"),  # a file name against the naming pattern
    ("DES101", _COMPLETENESS, "file"),  # a metadata field is missing
    ("DES102", _CONFORMITY, "file"),  # a metadata field has a value it must not have
    ("DES103", Dimension.TIMELINESS, "cell"),  # not updated within its cycle
    ("IDN101", _ACCURACY, "cell"),  # identifier: wrong length or characters
    ("IDN102", _ACCURACY, "cell"),  # identifier: a segment with an impossible value
    ("IDN103", _ACCURACY, "cell"),  # identifier: a segment's code is not in its list
    ("IDN104", _ACCURACY, "cell"),  # identifier: a segment is no calendar date
    ("IDN105", _ACCURACY, "cell"),  # identifier: a segment's code was abolished before
    ("IDN201", _ACCURACY, "cell"),  # identifier: the check character is wrong
    ("IDN202", _ACCURACY, "cell"),  # identifier: a nested identifier's check character is wrong
    ("IDN203", _ACCURACY, "cell"),  # identifier: none of the accepted schemes fits
    ("COD101", _CONFORMITY, "cell"),  # the code is not in the list
    ("COD102", _CONFORMITY, "cell"),  # the code was not valid at the date in question
    ("COD103", _CONFORMITY, "cell"),  # a group code where a leaf is wanted
    ("COD104", _CONFORMITY, "cell"),  # unknown to a list that may be out of date or incomplete
    ("COD105", _CONFORMITY, "cell"),  # a code that is met in data, but none of the list
    ("TYP101", _COMPLETENESS, "cell"),  # a required cell is empty
    ("TYP201", _CONFORMITY, "cell"),  # no calendar date, or not in an accepted form
    ("TYP202", _CONFORMITY, "cell"),  # no decimal number
    ("TYP203", _CONFORMITY, "cell"),  # too many digits
    ("TYP204", _ACCURACY, "cell"),  # outside the range
    ("TYP205", _CONFORMITY, "cell"),  # against the pattern
    ("TYP206", _CONFORMITY, "cell"),  # too long
    ("TYP207", _CONFORMITY, "cell"),  # too short
    ("TYP208", _CONFORMITY, "cell"),  # of another JSON type
    ("TYP209", _CONFORMITY, "cell"),  # no multiple of the unit
    ("TYP211", _CONFORMITY, "cell"),  # none, or more than one, of the combined conditions of a cell holds
    ("TYP210", _CONFORMITY, "cell"),  # not of the format: no e-mail address, no URI ...
    ("TYP212", _CONFORMITY, "cell"),  # not readable as its Table Schema field type
    ("TYP901", _ACCURACY, "cell"),  # a number mangled by a spreadsheet
    ("TYP902", _CONFORMITY, "cell"),  # full-width characters
    ("TYP903", _ACCURACY, "cell"),  # leading zeros were lost
    ("TYP904", _ACCURACY, "cell"),  # the number of a day where its date belongs
    ("TYP905", _CONFORMITY, "cell"),  # invisible characters, and blanks at the edges
    ("TYP906", _ACCURACY, "cell"),  # characters lost or garbled between two encodings
    ("TYP907", _ACCURACY, "cell"),  # a letter in place of the digit it looks like
    ("TYP908", _CONFORMITY, "cell"),  # a label where its code belongs
    ("TYP909", _COMPLETENESS, "cell"),  # a word that stands for a missing value
    ("TYP910", _CONFORMITY, "cell"),  # a number with its unit, or with thousands separators
    ("TYP911", _CONFORMITY, "cell"),  # a date in another form than the one asked for
    ("TYP912", _ACCURACY, "cell"),  # a series filled down by a spreadsheet
    ("TYP913", _ACCURACY, "cell"),  # a code that a workbook stores as a number
    ("TYP914", _CONFORMITY, "cell"),  # an apostrophe in front of the value
    ("TYP915", _CONFORMITY, "cell"),  # letters in the wrong case
    ("KEY101", _ACCURACY, "row"),  # a key that occurs more than once
    ("KEY102", _ACCURACY, "row"),  # wholly equal rows
    ("KEY201", _CONSISTENCY, "row"),  # a key that is not in the table it refers to
    ("KEY202", _CONSISTENCY, "row"),  # more rows or values per key than there may be
    ("KEY203", _COMPLETENESS, "file"),  # fewer or more rows than there may be
    ("REL101", _COMPLETENESS, "cell"),  # empty although another column demands a value
    ("REL102", _CONSISTENCY, "cell"),  # filled although another column forbids it
    ("REL103", _CONSISTENCY, "cell"),  # a value that contradicts another column
    ("REL104", _CONSISTENCY, "cell"),  # a comparison of two columns does not hold
    ("REL105", _CONSISTENCY, "cell"),  # differs from the value derived from another column
    ("REL106", _CONSISTENCY, "cell"),  # a total that does not add up
    ("REL107", _CONSISTENCY, "row"),  # a combination of conditions does not hold
    ("REL108", _CONSISTENCY, "row"),  # too few or too many columns are filled
    ("REL109", Dimension.TIMELINESS, "cell"),  # more working days than allowed lie between two dates
    ("REL110", _ACCURACY, "cell"),  # longitude and latitude are swapped
    ("REL111", _CONSISTENCY, "cell"),  # a name, or a text, that is not of the code beside it
    ("REL112", _CONSISTENCY, "cell"),  # a code that does not belong to the code above it
    ("CLS101", _CONFORMITY, "file"),  # graded too high for the kind of release
    ("CLS102", _CONFORMITY, "file"),  # sensitive personal information in what is released
    ("SEC101", _CONFORMITY, "cell"),  # personal information where none may be
)
CODES: dict[str, Code] = {code: Code(code, dimension, unit) for code, dimension, unit in _ROWS}
