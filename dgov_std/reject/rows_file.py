"""A file of failing rows is written: in the format its suffix names, aside and then renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol

from dgov_std.atomic import write_aside
from dgov_std.reject.rows import Heading, Picked, mended
from dgov_std.report.values import FailingRows


class Writer(Protocol):
    """A format of the file."""

    def __call__(self, file: BinaryIO, heading: Heading, rows: Iterable[Picked]) -> FailingRows:
        """Write all rows to the file and say what was written."""


def write_rows(target: Path, heading: Heading, rows: Iterator[Picked]) -> tuple[str, FailingRows]:
    """Write failing rows to a file of the format its suffix names, one of `SUFFIXES`; return its sha256 and what it holds.

    Raises UsageError when the target cannot be written, or another program holds it open.
    """
    write = _writer(target.suffix.lower())
    heading = replace(heading, labels=tuple(map(_whole_label, heading.labels)))
    written = FailingRows(0)

    def fill(file: BinaryIO) -> None:
        nonlocal written
        written = write(file, heading, map(mended, rows))

    sha256 = write_aside(target, fill)
    return sha256, written


def _writer(suffix: str) -> Writer:
    if suffix == ".csv":
        from dgov_std.reject.rows_csv import write_csv  # noqa: PLC0415 - only the format that is asked for is loaded

        return write_csv
    if suffix == ".parquet":
        from dgov_std.reject.rows_parquet import write_parquet  # noqa: PLC0415 - as above

        return write_parquet
    from dgov_std.reject.rows_xlsx import write_xlsx  # noqa: PLC0415 - as above

    return write_xlsx


def _whole_label(label: str) -> str:
    return label.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
