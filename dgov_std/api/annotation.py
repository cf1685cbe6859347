"""Write the annotated workbook: a copy of the submitted one, or a new one for other inputs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dgov_std.api.options import Options
from dgov_std.dataset.open import reopen_table
from dgov_std.dataset.table import Table
from dgov_std.errors import Problem, UsageError
from dgov_std.reject.existing import is_strange
from dgov_std.reject.values import Flaw
from dgov_std.render.annotation import AnnotationWords
from dgov_std.report.values import Report
from dgov_std.text import Text

__all__ = ["is_strange", "write_workbook"]


def write_workbook(report: Report, flaws: Iterator[Flaw], table: Table, options: Options, source: Path | None) -> str:
    """Write the workbook named in the options and return its sha256.

    Raises UsageError when the target is held open by another program or cannot be written.
    """
    from dgov_std.reject.workbook import annotate_xlsx, new_workbook  # noqa: PLC0415 - openpyxl is slow to import

    if options.workbook is None:
        msg = "no workbook was asked for"
        raise ValueError(msg)
    if source is not None and options.workbook.exists() and options.workbook.samefile(source):
        raise UsageError(
            Problem(
                Text("批注表不能覆盖报送的文件", "the annotated copy must not replace the submitted file"),
                where=str(options.workbook),
                todo=Text("换一个文件名", "choose another name"),
            )
        )
    words = AnnotationWords(options.language, report.columns)
    plain = table.form.format == "xlsx" and table.form.packed is None
    if source is not None and plain and table.form.sheet is not None:
        written = annotate_xlsx(source, options.workbook, sheet=table.form.sheet, flaws=flaws, report=report, words=words)
    else:
        rows = _rows(table, source)
        written = new_workbook(options.workbook, header=table.header, rows=rows, flaws=flaws, report=report, words=words)
    return written.sha256


def _rows(table: Table, source: Path | None) -> Iterator[list[str | None]]:
    """Yield the rows once more, in order; a file is opened again, a frame still holds its own."""
    if source is None:
        yield from _cells(table)
        return
    again = reopen_table(source, table.form, table.header)
    try:
        yield from _cells(again)
    finally:
        again.close()


def _cells(table: Table) -> Iterator[list[str | None]]:
    for block in table.blocks():
        batch = table.parse(block)
        columns = [column.to_pylist() for column in batch.columns]
        for i in range(len(batch)):
            yield [column[i] for column in columns]
