"""Where reports are kept for the telephone: `report show RECEIPT N` finds them by receipt number.

Reports are masked before they exist, so they may be kept; the newest 200 are.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dgov_std.atomic import write_bytes_aside
from dgov_std.errors import UsageError

_KEPT = 200


def store_root() -> Path:
    """Return the folder reports are kept in: DGOV_STD_STATE, else the system's place for such files."""
    chosen = os.environ.get("DGOV_STD_STATE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "dgov-std" / "reports"
    return Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state")) / "dgov-std" / "reports"


def keep(receipt: str, data: bytes) -> bool:
    """Keep a report; False when the folder cannot be written, which is no reason to fail a check."""
    root = store_root()
    try:
        root.mkdir(parents=True, exist_ok=True)
        write_bytes_aside(root / f"{receipt}.json", data, private=True)
        kept = sorted(root.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, UsageError):
        return False
    return True


def find(receipt: str) -> Path | None:
    """Return the kept report of a receipt number, None when there is none."""
    path = store_root() / f"{receipt}.json"
    return path if path.is_file() else None
