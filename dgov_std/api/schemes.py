"""What the values of a column may follow: identifier schemes, large code lists, written forms of dates.

A wheel carries the schemes compiled, so that no YAML is parsed; a checkout compiles them when asked.
"""

from __future__ import annotations

import functools
import json
import random
import string
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pyarrow.compute as pc

from dgov_std.api.codes import open_shelf
from dgov_std.api.library import bundles_root, load_standards
from dgov_std.arrays import Mask, Strings, mask_of, strings
from dgov_std.checks.date_forms import days, read_forms
from dgov_std.dataset.block import Batch
from dgov_std.engine.kernel import judge
from dgov_std.plan import Plan, cell_plan
from dgov_std.text import Text

FILE = "identifiers.json"
LISTS = ("division", "town")
_FORMS = {
    "YYYY-MM-DD": ("YYYY-M-D",),
    "YYYY/M/D": ("YYYY/M/D",),
    "YYYY.M.D": ("YYYY.M.D",),
    "YYYYMMDD": ("YYYYMMDD",),
    "YYYY年M月D日": ("YYYY年M月D日",),
    "YYYY-MM-DD hh:mm:ss": ("YYYY-M-D h:mm:ss", "YYYY-M-D h:mm"),
    "YYYY/M/D h:mm:ss": ("YYYY/M/D h:mm:ss", "YYYY/M/D h:mm"),
}
_DATE_LUCK = 0.03  # of eight digits, what share is a day between the years below
_FIRST_DAY, _LAST_DAY = 1800_01_01, 2200_12_31
_VARIANTS = 400
_ALIKE = (string.digits, string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True)
class Scheme:
    """Something that values may follow. `fits` tells which do; `shortest` and `longest` count characters.

    `forms` are schemes any of which it takes; `chance` is its luck where that is known.
    """

    kind: Literal["identifier", "codelist", "date"]
    id: str
    title: Text
    names: Collection[str]
    personal: bool
    shortest: int
    longest: int
    fits: Callable[[Strings], Mask]
    examples: Sequence[str] = ()
    forms: Collection[str] = ()
    chance: float | None = None

    @functools.cached_property
    def luck(self) -> float:
        """What share of random values of the shape of its examples follows it: the same in every run."""
        if self.chance is not None:
            return self.chance
        dice = random.Random(_VARIANTS)  # noqa: S311 - no secret, and the same in every run
        made = [_varied(dice.choice(self.examples), dice) for _ in range(_VARIANTS)]
        return float(np.mean(self.fits(strings(made))))


def _varied(value: str, dice: random.Random) -> str:
    """Return a value of the same shape: each digit and letter replaced by another of its kind."""
    kinds = (next((kind for kind in _ALIKE if character in kind), character) for character in value)
    return "".join(dice.choice(kind) for kind in kinds)


@functools.cache
def schemes() -> tuple[Scheme, ...]:
    """Return everything that is looked for; each is compiled or read when values are first tried."""
    return (*_identifiers(), *_lists(), *_dates())


def _identifiers() -> Iterator[Scheme]:
    bundle = scheme_bundle()
    for name, entry in bundle["schemes"].items():
        examples = entry["examples"]
        if not examples:
            continue
        lengths = [len(value) for value in examples]
        yield Scheme(
            kind="identifier",
            id=name,
            title=Text(**entry["title"]),
            names=entry["names"],
            personal=entry["personal"],
            shortest=min(lengths),
            longest=max(lengths),
            fits=functools.partial(_follow, name),
            examples=examples,
            forms=entry["forms"],
        )


@functools.cache
def scheme_bundle() -> Mapping[str, Any]:
    """Return the compiled schemes (see `dgov_std.schema.schemes`)."""
    path = bundles_root() / FILE
    if path.is_file():
        found: Mapping[str, Any] = json.loads(path.read_bytes())
        return found
    from dgov_std.schema.schemes import shelved_schemes  # noqa: PLC0415 - a wheel has them compiled

    return shelved_schemes(load_standards())


@functools.cache
def _plan(name: str) -> Plan:
    """Return the plan of a scheme without what needs a reference date; warnings count as evidence, too."""
    plan = cell_plan(scheme_bundle(), f"identifier.{name}")
    return replace(plan, atoms=tuple(atom for atom in plan.atoms if not atom.needs_date))


def _follow(name: str, values: Strings) -> Mask:
    size = len(values)
    result = judge(_plan(name), Batch((values,), 1, np.arange(1, size + 1, dtype=np.int64)))
    passes = np.ones(size, dtype=np.bool_)
    for failure in result.failures:
        passes[failure.rows] = False
    return passes


def _lists() -> Iterator[Scheme]:
    shelf = open_shelf()
    for name in LISTS:
        entry = shelf.index["lists"].get(name)
        if entry is not None:
            title = Text(**entry["title"])
            length = 6 if name == "division" else 9
            listed = functools.partial(_listed, name)
            chance = entry["codes"] / 10**length
            names = [title.zh, title.en, *entry.get("aliases", ())]
            yield Scheme("codelist", name, title, names, False, length, length, listed, chance=chance)


@functools.cache
def _codes(name: str) -> Strings:
    shelf = open_shelf()
    stored = shelf.rows(shelf.index["lists"][name]["file"])
    place = stored["columns"].index("code")
    return strings(dict.fromkeys(row[place] for row in stored["rows"]))


def _listed(name: str, values: Strings) -> Mask:
    return mask_of(pc.is_in(values, value_set=_codes(name)))


def _dates() -> Iterator[Scheme]:
    for name, forms in _FORMS.items():
        title = Text(f"日期（{name}）", f"date ({name})")
        days_in = functools.partial(_days_in, read_forms(forms))
        yield Scheme("date", name, title, (), False, 8, len(name) + 2, days_in, chance=_DATE_LUCK)


def _days_in(forms: Any, values: Strings) -> Mask:  # noqa: ANN401 - forms as read
    found = days(values, forms)
    return np.asarray((found >= _FIRST_DAY) & (found <= _LAST_DAY))
