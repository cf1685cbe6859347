"""The language of help and messages: `--lang` where given, else DGOV_STD_LANG, the locale, Chinese."""

from __future__ import annotations

import os
import sys
from typing import cast

from dgov_std.cli.console import spoken
from dgov_std.text import Language, Text


def language_of() -> Language:
    """Return the language to speak before options are parsed."""
    arguments = sys.argv[1:]
    for i, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and i + 1 < len(arguments):
            value = arguments[i + 1]
        if value in {"zh", "en"}:
            return cast("Language", value)
    for name in ("DGOV_STD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def say(text: Text) -> str:
    """Return a text in the language of this run, as far as the console shows it."""
    return text.in_(spoken(language_of()))
