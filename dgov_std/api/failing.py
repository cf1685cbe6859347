"""Write the failing rows: the table is read and judged once more, a Batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from dgov_std.api.examine import Examined
from dgov_std.api.options import Options
from dgov_std.arrays import positions
from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.open import reopen_table
from dgov_std.dataset.table import Table
from dgov_std.engine.blame import blame_of
from dgov_std.engine.kernel import judge
from dgov_std.engine.local import each_block
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.privacy.shape import mask_runs
from dgov_std.reject.existing import is_strange_rows
from dgov_std.reject.rows import SUFFIXES, Heading, Picked, joined
from dgov_std.reject.rows_file import write_rows
from dgov_std.render.failing_rows import FailingRowsWords
from dgov_std.report.values import Output, Report
from dgov_std.text import Text

_SAID = "、".join(SUFFIXES)


def refuse_targets(options: Options, source: Path | None) -> None:
    """Raise UsageError, before any work, where failing rows cannot go: other formats, over an input or another's file."""
    given = [source, *options.references.values(), *options.codelists.values(), options.schema, options.workbook]
    taken = [Path(path) for path in given if isinstance(path, str | Path)]
    for target in options.failing_rows:
        if target.suffix.lower() not in SUFFIXES:
            what = Text(f"问题行文件是 {_SAID}", f"a file of failing rows is {_SAID.replace('、', ', ')}")
            raise UsageError(Problem(what, where=str(target), todo=Text("改文件名的后缀", "change the suffix")))
        if any(target.resolve() == path.resolve() or _same(target, path) for path in taken):
            what = Text(
                "问题行不能覆盖报送的文件或别的输入、输出", "failing rows must not replace an input or another output"
            )
            raise UsageError(Problem(what, where=str(target), todo=Text("换一个文件名", "choose another name")))
        refuse_strange(target)
        taken.append(target)


def refuse_strange(target: Path) -> None:
    """Raise UsageError when something stands there that is no file of failing rows of ours: somebody's data."""
    if is_strange_rows(target):
        what = Text("这个文件不是本程序写的问题行, 不覆盖", "this file holds no failing rows of this program; it is kept")
        raise UsageError(Problem(what, where=str(target), todo=Text("换一个文件名", "choose another name")))


def _same(target: Path, path: Path) -> bool:
    return target.exists() and path.exists() and target.samefile(path)


def write_failing_rows(
    target: Path, report: Report, examined: Examined, table: Table, options: Options, source: Path | None
) -> Output:
    """Write the failing rows of a table to `target` (mode 0600) and say what was written.

    The rows with an error or a warning, and those set aside with one, are read once more, from `source` or from a table
    in memory, and judged as before, to tell which findings each belongs to.

    Raises:
        UsageError: the target cannot be written.
        InputError: the file changed since it was checked.
    """
    personal = any(column.personal for column in report.columns)
    heading = Heading(table.header, personal, report, FailingRowsWords(options.language))
    sha256, written = write_rows(target, heading, _rows(examined, table, options, source))
    return Output(mask_runs(target.name), sha256, personal, written)


def _rows(examined: Examined, table: Table, options: Options, source: Path | None) -> Iterator[Picked]:
    again = table if source is None else reopen_table(source, table.form, table.header)
    try:
        if again.header == table.header:
            yield from _picked(examined, again, options.jobs)
        if again.header != table.header or again.fingerprint() != table.fingerprint():
            what = Text("文件在检查过程中被改动", "the file changed while it was being checked")
            raise InputError(Problem(what, where=str(source), todo=Text("请再检查一次", "check it again")))
    finally:
        if again is not table:
            again.close()


def _picked(examined: Examined, table: Table, jobs: int) -> Iterator[Picked]:
    outcome = examined.outcome
    blame = blame_of(outcome, examined.collected)
    codes = {found.finding.number: found.finding.code for found in examined.collected}
    plan = replace(outcome.plan, tracks=())  # what the rows say together is known already
    order = plan.by_column()

    def work(block: Block | Batch) -> Picked | None:
        batch = table.parse(block)
        result = judge(plan, batch, order)
        masks = blame.of(result)
        wanted = outcome.failing(batch.first_record, len(batch))
        wanted[[aside.index for aside in batch.asides]] = True
        rows = np.flatnonzero(wanted & np.logical_or.reduce([np.zeros(len(batch), dtype=np.bool_), *masks.values()]))
        if not len(rows):
            return None
        return Picked(
            rows=batch.rows[rows],
            records=rows + batch.first_record,
            findings=joined(masks, rows, {number: str(number) for number in masks}),
            codes=joined(masks, rows, codes),
            columns=tuple(column.take(positions(rows)) for column in batch.columns),
        )

    yield from filter(None, each_block(table, work, jobs))
