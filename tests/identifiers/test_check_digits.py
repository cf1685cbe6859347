"""Every check digit of the library: columns as scalars, what the algorithm promises to detect, normal forms.

`PROMISES` says of each scheme which changes of one character, and which swaps of two neighbours, must be found.
A letter in place of another of the same value (GB 11714, VIN) is not among them, nor digits for letters where a
letter counts two digits (MOD 97-10).
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verdicts_of import bundle, identifiers

from dgov_std.arrays import Mask
from dgov_std.checks.check_digit import compile_check_digit
from dgov_std.checks.setting import Setting
from dgov_std.engine.evaluation import judge_values
from dgov_std.fix.suggestion import suggest
from dgov_std.plan.expression import Leaf
from dgov_std.plan.plan import Route
from dgov_std.reference.cells import check_digit as scalar
from dgov_std.reference.setting import Setting as ReferenceSetting
from dgov_std.schema.identifiers import check_digit

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UPPER = DIGITS + LETTERS
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VIN = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
VIN_VALUES = dict(zip(VIN, [*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)], strict=True))
Pair = Callable[[str, str], bool]


def always(one: str, other: str) -> bool:
    return True


def never(one: str, other: str) -> bool:
    return False


def alike(one: str, other: str) -> bool:
    return one.isdigit() == other.isdigit()


@dataclass(frozen=True)
class Promise:
    """What is promised of one scheme; `pieces`: (how many, of which alphabet) of the characters that are checked."""

    pieces: tuple[tuple[int, str], ...]
    last: str = DIGITS  # the alphabet of the check characters
    checks: int = 1
    substitution: Pair = always
    transposition: Pair = never
    shape: Callable[[str], str] = lambda value: value
    place: int | None = None  # of the check character, where it is not the last

    def at(self, place: int, size: int) -> str:
        """The characters that may stand at a place of the whole value."""
        checks = {self.place - 1} if self.place else set(range(size - self.checks, size))
        alphabet = "".join(dict.fromkeys("".join(alphabet for _, alphabet in self.pieces)))
        return self.last if place in checks and self.shape is not _iban else alphabet


def _iban(value: str) -> str:
    return value[-4:] + value[:-4]


def _licence(value: str) -> str:
    type_, issuer, serial, version, check = value[:21], value[21:39], value[39:50], value[50:53], value[53]
    return f"1.2.156.3005.2.{type_}.{issuer}.{serial}.{version}.{check}"


def _apart(one: str, other: str) -> bool:
    return (UPPER.index(one) - UPPER.index(other)) % 11 != 0


def _other_value(one: str, other: str) -> bool:
    return VIN_VALUES[one] != VIN_VALUES[other]


PERSON = Promise(((17, DIGITS),), DIGITS + "X", transposition=always)
PROMISES = {
    "citizen-number-18": PERSON,
    "residence-permit-hk-macao-taiwan": PERSON,
    "foreign-permanent-resident-2023": PERSON,
    "uscc": Promise(((17, CREDIT),), CREDIT, transposition=always),
    "organisation-code": Promise(((8, UPPER),), DIGITS + "X", substitution=_apart),
    "business-registration-number-15": Promise(((14, DIGITS),)),
    "vehicle-identification-number": Promise(((17, VIN),), DIGITS + "X", substitution=_other_value, place=9),
    "bank-card-number": Promise(((15, DIGITS),), transposition=lambda a, b: {a, b} != {"0", "9"}),
    "iban": Promise(((18, DIGITS), (2, LETTERS)), checks=2, substitution=alike, transposition=alike, shape=_iban),
    "lei": Promise(((18, UPPER),), checks=2, substitution=alike, transposition=alike),
    "electronic-licence-identifier": Promise(((53, UPPER),), UPPER, shape=_licence),
    "isbn-13": Promise(((12, DIGITS),), transposition=lambda a, b: abs(int(a) - int(b)) != 5),
    "issn": Promise(((7, DIGITS),), DIGITS + "X", transposition=always),
}


def scheme(name: str) -> dict[str, Any]:
    return check_digit(identifiers()[name])


def columnar(name: str, values: list[str], route: Route = Route.DIRECT) -> Mask:
    leaf = Leaf("checkDigit", scheme(name), compile_check_digit(scheme(name), Setting({}, None)))
    return judge_values(leaf, pa.array(values, pa.string()), route, ReferenceSetting({}))


def right(name: str, value: str) -> bool:
    return scalar(scheme(name), value, ReferenceSetting({}))


def body_of(promise: Promise) -> st.SearchStrategy[str]:
    return st.tuples(*(st.text(alphabet, min_size=size, max_size=size) for size, alphabet in promise.pieces)).map("".join)


def completed(name: str, body: str) -> str:
    """The value with its check characters, found by trying them all: there is just one."""
    promise = PROMISES[name]
    if promise.checks == 2:
        tries = [promise.shape(body + f"{n:02d}") for n in range(2, 99)]
    elif promise.place:
        tries = [body[: promise.place - 1] + c + body[promise.place :] for c in promise.last]
    else:
        tries = [promise.shape(body + c) for c in promise.last]
    (found,) = (value for value in tries if right(name, value))
    return found


def test_every_check_digit_of_the_library_is_here() -> None:
    assert {name for name, known in identifiers().items() if known.check} == set(PROMISES)


NOISE = st.text(UPPER + "abcx.-中Ｘ*\u3000", max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", PROMISES)
def test_columns_are_judged_as_scalars(name: str, data: st.DataObject) -> None:
    made = body_of(PROMISES[name]).map(lambda body: completed(name, body))
    values = data.draw(st.lists(st.one_of(made, NOISE), min_size=1, max_size=12))
    wanted = [right(name, value) for value in values]
    for route in Route:
        assert columnar(name, values, route).tolist() == wanted


@settings(max_examples=12, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", PROMISES)
def test_changed_characters_are_found(name: str, data: st.DataObject) -> None:
    promise = PROMISES[name]
    value = completed(name, data.draw(body_of(promise)))
    changed = []
    for place in range(len(identifiers()[name].prefix or ""), len(value)):
        old = value[place]
        if old not in UPPER:
            continue
        others = [new for new in promise.at(place, len(value)) if new != old]
        if promise.at(place, len(value)) != promise.last:
            others = [new for new in others if promise.substitution(old, new)]
        changed += [value[:place] + new + value[place + 1 :] for new in others]
    assert len(changed) >= 9 * len(promise.pieces)
    assert not columnar(name, changed).any()


@settings(max_examples=20, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", [name for name, promise in PROMISES.items() if promise.transposition is not never])
def test_swapped_neighbours_are_found(name: str, data: st.DataObject) -> None:
    value = completed(name, data.draw(body_of(PROMISES[name])))
    pairs = [(i, a, b) for i, (a, b) in enumerate(itertools.pairwise(value)) if a != b]
    inside = [i for i, a, b in pairs if {a, b} <= set(UPPER) and _swappable(name, value, i, a, b)]
    swapped = [value[:i] + value[i + 1] + value[i] + value[i + 2 :] for i in inside]
    assert not swapped or not columnar(name, swapped).any()


def _swappable(name: str, value: str, i: int, one: str, other: str) -> bool:
    # an X that leaves its place is no check character any more, and the scheme does not judge the value
    if "X" in (one, other) and i == len(value) - 2 and (identifiers()[name].alphabet or "").endswith("9X"):
        return False
    # of an IBAN the first four stand at the end: the fourth and the fifth are no neighbours there
    return not (name == "iban" and i == 3) and PROMISES[name].transposition(one, other)


@settings(max_examples=30, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", [name for name in PROMISES if identifiers()[name].case])
def test_normal_form_is_idempotent(name: str, data: st.DataObject) -> None:
    value = completed(name, data.draw(body_of(PROMISES[name])))
    accepts = {value}.__contains__
    written = data.draw(
        st.sampled_from([value.lower(), f" {value}", value.translate({48 + i: 0xFF10 + i for i in range(10)})])
    )
    once = suggest(written, {"case": identifiers()[name].case}, accepts) or written
    assert once == value
    assert suggest(once, {"case": identifiers()[name].case}, accepts) is None


def test_the_case_of_the_normal_form_reaches_the_bundle() -> None:
    repairs = {column["id"]: column.get("repair", {}) for column in bundle()["binding"]["columns"]}
    cased = {name for name, known in identifiers().items() if known.case == "upper"}
    assert {name for name in cased if repairs[f"judged-{name}"].get("case") == "upper"} == cased


def test_a_wrong_weight_is_noticed() -> None:
    changed = scheme("uscc") | {"weights": [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 29]}
    values = ["91110000600037341L", "92141127MA0KD1Y64A", "91350100M000100Y43"]
    judge = compile_check_digit(changed, Setting({}, None))
    assert columnar("uscc", values).all()
    assert not np.asarray(judge(pa.array(values))).any()
