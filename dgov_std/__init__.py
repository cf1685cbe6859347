"""dgov-std: government data standards that run.

The public names are resolved on first use, because executors and `--version` import this file too.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from dgov_std.api.library import compile_bundle, load_standard
    from dgov_std.api.python import check
    from dgov_std.api.result import Report
    from dgov_std.errors import DgovError, InputError, LimitError, MissingPackageError, StandardError, UsageError

_PUBLIC = {
    "check": "dgov_std.api.python",
    "compile_bundle": "dgov_std.api.library",
    "load_standard": "dgov_std.api.library",
    "Report": "dgov_std.api.result",
    "DgovError": "dgov_std.errors",
    "InputError": "dgov_std.errors",
    "LimitError": "dgov_std.errors",
    "MissingPackageError": "dgov_std.errors",
    "StandardError": "dgov_std.errors",
    "UsageError": "dgov_std.errors",
}

__all__ = [
    "DgovError",
    "InputError",
    "LimitError",
    "MissingPackageError",
    "Report",
    "StandardError",
    "UsageError",
    "__version__",
    "check",
    "compile_bundle",
    "load_standard",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whichever name was asked for
    if name in _PUBLIC:
        return getattr(importlib.import_module(_PUBLIC[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
