"""`enum` and `const`: one of the values listed. Cells are text, so other JSON types never match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings, strings
from dgov_std.checks.code_set import CodeSet
from dgov_std.checks.setting import Setting
from dgov_std.texts import Texts


@dataclass(frozen=True, slots=True)
class OneOf:
    """Passes where the value is one of `allowed`."""

    allowed: CodeSet
    first: int | None = None  # the byte all of them begin with

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values listed."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values listed; looking for one byte is much faster than looking values up."""
        if self.first is not None and not _holds(texts, self.first):
            return np.zeros(texts.size, dtype=np.bool_)
        return self.allowed.holds(texts)


def _holds(texts: Texts, byte: int) -> bool:
    return texts.once(("holds", byte), lambda: texts.holds(byte))


def compile_enum(value: Sequence[Any], setting: Setting) -> OneOf:
    """Compile a list of values; those that are no text are left out."""
    listed = [item for item in value if isinstance(item, str)]
    first = {item.encode("utf-8", "surrogatepass")[:1] for item in listed}
    byte = first.pop() if len(first) == 1 else b""
    return OneOf(CodeSet(strings(listed)), byte[0] if byte else None)


def compile_const(value: Any, setting: Setting) -> OneOf:  # noqa: ANN401 - any JSON value
    """Compile a single value."""
    return compile_enum([value], setting)
