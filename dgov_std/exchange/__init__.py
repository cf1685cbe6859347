"""Standards to and from the forms other people work with; now: data dictionaries as xlsx, docx and HTML."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dgov_std.errors import MissingPackageError, Problem
from dgov_std.exchange.dictionary import Dictionary
from dgov_std.text import Text

__all__ = ["FORMATS", "Format", "Writer", "writer"]


class Writer(Protocol):
    """Lays a dictionary down in a file opened for writing; the same dictionary gives the same bytes."""

    def __call__(self, dictionary: Dictionary, file: BinaryIO, /) -> None:
        """Write it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ends of its file names, the first one for new files, and where its writer is."""

    suffixes: tuple[str, ...]
    place: str
    package: str | None = None  # what it needs beyond the base, as the extra of the same name


FORMATS: Mapping[str, Format] = {
    "xlsx": Format((".xlsx",), "dgov_std.exchange.xlsx:write"),
    "docx": Format((".docx",), "dgov_std.exchange.docx:write", package="docx"),
    "html": Format((".html", ".htm"), "dgov_std.exchange.html:write"),
}


def writer(name: str) -> Writer:
    """Return the writer of a format.

    Raises:
        MissingPackageError: the package that this format needs is not installed.
    """
    wanted = FORMATS[name]
    module, function = wanted.place.split(":")
    try:
        if wanted.package:
            importlib.import_module(wanted.package)
        found: Writer = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        if wanted.package is None or (error.name or "").startswith("dgov_std"):
            raise
        what = Text(f"写 {name} 要用到没有安装的 Python 包", f"writing {name} needs a Python package that is not installed")
        command = f"pip install 'dgov-std[{name}]'"
        todo = Text(f"安装: {command}; 或改用 xlsx、html", f"install it: {command}; or choose xlsx or html")
        raise MissingPackageError(Problem(what, where=f"--format {name}", todo=todo)) from None
    return found
