"""A writer of OpenDocument spreadsheets from the XML of their rows: libraries write no hostile ones."""

from __future__ import annotations

import zipfile
from pathlib import Path

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_NAMES}office:1.0" '
    f'xmlns:table="{_NAMES}table:1.0" xmlns:text="{_NAMES}text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def text_cell(text: str, times: int = 1) -> str:
    return _cell(f'office:value-type="string" table:number-columns-repeated="{times}"', text)


def typed_cell(kind: str, value: str, shown: str = "") -> str:
    """A cell of a type: boolean, date, time and others name their value after it."""
    attribute = f"{kind}-value" if kind in {"boolean", "date", "time"} else "value"
    return _cell(f'office:value-type="{kind}" office:{attribute}="{value}"', shown)


def error_cell(text: str) -> str:
    return _cell('office:value-type="string" office:string-value="" calcext:value-type="error"', text)


def _cell(attributes: str, text: str) -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def blank_cells(times: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def write_ods(path: Path, sheets: dict[str, str], manifest: str = "") -> Path:
    """Write sheets given as the XML of their rows."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>{manifest}'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KIND, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _HEAD + tables + _TAIL)
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_NAMES}manifest:1.0">{entry}</manifest:manifest>'
        )
    return path
