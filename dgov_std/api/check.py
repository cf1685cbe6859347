"""Check one table: open it, examine it by what its header decides, freeze the report, write what was asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dgov_std.api.annotation import write_workbook
from dgov_std.api.basis import basis_of
from dgov_std.api.candidates import candidates
from dgov_std.api.codelists import Bundle
from dgov_std.api.examine import Examined, examine
from dgov_std.api.instance import write_instance
from dgov_std.api.library import bundles_of, read_from, shipped_bundles
from dgov_std.api.opening import open_decided
from dgov_std.api.options import Options
from dgov_std.api.provided import refuse_unheard_of
from dgov_std.api.watching import Watched
from dgov_std.dataset.table import Table
from dgov_std.privacy.masking import freeze
from dgov_std.privacy.shape import mask_runs
from dgov_std.report.json_form import report_digest, report_from_dict, report_to_dict
from dgov_std.report.receipt import receipt
from dgov_std.report.values import Output, Report

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def check(
    data: str | os.PathLike[str] | pd.DataFrame | pa.Table,
    *,
    standard: str | os.PathLike[str] | Bundle | None,
    options: Options | None = None,
) -> Report:
    """Check one table and return the report, masked. `dgov_std.check` is this with plain keywords.

    Without a standard the header chooses among those shipped; where none is sure, the file is looked at as it is.
    """
    options = options or Options()
    source = Path(data) if isinstance(data, str | os.PathLike) else None
    with read_from(standard if options.schema is None else None):
        report = _checked(data, standard, options, source)
        if isinstance(standard, str | os.PathLike) and str(standard).endswith(".json"):
            report_from_dict(report_to_dict(report))  # what is not as it should be ends here, not in a renderer
        return report


def _checked(
    data: str | os.PathLike[str] | pd.DataFrame | pa.Table,
    standard: str | os.PathLike[str] | Bundle | None,
    options: Options,
    source: Path | None,
) -> Report:
    if options.failing_rows:
        from dgov_std.api.failing import refuse_targets  # noqa: PLC0415 - as below

        refuse_targets(options, source)
    may = candidates(standard, options, source)
    table, choice = open_decided(data, may, options, source)
    try:
        bundle = choice.bundle
        if options.approve is not None and bundle is not None:
            options.approve(basis_of(bundle, options.as_of))
        if options.watch is not None:
            table = Watched(table, options.watch)
        if bundle is None:
            # Most files have a standard, and the right one: the others load what they need.
            from dgov_std.api.bare import bare_bundle, examine_bare, refuse_what_needs_a_standard  # noqa: PLC0415

            refuse_what_needs_a_standard(options, str(source) if source is not None else table.name)
            bundle = bare_bundle(table.header, may)
            examined = examine_bare(table, bundle, options, source, choice.near)
        elif choice.other is not None:
            from dgov_std.api.misplaced import examine_misplaced  # noqa: PLC0415

            examined = examine_misplaced(table, bundle, options, source, choice.other)
        else:
            if options.several:
                refuse_unheard_of(options.codelists, options.references, bundle, lambda: _others(standard, options))
            examined = examine(table, bundle, options, source, keep_flawed=options.workbook is not None)
        return finished(examined, table, bundle, options, source)
    finally:
        table.close()


def _others(standard: str | os.PathLike[str] | Bundle | None, options: Options) -> Iterable[Bundle]:
    """Return the bundles that other inputs of the run may be checked with."""
    if options.schema is not None or options.dataset is not None or isinstance(standard, dict):
        return ()
    return (shipped_bundles() if standard is None else bundles_of(standard)).values()


def finished(examined: Examined, table: Table, bundle: Bundle, options: Options, source: Path | None) -> Report:
    """Return the report of a table examined, masked, with its receipt; the outputs asked for are written.

    `source` is the file of the table, for the annotated workbook.
    """
    frozen = freeze(examined.report, show_values=options.show_values)
    frozen = replace(frozen, receipt=receipt(report_digest(frozen)))
    if options.gate is not None or options.sections is not None:
        from dgov_std.api.gating import judged  # noqa: PLC0415 - loaded by those who ask for it

        frozen = judged(frozen, examined, table, bundle, options, source)
    outputs = tuple(_outputs(frozen, examined, table, bundle, options, source))
    return replace(frozen, outputs=outputs)


def _outputs(
    report: Report, examined: Examined, table: Table, bundle: Bundle, options: Options, source: Path | None
) -> Iterator[Output]:
    """Write the data artefacts asked for; they hold the submitter's own data, unmasked."""
    personal = any(column.personal for column in report.columns)
    if options.workbook is not None:
        sha256 = write_workbook(report, examined.flaws(), table, options, source)
        yield Output(mask_runs(options.workbook.name), sha256, personal)
    if options.instance is not None:
        sha256 = write_instance(options.instance, table, bundle, examined.outcome.plan, options, source)
        yield Output(mask_runs(options.instance.name), sha256, personal)
    for target in options.failing_rows:
        from dgov_std.api.failing import write_failing_rows  # noqa: PLC0415 - loaded by those who ask for it

        yield write_failing_rows(target, report, examined, table, options, source)
