"""A text in the two languages every user-facing word of the project exists in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One meaning, worded in Chinese and in English."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.zh if language == "zh" else self.en

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form, `{"zh": …, "en": …}`."""
        return {"zh": self.zh, "en": self.en}
