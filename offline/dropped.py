"""Files dropped on the icon: checked, report page and annotated workbook written beside each, the pages opened.

The launchers (`icons/`) hand over the file names untouched. What could go wrong with a name (blanks, brackets, `&`,
Chinese) therefore goes wrong here, where it is tested, and not in a batch file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.group import main_group
from dgov_std.cli.language import say
from dgov_std.cli.shell import run
from dgov_std.text import Text

OPTIONS = ("--annotate", "--format", "html", "--format", "terminal")
# A folder of ninety files must not open ninety windows.
MOST_OPENED = 3

Pages = dict[Path, int]


def main(names: Sequence[str]) -> int:
    """Check the dropped files and folders, open the first pages; return the exit code of `check`."""
    if not names:
        click.echo(
            say(
                Text(
                    "把要检查的表格(xlsx、xls、et、csv)拖到这个图标上, 松开鼠标。可以一次拖几个文件, 也可以拖一个文件夹。",
                    "Drag the tables to check (xlsx, xls, et, csv) onto this icon and let go. Several files, or a folder, will do.",
                )
            )
        )
        return exit_codes.CANNOT_RUN
    before = pages_beside(names)
    code = run(main_group, ["check", *OPTIONS, "--", *names])
    new = [page for page, written in pages_beside(names).items() if before.get(page) != written]
    unopened = [page for i, page in enumerate(new) if i >= MOST_OPENED or not opened(page)]
    if unopened:
        click.echo(say(Text("检查单在这里, 双击打开:", "The reports are here; double-click to open:")))
    for page in unopened:
        click.echo(f"  {page}")
    return code


def pages_beside(names: Iterable[str]) -> Pages:
    """Return the HTML files where reports go, with the time (ns) each was written."""
    found: Pages = {}
    for name in names:
        path = Path(name)
        try:
            pages = sorted(path.rglob("*.html") if path.is_dir() else path.absolute().parent.glob("*.html"))
            found |= {page: page.stat().st_mtime_ns for page in pages}
        except OSError:  # a folder that vanished or may not be read: `check` says so
            continue
    return found


def opened(page: Path) -> bool:
    """Open a page as a double click would; False when this desktop offers no way to."""
    if sys.platform == "win32":
        try:
            os.startfile(page)  # noqa: S606 - a page this run has written, shown by the system's browser
        except OSError:
            return False
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    # The browser is not part of this build and must not load the libraries of this build.
    environment = dict(os.environ)
    kept = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    environment.pop("LD_LIBRARY_PATH", None)
    if kept is not None:
        environment["LD_LIBRARY_PATH"] = kept
    done = subprocess.run([opener, str(page)], env=environment, capture_output=True, check=False)  # noqa: S603 - no shell
    return done.returncode == 0
