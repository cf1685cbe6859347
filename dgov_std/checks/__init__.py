"""The columnar kernels, one file per keyword: compiled once, then values in, mask out.

`CELL_CHECKS` judge the values of one column, `ROW_CHECKS` the cells of several. Adding a keyword
is a file here, a line here, its twin in `dgov_std.reference`, and its place in the meta-schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from dgov_std.arrays import Mask, Strings
from dgov_std.checks.axes import compile_axes
from dgov_std.checks.byte_length import compile_byte_length
from dgov_std.checks.check_digit import compile_check_digit
from dgov_std.checks.code_list import compile_code_list, compile_code_list_on
from dgov_std.checks.code_list_since import compile_code_list_since
from dgov_std.checks.code_named import compile_code_named
from dgov_std.checks.code_within import compile_code_within
from dgov_std.checks.compare_columns import compile_compare_columns
from dgov_std.checks.date_forms import compile_date_forms, compile_date_not_after
from dgov_std.checks.decimal import compile_decimal, compile_decimal_digits, compile_decimal_range
from dgov_std.checks.enum import compile_const, compile_enum
from dgov_std.checks.field_enum import compile_field_enum
from dgov_std.checks.field_length import compile_field_length
from dgov_std.checks.field_range import compile_field_range
from dgov_std.checks.field_type import compile_field_type
from dgov_std.checks.format import compile_format
from dgov_std.checks.freshness import compile_freshness
from dgov_std.checks.json_type import compile_json_type
from dgov_std.checks.length import compile_max_length, compile_min_length
from dgov_std.checks.not_during import compile_not_during
from dgov_std.checks.numbers import compile_bound, compile_multiple_of, compile_number_in
from dgov_std.checks.pattern import compile_pattern
from dgov_std.checks.segment_equals import compile_segment_equals
from dgov_std.checks.setting import Setting
from dgov_std.checks.sum_columns import compile_sum_columns
from dgov_std.checks.working_days import compile_working_days
from dgov_std.checks.xsd_pattern import compile_xsd_pattern


class CellKernel(Protocol):
    """Judges the values of one column, shape (n,); a null's answer is never looked at.

    One that also has `judge(texts: Texts) -> Mask` is asked that way, and shares with the column's other
    kernels what has been worked out about the bytes.
    """

    def __call__(self, values: Strings, /) -> Mask:
        """Return which values pass."""


class RowKernel(Protocol):
    """Judges rows by the cells of `columns`; a missing cell is null.

    One that also has `judge(*texts: Texts) -> Mask` is asked that way, as a `CellKernel`. One with `says(*texts) -> Mask`
    tells in which rows it has something to say at all, and by `silence` why it had nothing to say in any.
    """

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns whose cells are wanted, in the order of the call."""

    def __call__(self, *values: Strings) -> Mask:
        """Return which rows pass."""


CellCompiler = Callable[[Any, Setting], CellKernel | None]
RowCompiler = Callable[[Any, Setting], RowKernel]

CELL_CHECKS: Mapping[str, CellCompiler] = {
    "pattern": compile_pattern,
    "format": compile_format,
    "dateForms": compile_date_forms,
    "dateNotAfter": compile_date_not_after,
    "decimal": compile_decimal,
    "decimalDigits": compile_decimal_digits,
    "decimalRange": compile_decimal_range,
    "minLength": compile_min_length,
    "maxLength": compile_max_length,
    "byteLength": compile_byte_length,
    "enum": compile_enum,
    "const": compile_const,
    "codeList": compile_code_list,
    "codeListSince": compile_code_list_since,
    "checkDigit": compile_check_digit,
    "fieldType": compile_field_type,
    "fieldRange": compile_field_range,
    "fieldEnum": compile_field_enum,
    "fieldLength": compile_field_length,
    "xsdPattern": compile_xsd_pattern,
    "minimum": compile_bound("minimum"),
    "maximum": compile_bound("maximum"),
    "exclusiveMinimum": compile_bound("exclusiveMinimum"),
    "exclusiveMaximum": compile_bound("exclusiveMaximum"),
    "multipleOf": compile_multiple_of,
    "numberIn": compile_number_in,
    "jsonType": compile_json_type,
}

ROW_CHECKS: Mapping[str, RowCompiler] = {
    "compareColumns": compile_compare_columns,
    "segmentEquals": compile_segment_equals,
    "sumColumns": compile_sum_columns,
    "codeListOn": compile_code_list_on,
    "workingDays": compile_working_days,
    "codeWithin": compile_code_within,
    "codeNamed": compile_code_named,
    "axes": compile_axes,
    "freshness": compile_freshness,
    "notDuring": compile_not_during,
}
