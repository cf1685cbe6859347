"""What stands where data are to be written: what this program wrote may be replaced, other people's data not."""

from __future__ import annotations

import zipfile
from pathlib import Path

from dgov_std.reject.rows import LEADING, MARK
from dgov_std.reject.values import INDEX_SHEETS

_MOST = 1 << 20
# What the sheet of failing rows is called, with more behind it (see `dgov_std.render.failing_rows`).
_ROWS_SHEETS = ("问题行", "Failing rows")
_CREATOR = "<dc:creator>dgov-std</dc:creator>"
_CSV = b"\xef\xbb\xbf" + ",".join(LEADING).encode()


def is_strange(path: Path) -> bool:
    """Return whether a workbook stands there that has no sheet of ours: somebody's data."""
    sheets = _said(path, "xl/workbook.xml")
    return sheets is not None and not _of_us(path, sheets)


def _of_us(path: Path, sheets: str) -> bool:
    if any(f'name="{name}' in sheets for name in INDEX_SHEETS):
        return True
    named = any(f'name="{name}' in sheets for name in _ROWS_SHEETS)
    return named and _CREATOR in (_said(path, "docProps/core.xml") or "")


def _said(path: Path, part: str) -> str | None:
    """Return the start of a part of a workbook, None where there is none."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as content:
            return content.read(_MOST).decode("utf-8", errors="replace")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None


def is_strange_rows(path: Path) -> bool:
    """Return whether a file with contents stands there that is no file of failing rows of ours: somebody's data."""
    if not path.is_file() or not path.stat().st_size:
        return False
    if path.suffix.lower() == ".xlsx":
        return not _of_us(path, _said(path, "xl/workbook.xml") or "")
    try:
        with path.open("rb") as file:
            start = file.read(len(_CSV))
            return not (_is_ours(path) if path.suffix.lower() == ".parquet" else start == _CSV)
    except OSError:
        return True


def _is_ours(path: Path) -> bool:
    """Return whether a Parquet file says that we wrote it."""
    import pyarrow as pa  # noqa: PLC0415 - seldom
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    try:
        return MARK in (pq.read_metadata(path).metadata or {})
    except pa.ArrowException:
        return False
