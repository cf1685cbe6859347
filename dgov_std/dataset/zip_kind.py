"""What a zip archive is: a workbook of one of three kinds, another program's document, or files packed together."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from dgov_std.dataset.foreign import foreign_package
from dgov_std.dataset.refusal import damaged_archive, damaged_workbook, unreadable

_MIMETYPE = 100  # bytes of that member; longer ones are no ODF document's
_ODS = ("application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet-template")


def kind_of_zip(path: Path) -> str:
    """Return xlsx, xlsb, ods, or zip.

    Raises:
        InputError: damaged, not readable, or a document that is no table.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lstrip("/").lower() for name in archive.namelist()}
            mimetype = _mimetype(archive)
    except OSError as error:
        raise unreadable(path, error) from None
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError, zlib.error):
        raise damaged_archive(path) if path.suffix.lower() == ".zip" else damaged_workbook(path) from None
    if mimetype in _ODS:
        return "ods"
    known = foreign_package(path, names, mimetype)
    if known is not None:
        raise known
    if "xl/workbook.bin" in names:
        return "xlsb"
    office = "[content_types].xml" in names or "_rels/.rels" in names
    return "xlsx" if office or any(name.startswith("xl/") for name in names) or path.suffix.lower() in _XLSX else "zip"


_XLSX = frozenset({".xlsx", ".xlsm", ".xltx"})


def _mimetype(archive: zipfile.ZipFile) -> str:
    """Return what the member `mimetype` of an ODF document says, "" without one."""
    try:
        info = archive.getinfo("mimetype")
    except KeyError:
        return ""
    if info.file_size > _MIMETYPE or info.flag_bits & 1:
        return ""
    with archive.open(info) as file:
        return file.read(_MIMETYPE).decode("ascii", "replace").strip()
