"""Canonical JSON: equal values give equal bytes."""

from __future__ import annotations

import json
from typing import Any


def canonical_bytes(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return the canonical bytes of a JSON value: UTF-8, sorted keys, one line, newline at the end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"
