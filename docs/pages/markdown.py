"""Pieces of Markdown, and JSON as the pages show it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Json = Any
ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

NOTE = "<!-- Written by docs/generate.py; edits here are lost. -->\n\n"
WIDTH = 96


def one_line(value: Json) -> str:
    """Return JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def pretty(value: Json, indent: str = "", before: int = 0) -> str:
    """Return JSON in which what is short stays on one line; `before` characters stand there already."""
    flat = one_line(value)
    if len(indent) + before + len(flat) <= WIDTH or not value or not isinstance(value, dict | list):
        return flat
    deeper = indent + "  "
    if isinstance(value, dict):
        inside = [f"{deeper}{one_line(k)}: {pretty(v, deeper, len(one_line(k)) + 2)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inside) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + pretty(item, deeper) for item in value) + f"\n{indent}]"


def cell(text: str) -> str:
    """Return text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
