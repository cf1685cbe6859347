"""The Python interface: `dgov_std.check` with plain keywords."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from dgov_std.api.check import check as run_check
from dgov_std.api.codelists import Bundle
from dgov_std.api.options import Options, reference_date
from dgov_std.api.result import Report
from dgov_std.errors import missing_package
from dgov_std.text import Language

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from dgov_std.api.references import Given


class Reading(TypedDict, total=False):
    """The keywords that say how a file is written and where the table stands in it; what is not said is found out.

    `header_row` is the row of the labels as the spreadsheet counts, the last of `header_rows`; 0 of these: there is no
    header, and the columns stand in the standard's order. `skip_rows` at the top are passed over first. `cells` is the
    range to check, such as `B3:H200`.
    """

    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int | None
    header_rows: int | None
    skip_rows: int | None
    cells: str | None


def check(  # noqa: PLR0913 - the options of a check, all named
    data: str | os.PathLike[str] | pd.DataFrame | pa.Table,
    *,
    standard: str | os.PathLike[str] | Bundle | None = None,
    schema: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    dataset: str | None = None,
    as_of: str | datetime.date | None = None,
    metadata: Mapping[str, str] | None = None,
    references: Mapping[str, Given] | None = None,
    codelists: Mapping[str, str | os.PathLike[str]] | None = None,
    jobs: int = 2,
    show_values: bool = False,
    workbook: str | os.PathLike[str] | None = None,
    instance: str | os.PathLike[str] | None = None,
    language: Language = "zh",
    **reading: Unpack[Reading],
) -> Report:
    """Check one table against a standard.

    Args:
        data: the path of a CSV or Excel file, a DataFrame or a pyarrow Table; give codes as strings.
        standard: id of a shipped standard or dataset, path to YAML or a bundle, or a bundle; None chooses by the header,
            and where none is sure the file is only looked at: its damage, and what its columns seem to hold.
        schema: instead of a standard, a JSON Schema or Frictionless Table Schema: its path, or parsed.
        dataset: the dataset within the standard; by default the one whose columns fit.
        as_of: the reference date, ISO (`2026-10-31`); without it date-relative checks do not run.
        metadata: the dataset's metadata by field id; without it those checks are skipped.
        references: the tables that references lead to, by name; the verdict is incomplete without one.
        codelists: CSV files by the id of a code list that is declared external; checks without theirs are skipped.
        jobs, show_values: threads; leave personal values unmasked, which is recorded in the report.
        workbook, instance, language: write the annotated workbook, in `zh` or `en`, and `{metadata, header, rows}` for
            other validators there: the submitter's own data.
        reading: how to read a file, instead of finding out (see `Reading`).

    Raises:
        InputError, StandardError: the input cannot be read at all; the standard has mistakes, all of them listed.
        UsageError: no such standard or dataset, or an output that cannot be written.
        MissingPackageError: a package that this needs is not installed.
    """
    options = Options(
        schema=schema,
        dataset=dataset,
        as_of=reference_date(as_of),
        metadata=metadata,
        references=references or {},
        codelists=codelists or {},
        jobs=jobs,
        show_values=show_values,
        workbook=Path(workbook) if workbook is not None else None,
        instance=Path(instance) if instance is not None else None,
        language=language,
        **reading,
    )
    try:
        return Report(run_check(data, standard=standard, options=options))
    except ModuleNotFoundError as error:
        raise missing_package(error) or error from None
