"""`codeWithin`: the code in one column is the code of another column, or stands below it.

`{"code": column, "above": column, "list", "aboveList"}`. A code's parents stand in its own list; where that list
does not have the parent itself (the towns of a county), those above it stand in the other list. Nothing is said of
a code that its list does not know, nor of one of which the lists do not say what it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Ints, Mask, Strings, some
from dgov_std.checks.code_set import CodeSet
from dgov_std.checks.code_tree import above, parents_in
from dgov_std.checks.setting import CodeTable, Setting
from dgov_std.texts import Texts

_NOTHING = -2  # no place in the list, and not the -1 of a code that it does not know


@dataclass(frozen=True, slots=True)
class CodeWithin:
    """Passes where the second code is the first or stands above it, or where that is not known.

    `lines[i]` are the places in the second list of code i of the first and of what stands above it, then -2;
    the last line is for codes the list does not know. A line of -2 alone says that nothing is known of the code.
    """

    columns: tuple[str, str]
    codes: CodeSet
    higher: CodeSet
    lines: Ints

    def __call__(self, code: Strings, above: Strings) -> Mask:
        """Return the mask of the rows."""
        return self.judge(Texts(code), Texts(above))

    def judge(self, code: Texts, above: Texts) -> Mask:
        """Return the mask of the rows."""
        place, wanted = self.codes.places(code), self.higher.places(above)
        held: Mask = some(self.lines[place] == wanted[:, None]) | (self.lines[place, 0] == _NOTHING)
        return held | (wanted < 0)


def compile_code_within(value: Mapping[str, Any], setting: Setting) -> CodeWithin:
    """Compile the keyword's value."""
    own, other = setting.table(value["list"]), setting.table(value["aboveList"])
    parents = parents_in(setting.entries[value["list"]], setting.entries[value["aboveList"]])
    lines = _lines(own, other, parents)
    return CodeWithin((value["code"], value["above"]), own.set, other.set, lines)


def _lines(own: CodeTable, other: CodeTable, parents: Mapping[str, tuple[str, ...]]) -> Ints:
    place = {code: i for i, code in enumerate(dict.fromkeys(other.codes))}
    chains = [[place[c] for c in above(parents, code) if c in place] if parents else [] for code in dict.fromkeys(own.codes)]
    lines = np.full((len(chains) + 1, max(map(len, chains), default=0) + 1), _NOTHING, dtype=np.int64)
    for i, chain in enumerate(chains):
        lines[i, : len(chain)] = chain
    return lines
