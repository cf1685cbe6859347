"""What `compare` and `report diff` print and write alike: terminal, JSON or Markdown, to the screen or to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from dgov_std.atomic import write_bytes_aside
from dgov_std.cli.console import aside, print_text, print_utf8, screen_width, spoken
from dgov_std.cli.language import say
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Language, Text

FORMATS = ("terminal", "json", "markdown")
_SUFFIXES = {".json": "json", ".md": "markdown", ".txt": "terminal"}
Worded = Callable[[str, Language, int, bool], str]
_WIDTH = 80  # of a text file


def paired_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of its output: `form`, `output`, `lang`."""
    options = (
        click.option(
            "--format",
            "-f",
            "form",
            type=click.Choice(FORMATS),
            help=say(Text("输出的样子(默认按 --output 的后缀)", "what to print (default: by the suffix of --output)")),
        ),
        click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path),
            help=say(Text("写到这个文件(.json、.md、.txt)", "write to this file (.json, .md, .txt)")),
        ),
        click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language"))),
    )
    found = command
    for option in reversed(options):
        found = option(found)
    return found


def form_of(form: str | None, output: Path | None) -> str:
    """Return the format: the one asked for, else what the suffix of the file names. Raises UsageError."""
    if form is not None or output is None:
        return form or "terminal"
    found = _SUFFIXES.get(output.suffix.lower())
    if found is None:
        what = Text("后缀不是这里的格式(.json、.md、.txt)", "the suffix names no format of this command (.json, .md, .txt)")
        raise UsageError(
            Problem(what, where=str(output), todo=Text("改后缀, 或给出 --format", "change it, or give --format"))
        )
    return found


def deliver(worded: Worded, form: str, output: Path | None, language: Language, *, private: bool = False) -> None:
    """Print a text, or write it to a file.

    Args:
        worded: returns it in a form, a language, so many cells wide, as this screen can show it if asked to.
        form: one of `FORMATS`.
        output: the file, None for the screen.
        language: asked for.
        private: the file can be read by its owner only.
    """
    if output is not None:
        text = worded(form, language, _WIDTH, False)
        write_bytes_aside(output, text.encode("utf-8", errors="backslashreplace"), private=private)
        aside(f"-> {output}")
    elif form == "terminal":
        print_text(worded(form, spoken(language), screen_width(), True))
    else:
        print_utf8(worded(form, language, _WIDTH, False).encode("utf-8", errors="backslashreplace"))
