"""The wording data by language."""

from __future__ import annotations

from types import ModuleType

from dgov_std.render import words_en, words_zh
from dgov_std.text import Language


def catalogue(language: Language) -> ModuleType:
    """Return the wording data of a language."""
    return words_zh if language == "zh" else words_en
