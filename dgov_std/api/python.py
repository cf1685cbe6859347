"""The Python interface: `dgov_std.check` with plain keywords."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

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
    from dgov_std.gate.rules import Rules


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


class Gating(TypedDict, total=False):
    """The keywords that say what `gate` of the report goes by, as on the command line; there is one where any is given.

    `fail_on`: the lowest severity that fails. `thresholds`: limits such as `IDN201:max_rate=0.5%`. `baseline`,
    `exceptions`: the files of known issues and of approved exceptions, which are judged on the day `as_of`.
    """

    fail_on: str
    thresholds: Sequence[str]
    baseline: str | os.PathLike[str] | None
    exceptions: str | os.PathLike[str] | None


class Others(Reading, Gating, total=False):
    """The keywords of `check` that few need."""


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
    failing_rows: str | os.PathLike[str] | None = None,
    language: Language = "zh",
    **others: Unpack[Others],
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
        failing_rows: write the rows with an error or a warning there (`.csv`, `.parquet`, `.xlsx`): as personal.
        others: how to read a file, instead of finding out (see `Reading`), and what its gate goes by (see `Gating`).

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
        failing_rows=(Path(failing_rows),) if failing_rows is not None else (),
        gate=_gate(others, reference_date(as_of)),
        language=language,
        **_reading(others),
    )
    try:
        return _limited(Report(run_check(data, standard=standard, options=options)), options)
    except ModuleNotFoundError as error:
        raise missing_package(error) or error from None


def _reading(given: Others) -> Reading:
    return cast("Reading", {name: value for name, value in given.items() if name not in Gating.__annotations__})


def _gate(given: Others, day: str | None) -> Rules | None:
    if not Gating.__annotations__.keys() & given.keys():
        return None
    from dgov_std.api.gating import rules_of  # noqa: PLC0415 - loaded by those who ask for it
    from dgov_std.gate.rules import tolerances_of  # noqa: PLC0415

    baseline, exceptions = given.get("baseline"), given.get("exceptions")
    return rules_of(
        fail_on=given.get("fail_on", "error"),
        tolerances=tolerances_of(given.get("thresholds", ()), "thresholds"),
        baseline=Path(baseline) if baseline is not None else None,
        exceptions=Path(exceptions) if exceptions is not None else None,
        day=day,
    )


def _limited(report: Report, options: Options) -> Report:
    """Return a report whose every threshold names something in it. Raises UsageError."""
    gate = report.gate
    if gate is not None and options.gate is not None:
        used = {each.target for each in gate.thresholds}
        unknown = next((each.target for each in options.gate.tolerances if each.target not in used), None)
        if unknown is not None:
            from dgov_std.gate.rules import names_nothing  # noqa: PLC0415 - as above

            raise names_nothing(unknown, "thresholds")
    return report
