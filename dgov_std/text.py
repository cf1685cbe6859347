"""A text in the two languages every user-facing word of the project exists in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, Literal

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


class Template(str):
    """A text with gaps. `{n}` is filled by n; `{n:row|rows}` by the first word where n is 1, else by the second."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Return the text with its gaps filled."""
        return _GAPS.vformat(self, values, named)


def filling(value: object, spec: str) -> str:
    """Return what stands in a gap: the value in the form of `spec`, or one of the two words that `row|rows` is."""
    one, bar, several = spec.partition("|")
    if not bar:
        return format(value, spec)
    return one if str(value) == "1" else several


class _Gaps(Formatter):
    def vformat(self, format_string: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        return super().vformat(str(format_string), args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - what fills a gap
        return filling(value, format_spec)


_GAPS = _Gaps()
