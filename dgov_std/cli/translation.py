"""What click says itself, in the language of this run: it asks gettext, and has no catalogue of its own.

The sentences are in `locale/zh/LC_MESSAGES/click.po`; what a release of click says that is not there stays English.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from dgov_std.text import Language

FOLDER = Path(__file__).with_name("locale")
DOMAIN = "click"
_OTHERS = "messages"  # the domain of a program that has set none


def speak(language: Language) -> None:
    """Let click speak a language from now on."""
    if language == "en":
        gettext.textdomain(_OTHERS)
        return
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language  # what gettext asks first, and on Windows alone
