"""The language of help and messages: `--lang` where given, else DGOV_STD_LANG, the configuration, the locale, Chinese."""

from __future__ import annotations

import os
import sys
from typing import cast

from dgov_std.cli.console import spoken
from dgov_std.text import Language, Text

CONFIGURED = "dgov_std.language"  # the place of the configuration's word in what click keeps of a run


def language_of() -> Language:
    """Return the language to speak before options are parsed, or where none of them says."""
    arguments = sys.argv[1:]
    for i, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and i + 1 < len(arguments):
            value = arguments[i + 1]
        if value in {"zh", "en"}:
            return cast("Language", value)
    for name in ("DGOV_STD_LANG", CONFIGURED, "LC_ALL", "LC_MESSAGES", "LANG"):
        value = _configured() if name == CONFIGURED else os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def _configured() -> str:
    """Return the language of the configuration, once a command has read one."""
    click = sys.modules.get("click")  # it may be missing, which is told in a language, too
    context = click.get_current_context(silent=True) if click is not None else None
    return str(context.meta.get(CONFIGURED, "")) if context is not None else ""


def say(text: Text) -> str:
    """Return a text in the language of this run, as far as the console shows it."""
    return text.in_(spoken(language_of()))
