"""What the columns of a file hold, found out from their values alone: identifiers, codes, dates, numbers.

Told only on evidence: nine in ten of at least twenty different values, or all of at least five. A check
digit is right by chance once in ten to thirty times (3.4 % of identity numbers are sound credit codes), and six
digits are always a postcode, so a scheme that chance fulfils too easily must also be named by the label. Of
several schemes the one that fits most values is told, of equals the one that chance fulfils least.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow.compute as pc

from dgov_std.api.sample import Sample
from dgov_std.api.schemes import Scheme, schemes
from dgov_std.arrays import Mask, Strings, mask_of, positions, strings
from dgov_std.bind.header import normalise
from dgov_std.report.values import Likeness
from dgov_std.text import Text

MANY, FEW, SHARE = 20, 5, 0.9
LUCK = 0.1  # what chance may fulfil without the label's word for it
_TRIAL, _LIKELY, _SAME = 64, 0.5, 2.0
_NUMBER = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?$"
_WHOLE = r"^-?[0-9]+$"
# What people write where there is nothing: no value of any scheme.
_NOTHING = ("-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "null", "NULL", "N/A", "NA", "n/a")


def likenesses(sample: Sample, labels: Sequence[str]) -> tuple[tuple[Likeness, ...], ...]:
    """Return by column what its values follow: the best, several if they fit alike, nothing without evidence."""
    return tuple(follows(sample.values(i), label) for i, label in enumerate(labels))


def follows(values: Strings, label: str) -> tuple[Likeness, ...]:
    """Return what the different values of one column follow."""
    values = values.filter(pc.invert(pc.is_in(values, value_set=strings(_NOTHING))))
    if len(values) < FEW:
        return ()
    lengths = np.asarray(pc.utf8_length(values))
    found = [(scheme, fitting) for scheme in schemes() if (fitting := _fitting(scheme, values, lengths)) is not None]
    named = normalise(label)
    found = [each for each in found if each[0].luck <= LUCK or _names(each[0], named)]
    if found:
        return tuple(_likeness(scheme, fitting, len(values)) for scheme, fitting in _best(found))
    number = _number(values)
    return (number,) if number is not None else ()


def is_enough(fitting: int, values: int) -> bool:
    """Whether so many of the different values are evidence: all of a few, nine in ten of many."""
    return fitting >= SHARE * values if values >= MANY else fitting == values >= FEW


def _fitting(scheme: Scheme, values: Strings, lengths: np.ndarray[tuple[int], np.dtype[np.int32]]) -> int | None:
    """Return how many values follow the scheme, None where they are not enough; most schemes are out at a glance."""
    sized = (lengths >= scheme.shortest) & (lengths <= scheme.longest)
    if not is_enough(int(sized.sum()), len(values)):
        return None
    if len(values) > _TRIAL and scheme.fits(_spread(values)).mean() < _LIKELY:
        return None
    fitting = int(np.count_nonzero(scheme.fits(values)))
    return fitting if is_enough(fitting, len(values)) else None


def _spread(values: Strings) -> Strings:
    """Return a few of the values, from the first to the last."""
    return values.take(positions(np.linspace(0, len(values) - 1, _TRIAL).astype(np.int64)))


def _names(scheme: Scheme, label: str) -> bool:
    return any(len(name) > 1 and normalise(name) in label for name in scheme.names)


def _best(found: Iterable[tuple[Scheme, int]]) -> list[tuple[Scheme, int]]:
    ranked = sorted(found, key=lambda each: (-each[1], each[0].luck))
    most = ranked[0][1]
    equal = [scheme for scheme, fitting in ranked if fitting == most]
    # What takes any of several forms says no more than the form that all values have.
    known = {scheme.id for scheme in equal}
    equal = [scheme for scheme in equal if not known.intersection(scheme.forms)]
    return [(scheme, most) for scheme in equal if scheme.luck <= _SAME * equal[0].luck]


def _likeness(scheme: Scheme, fitting: int, values: int) -> Likeness:
    return Likeness(scheme.kind, scheme.id, scheme.title, fitting, values, scheme.personal)


def _number(values: Strings) -> Likeness | None:
    """Return that the values are numbers: without zeros in front, which only codes have."""
    numbers: Mask = mask_of(pc.match_substring_regex(values, _NUMBER))
    fitting = int(numbers.sum())
    if not is_enough(fitting, len(values)):
        return None
    whole = bool(mask_of(pc.match_substring_regex(values.filter(pc.match_substring_regex(values, _NUMBER)), _WHOLE)).all())
    title = Text("整数", "whole number") if whole else Text("数字", "number")
    return Likeness("number", "integer" if whole else "decimal", title, fitting, len(values))
