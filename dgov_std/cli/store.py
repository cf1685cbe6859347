"""Where reports are kept for the telephone: `report show RECEIPT N` finds them by receipt number.

Reports are masked before they exist, so they may be kept; the newest 200 are.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dgov_std.atomic import write_bytes_aside
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

_KEPT = 200


def store_root() -> Path:
    """Return the folder reports are kept in: DGOV_STD_STATE, else the system's place for such files.

    Raises:
        UsageError: the user has no home folder.
    """
    chosen = os.environ.get("DGOV_STD_STATE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or _home() / "AppData" / "Local") / "dgov-std" / "reports"
    return Path(os.environ.get("XDG_STATE_HOME") or _home() / ".local" / "state") / "dgov-std" / "reports"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:  # no HOME and a user the system has no name for: a bare container
        what = Text("不知道用户文件夹在哪里, 没有报告留底", "there is no home folder, so no report is kept")
        todo = Text("用环境变量 DGOV_STD_STATE 指定文件夹", "name a folder in DGOV_STD_STATE")
        raise UsageError(Problem(what, todo=todo)) from error


def keep(receipt: str, data: bytes) -> bool:
    """Keep a report; False when the folder cannot be written, which is no reason to fail a check."""
    try:
        root = store_root()
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
