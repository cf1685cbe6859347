"""`pattern`: an ECMA-262 regular expression, searched for by RE2 in linear time.

I-Regexp (RFC 9485), which our own standards are written in, is a part of ECMA-262: one translator
serves both, so RE2 never sees a pattern as it was written.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, numbers_of, strings
from dgov_std.checks.ecma import Node, Refused, Search, parse, searches, standard_error, too_large
from dgov_std.checks.fixed_forms import FixedForms, Run, fixed_forms
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class Pattern:
    """Passes where one of the searches succeeds in the value."""

    options: tuple[Search, ...]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values that match."""
        found = _judge(self.options[0], values)
        for option in self.options[1:]:
            found |= _judge(option, values)
        return found


def _judge(search: Search, values: Strings) -> Mask:
    found = np.ones(len(values), dtype=np.bool_)
    for expression in search.required:
        found = found & mask_of(pc.match_substring_regex(values, expression))
    for expression in search.forbidden:
        found = found & ~mask_of(pc.match_substring_regex(values, expression))
    if search.length is not None:
        low, high = search.length
        count = numbers_of(pc.utf8_length(values))
        found = found & (low <= count) & (count <= high)
    return found


def compile_pattern(value: str, setting: Setting) -> Pattern | FixedForms | Run:
    """Compile the keyword's value. Raises StandardError for what RE2 could not answer as ECMA-262 does."""
    try:
        tree = parse(value)
        return fixed_forms(tree) or searched(tree)
    except Refused as why:
        raise standard_error(value, why) from None


def searched(tree: Node) -> Pattern:
    """Compile a tree for RE2. Raises Refused."""
    options = searches(tree)
    for option in options:
        for expression in (*option.required, *option.forbidden):
            _try(expression)
    return Pattern(options)


def _try(expression: str) -> None:
    try:
        pc.match_substring_regex(strings(["probe"]), expression)
    except pa.ArrowInvalid:
        raise too_large() from None
