"""What stands where a workbook is to be written: an annotated copy of ours may be replaced, other workbooks not."""

from __future__ import annotations

import zipfile
from pathlib import Path

from dgov_std.reject.values import INDEX_SHEETS

_MOST = 1 << 20


def is_strange(path: Path) -> bool:
    """Return whether a workbook stands there that has no index sheet of ours: somebody's data."""
    try:
        with zipfile.ZipFile(path) as book, book.open("xl/workbook.xml") as part:
            said = part.read(_MOST).decode("utf-8", errors="replace")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
    return not any(f'name="{name}' in said for name in INDEX_SHEETS)
