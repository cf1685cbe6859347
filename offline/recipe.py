"""What goes into the one-folder build, and what does not. PyInstaller's spec file reads it from here.

Nothing is listed by hand that the package lists itself: commands and report formats are loaded by name when they are
asked for, which PyInstaller cannot see, so their names are read from the registries. The same holds for whatever else
is loaded by name later: every module of the package goes in.
"""

from __future__ import annotations

import json
import os
from importlib.metadata import distribution
from pathlib import Path, PurePath
from typing import Any

PACKAGE = "dgov_std"

# Left out, and why nothing that the program does misses it. tests/offline/test_recipe.py holds the first three.
EXCLUDED = {
    "pandas": "frames of the Python API only; nobody has a DataFrame at a command line",
    "dateutil": "comes with pandas",
    "tzdata": "comes with pandas; no time zones are computed",
    "pygments": "rich colours source code with it; reports hold none",
    "markdown_it": "rich shows Markdown with it; reports are written, never read",
    "mdurl": "comes with markdown_it",
    "ssl": "there is no network, ever",
    "sqlite3": "keys lie in plain files",
    "tkinter": "no windows",
    "_tkinter": "no windows",
    "curses": "no full-screen terminal",
    "readline": "no prompt",
    "pydoc_data": "help() of a Python prompt",
    "lib2to3": "translates Python 2",
    "distutils": "builds packages",
    "setuptools": "builds packages",
    "pip": "installs packages",
    "pytest": "tests",
    "hypothesis": "tests",
    "IPython": "a prompt",
    "matplotlib": "draws",
    "numpy.f2py": "compiles Fortran",
    "numpy.distutils": "compiles",
    "pyarrow.tests": "tests",
    "pyarrow.pandas_compat": "frames",
    "pyarrow._azurefs": "cloud storage",
    "pyarrow._gcsfs": "cloud storage",
    "pyarrow._hdfs": "cloud storage",
    "pyarrow._s3fs": "cloud storage",
    "pyarrow._dataset": "folders of Parquet files",
    "pyarrow.dataset": "folders of Parquet files",
}
# Kept although the package's own modules do not name them: what compiled modules import is invisible to PyInstaller.
PYARROW = "lib _compute _compute_docstrings _csv _fs _acero acero compute csv fs ipc types util vendored.docscrape _parquet parquet parquet.core".split()


def registered() -> list[str]:
    """Return the modules that the literal registries name: each command, each report format."""
    from dgov_std.cli import COMMANDS  # noqa: PLC0415 - the installed wheel's, in the environment of the build
    from dgov_std.render import RENDERERS  # noqa: PLC0415

    commands = [module for module, _ in COMMANDS.values()]
    formats = [place.partition(":")[0] for place in RENDERERS.values() if ":" in place]
    return sorted({*commands, *formats})


def modules() -> list[str]:
    """Return every module of the installed package, the registered ones among them.

    Raises:
        ValueError: a registry names a module that the wheel does not hold.
    """
    files = distribution("dgov-std").files or []
    paths = [file.with_suffix("") for file in files if file.suffix == ".py" and file.parts[0] == PACKAGE]
    names = {".".join(path.parts).removesuffix(".__init__") for path in paths}
    absent = [name for name in registered() if name not in names]
    if absent:
        msg = f"not in the wheel: {', '.join(absent)}"
        raise ValueError(msg)
    return sorted(names - {f"{PACKAGE}.__main__"})


def data_files() -> list[tuple[str, str]]:
    """Return (file, folder in the build) of everything in the wheel that is not Python: standards, bundles, schemas, templates.

    And one file for the folder it makes: python-docx goes from the folder of its modules to its templates, and the modules
    of a frozen program lie in no folder.
    """
    files = distribution("dgov-std").files or []
    data = [file for file in files if file.parts[0] == PACKAGE and file.suffix not in {".py", ".pyc"}]
    found = [(str(file.locate()), str(Path(*file.parts[:-1]))) for file in data]
    return sorted([*found, (str(distribution("python-docx").locate_file("docx/parts/__init__.py")), "docx/parts")])


def kept(entries: list[Any]) -> list[Any]:
    """Drop links, and what pip notes about an installation.

    The libraries find each other without links, and a folder without links survives a memory stick. Pip's notes
    differ from machine to machine; the licences beside them are in LICENSES/.
    """
    return sorted(entry for entry in entries if entry[2] != "SYMLINK" and not _pips(PurePath(entry[0])))


def _pips(name: PurePath) -> bool:
    inside = ".dist-info" in name.parts[0]
    return inside and (name.name in {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"} or "licenses" in name.parts)


def write_contents(*tables: list[Any]) -> None:
    """Write what was frozen, [name in the build, file it came from, kind], for the bill of materials."""
    target = Path(os.environ["DGOV_STD_CONTENTS"])
    rows = sorted([list(map(str, entry)) for table in tables for entry in table if entry[1]])
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")
