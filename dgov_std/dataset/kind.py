"""Which kind of table a file is, told by its content and not by its name."""

from __future__ import annotations

import re
from pathlib import Path

from dgov_std import lfs
from dgov_std.dataset.excel_old_container import SIGNATURE
from dgov_std.dataset.foreign import foreign
from dgov_std.dataset.refusal import empty, refuse, unreadable

HEAD = 4096  # bytes that tell the kind
PACKED = {"gzip", "xz", "zip"}
# What tables are named, where names are all there is to choose by: in folders and archives.
SUFFIXES = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".parquet", ".feather", ".arrow", ".jsonl", ".ndjson",
)  # fmt: skip
# Of these, those with sheets, and those with an encoding.
WORKBOOKS, TEXTS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods"}), frozenset({".csv", ".tsv", ".txt"})
GZIP, XZ, ZIP = b"\x1f\x8b", b"\xfd7zXZ\x00", (b"PK\x03\x04", b"PK\x05\x06")
_PARQUET, _ARROW, _ARROW_STREAM = b"PAR1", b"ARROW1\x00\x00", b"\xff\xff\xff\xff"
_JSON_NAMES = frozenset({".jsonl", ".ndjson", ".json"})
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_OBJECT = re.compile(r'\s*\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})')
_ARRAY = re.compile(r'\s*\[\s*(?:\{\s*["}]|\])')


def kind_of(path: Path, head: bytes) -> str:
    """Return csv, xlsx, xls, xlsb, ods, parquet, arrow, jsonl, json, or one of `PACKED`.

    Args:
        path: the file; looked into once more where a zip archive may be a workbook or a Parquet file a text.
        head: its first bytes, `HEAD` of them.

    Raises:
        InputError: it is empty, or something that is no table; named for what it is.
    """
    if not head:
        raise empty(path)
    if lfs.is_pointer(head):
        raise refuse(path, lfs.WHAT, lfs.TODO)
    if head.startswith(ZIP):
        from dgov_std.dataset.zip_kind import kind_of_zip  # noqa: PLC0415 - a text file needs no zip archives

        return kind_of_zip(path)
    if head.startswith(GZIP):
        return "gzip"
    if head.startswith(XZ):
        return "xz"
    if head.startswith(SIGNATURE):
        return "xls"
    columnar = _columnar(path, head)
    if columnar:
        return columnar
    known = foreign(path, head)
    if known is not None:
        raise known
    return _json(path, head) or "csv"


def is_text(head: bytes) -> bool:
    """Whether a file that begins so may be read as text, from start to end."""
    binary = (*ZIP, GZIP, XZ, SIGNATURE, _ARROW, _ARROW_STREAM)
    return not head.startswith(binary) and not (head.startswith(_PARQUET) and b"\0" in head)


def _columnar(path: Path, head: bytes) -> str | None:
    if head.startswith(_ARROW):
        return "arrow"
    if head.startswith(_ARROW_STREAM):
        size = int.from_bytes(head[4:8], "little")
        return "arrow" if 0 < size < 1 << 28 else None
    # `PAR1` may be the first label of a text.
    if head.startswith(_PARQUET) and (b"\0" in head or _tail(path) == _PARQUET):
        return "parquet"
    return None


def _tail(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(-min(4, path.stat().st_size), 2)
            return file.read()
    except OSError as error:
        raise unreadable(path, error) from None


def _json(path: Path, head: bytes) -> str | None:
    """Tell JSON Lines and a JSON array of objects from text that happens to begin with a bracket."""
    mark = next((bom for bom in _BOMS if head.startswith(bom)), b"")
    text = head[len(mark) :].decode(_BOMS.get(mark, "utf-8"), "replace")
    if _OBJECT.match(text) or (path.suffix.lower() in _JSON_NAMES and text.lstrip().startswith("{")):
        return "jsonl"
    if _ARRAY.match(text) or (path.suffix.lower() in _JSON_NAMES and text.lstrip().startswith("[")):
        return "json"
    return None
