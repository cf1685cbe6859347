"""Pages whose files and commands are run: what their commands print stands on the page."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs.pages.markdown import ROOT

FILE = re.compile(r"^`([^`\n]+\.\w+)`[^`\n]*\n\n```\w+\n(.*?)```", re.MULTILINE | re.DOTALL)
# A command, and where the page shows one: a sentence with its exit code, and what it prints.
COMMAND = re.compile(
    r"```sh\ndgov-std (?P<line>[^\n]+)\n```\n(?:\n(?P<says>[^`]*?(?P<code>\d)[^`]*)```text\n(?P<output>.*?)```\n)?",
    re.DOTALL,
)
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b(?!-)")
SOME_RECEIPT = "XXXX-XXXX"


def write_files(text: str, folder: Path) -> None:
    """Write the files a page shows into a folder; a file shown in several blocks is their sum."""
    for name, body in FILE.findall(text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as out:
            out.write(body)


@contextlib.contextmanager
def page_folder(text: str, language: str) -> Iterator[Path]:
    """Enter a new folder with the files a page shows and the examples of the project."""
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        write_files(text, Path())
        if "examples/licences" in text:
            shutil.copytree(ROOT / "examples" / "licences", "examples/licences")
        before = dict(os.environ)
        os.environ.update(DGOV_STD_STATE=str(Path(name) / "state"), DGOV_STD_LANG=language)
        os.environ.pop("CI", None)
        try:
            yield Path(name)
        finally:
            os.environ.clear()
            os.environ.update(before)


def with_receipt(line: str, state: Path) -> str:
    """Return a command with the number of the newest report where the page has its stand-in."""
    kept = sorted(state.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return line.replace(SOME_RECEIPT, kept[-1].stem) if kept else line


def shown(text: str) -> str:
    """Return what a command printed as a page shows it."""
    lines = RECEIPT.sub(SOME_RECEIPT, text).rstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def run_command(line: str) -> tuple[int, str]:
    """Run what follows `dgov-std` on a line and return its exit code and what it prints; `> file` writes a file."""
    from dgov_std.cli.group import main_group as group  # noqa: PLC0415 - the slow part
    from dgov_std.cli.shell import run  # noqa: PLC0415

    arguments, _, target = line.partition(" > ")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(group, shlex.split(with_receipt(arguments, Path(os.environ["DGOV_STD_STATE"]))))
    if target:
        Path(target).write_text(said.getvalue(), encoding="utf-8")
        return code, ""
    return code, shown(said.getvalue())


def with_outputs(text: str, language: str) -> str:
    """Return a page with what its commands print today; the exit codes in its sentences stay as they are."""

    def today(found: re.Match[str]) -> str:
        _, said = run_command(found["line"])
        if found["output"] is None:
            return found[0]
        return found[0][: found.start("output") - found.start()] + said + "```\n"

    with page_folder(text, language):
        return COMMAND.sub(today, text)


def expected(text: str) -> list[tuple[str, int, str]]:
    """Return the commands of a page with the exit code and output it shows; a command that shows none is quiet and ends with 0."""
    return [(found["line"], int(found["code"] or 0), found["output"] or "") for found in COMMAND.finditer(text)]
