"""The vocabulary: our keywords beside those of JSON Schema, and their published meta-schema."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary_schema() -> dict[str, Any]:
    """Return the meta-schema of our keywords; what it does not name, the 2020-12 meta-schema judges."""
    text = files("dgov_std.schema").joinpath("vocabulary.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
