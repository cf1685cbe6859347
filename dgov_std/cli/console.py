"""What the console can show: its width, its characters, and reports laid out for both.

A character the console's encoding lacks is shown by its code point, the way hidden ones are, and before the columns are
measured, so that they stay aligned. A console without Chinese characters is spoken to in English.
"""

from __future__ import annotations

import codecs
import dataclasses
import os
import re
import shutil
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from dgov_std.report.visible import escaped, visible
from dgov_std.text import Language

if TYPE_CHECKING:
    from dgov_std.api.result import Report

_COMMAND = re.compile(r"(?m)^(\s*)::")
_JOINER = "\u2060"
_ESCAPES = "dgov-std-escapes"
_ASCII = "dgov-std-ascii"
_CHINESE = "检查结果"
_NARROWEST, _WIDEST, _PIPED = 60, 200, 80
_Value = TypeVar("_Value")


def prepare_streams() -> None:
    """Make both streams show the code point of what they cannot encode; work done is never lost to that."""
    codecs.register(_ascii)
    # A program without a console (pythonw, a closed descriptor) has no streams; what it says goes nowhere.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # click takes a stream of the name "ascii" for a mistake and writes UTF-8 to it.
            reconfigure(errors=_ESCAPES, encoding=_ASCII if _codec(stream) == "ascii" else stream.encoding)


def spoken(language: Language, stream: TextIO | None = None) -> Language:
    """Return the language to speak on a stream, standard output by default."""
    try:
        _CHINESE.encode(_encoding(stream or sys.stdout))
    except UnicodeEncodeError:
        return "en"
    return language


def legible(value: _Value, encoding: str) -> _Value:
    r"""Return a text, or a frozen value with all texts in it, with `\u4e2d` for what an encoding cannot show."""
    found: object = value
    if isinstance(value, str) and not isinstance(value, Enum):
        found = value.encode(encoding, _ESCAPES).decode(encoding) if not value.isascii() else value
    elif isinstance(value, tuple):
        found = tuple(legible(each, encoding) for each in value)
    elif isinstance(value, dict):
        found = {key: legible(each, encoding) for key, each in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        known = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
        changed = {name: new for name, old in known.items() if (new := legible(old, encoding)) != old}
        found = dataclasses.replace(value, **changed) if changed else value
    return found  # type: ignore[return-value]


def print_report(
    report: Report, language: Language, *, everything: bool, number: int | None = None, kept: bool = True
) -> None:
    """Print the first screen of a report, or one finding of it, as wide as the terminal; 80 cells when piped."""
    width = screen_width()
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    report = dataclasses.replace(report, values=shown_here(report.values))
    language = spoken(language)
    if number is not None:
        text = report.finding(number, language=language, width=width)
    else:
        text = report.terminal(language=language, width=width, colour=colour, everything=everything, kept=kept)
    import click  # noqa: PLC0415 - where it is missing, the language of that message is asked for here

    click.echo(harmless(text), color=colour or None, nl=False)


def harmless(text: str) -> str:
    """Return what is printed for people as a runner of GitHub takes no part of it for a command.

    It reads commands at the start of any line, after blanks, and their older form anywhere; a cell's value, or a line that
    goes on in the next, may stand there. A joiner, which takes no room, comes between the signs.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    return _COMMAND.sub(f"\\1:{_JOINER}:", text).replace("##[", f"#{_JOINER}#[")


def print_text(text: str) -> None:
    """Print lines for people, each with its line end: nothing in them that a runner obeys."""
    import click  # noqa: PLC0415 - as above

    click.echo(harmless(text), nl=False)


def aside(text: str) -> None:
    """Print a word about the run on the error stream: no number of a person, nothing hidden, nothing a runner obeys."""
    import click  # noqa: PLC0415 - as above

    from dgov_std.api.result import masked  # noqa: PLC0415 - help stays light

    click.echo(harmless("\n".join(visible(masked(line)) for line in text.split("\n"))), err=True)


def screen_width() -> int:
    """Return how many cells wide to print: as the terminal, within reason; 80 when piped."""
    width = shutil.get_terminal_size((_PIPED, 24)).columns if sys.stdout.isatty() else _PIPED
    return max(_NARROWEST, min(width, _WIDEST))


def shown_here(value: _Value) -> _Value:
    """Return a value with its texts as standard output can show them (see `legible`)."""
    return value if _codec(sys.stdout).startswith("utf") else legible(value, _encoding(sys.stdout))


def print_utf8(data: bytes) -> None:
    """Print what other programs read: UTF-8 on every console."""
    import click  # noqa: PLC0415 - as above

    if hasattr(sys.stdout, "buffer"):
        click.echo(data, nl=False)
    else:  # a stream of text in memory
        click.echo(data.decode(), nl=False)


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(escaped(character) for character in error.object[error.start : error.end]), error.end


codecs.register_error(_ESCAPES, _escape)


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _codec(stream: TextIO) -> str:
    return codecs.lookup(_encoding(stream)).name


def _ascii(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != _ASCII:
        return None
    plain = codecs.lookup("ascii")
    return codecs.CodecInfo(
        plain.encode, plain.decode, plain.streamreader, plain.streamwriter, plain.incrementalencoder, plain.incrementaldecoder,
        name=_ASCII,
    )  # fmt: skip


def print_nothing_more() -> None:
    """Let what is still printed go nowhere: the reader of the pipe has left."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)
