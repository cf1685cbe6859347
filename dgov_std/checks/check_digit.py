"""`checkDigit`: weighted sums with a modulus and a map, ISO/IEC 7064, Luhn; all from data.

The keyword's value is complete in itself: `{"method": "weighted-sum", "alphabet", "values",
"weights", "modulus", "map", "position"}`, `{"method": "iso7064", "variant"}`, `{"method": "luhn"}`,
each with what is done before: the first `start` characters are left out, then `ignore` wherever it
stands, then the first `rotate` characters move to the end. A value of another length, or with a character the scheme does not
know, passes: its shape is another check's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Bytes, Mask, Strings
from dgov_std.checks.setting import Setting
from dgov_std.texts import Texts, looked_up

DIGITS = "0123456789"
UPPER = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Numbers = np.ndarray[Any, np.dtype[np.int64]]
_NONE = 255


def lookup(values: Mapping[str, int]) -> Bytes:
    """Return a table from byte to number, 255 for a character without one. Shape (256,)."""
    table = np.full(256, _NONE, dtype=np.uint8)
    for character, number in values.items():
        table[ord(character)] = number
    return table


def _known(numbers: Bytes) -> Mask | None:
    """Return which values have a number for every character; None = all."""
    found = numbers != _NONE
    return None if found.all() else np.asarray(found.all(axis=0))


def _weighted(numbers: Bytes, weights: Sequence[int]) -> Numbers:
    """Return the sum of weight x number of each value."""
    total = np.zeros(numbers.shape[1], dtype=np.uint32)
    for number, weight in zip(numbers, weights, strict=True):
        if weight:
            total += np.multiply(number, np.uint32(weight), dtype=np.uint32)
    return total


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """The character at `position` equals `expected[sum(weight x value) mod modulus]`."""

    table: Bytes
    weights: tuple[int, ...]
    modulus: int
    expected: Bytes
    position: int

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width == len(self.weights)

    def __call__(self, planes: Bytes) -> Mask:
        """Return the mask for planes of shape (width, n)."""
        numbers = looked_up(self.table, planes)
        numbers[self.position] = 0
        known = _known(numbers)
        right: Mask = planes[self.position] == self.expected[_weighted(numbers, self.weights) % self.modulus]
        return right if known is None else right | ~known


@dataclass(frozen=True, slots=True)
class PureSystem:
    """ISO/IEC 7064 pure systems: the sum of value x radix^k over all characters is 1 mod modulus."""

    table: Bytes
    check_table: Bytes
    modulus: int
    radix: int
    check_characters: int

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > self.check_characters

    def __call__(self, planes: Bytes) -> Mask:
        """Return the mask for planes of shape (width, n)."""
        width = len(planes)
        body = width - self.check_characters
        numbers = looked_up(self.table, planes)
        numbers[body:] = looked_up(self.check_table, planes[body:])
        known = _known(numbers)
        powers = [pow(self.radix, k, self.modulus) for k in range(width - 1, -1, -1)]
        right: Mask = _weighted(numbers, powers) % self.modulus == 1
        return right if known is None else right | ~known


@dataclass(frozen=True, slots=True)
class Mod97:
    """ISO/IEC 7064 MOD 97-10 over letters as two digits (A = 10 … Z = 35)."""

    table: Bytes

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > 2

    def __call__(self, planes: Bytes) -> Mask:
        """Return the mask for planes of shape (width, n)."""
        numbers = looked_up(self.table, planes)
        known = _known(numbers)
        total = np.zeros(planes.shape[1], dtype=np.int64)
        for value in numbers:
            total = np.where(value >= 10, total * 100 + value, total * 10 + value) % 97
        right: Mask = total == 1
        return right if known is None else right | ~known


@dataclass(frozen=True, slots=True)
class HybridSystem:
    """ISO/IEC 7064 hybrid systems MOD (m + 1, m)."""

    table: Bytes
    modulus: int

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > 1

    def __call__(self, planes: Bytes) -> Mask:
        """Return the mask for planes of shape (width, n)."""
        numbers = looked_up(self.table, planes)
        known = _known(numbers)
        product = np.full(planes.shape[1], self.modulus, dtype=np.int64)
        for number in numbers[:-1]:
            total = (product + number) % self.modulus
            product = np.where(total == 0, self.modulus, total) * 2 % (self.modulus + 1)
        right: Mask = (product + numbers[-1]) % self.modulus == 1
        return right if known is None else right | ~known


@dataclass(frozen=True, slots=True)
class Luhn:
    """ISO/IEC 7812-1 annex B: from the right every second digit doubled, digit sum divisible by ten."""

    table: Bytes

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > 1

    def __call__(self, planes: Bytes) -> Mask:
        """Return the mask for planes of shape (width, n)."""
        numbers = looked_up(self.table, planes)
        known = _known(numbers)
        doubled = numbers[-2::-2] * np.uint8(2)
        doubled -= np.uint8(9) * (doubled > 9)
        total = numbers[-1::-2].sum(axis=0) + doubled.sum(axis=0)
        right: Mask = total % 10 == 0
        return right if known is None else right | ~known


Scheme = WeightedSum | PureSystem | Mod97 | HybridSystem | Luhn


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """Passes where the check character is right, or the scheme does not apply."""

    scheme: Scheme
    ignore: str | None = None
    start: int = 0
    rotate: int = 0

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values."""
        if self.start:
            texts = Texts(pc.utf8_slice_codeunits(texts.values, self.start))
        if self.ignore and texts.holds(self.ignore.encode()[0]):
            texts = Texts(pc.replace_substring(texts.values, self.ignore, ""))
        passes = np.ones(texts.size, dtype=np.bool_)
        for width in filter(self.scheme.width, texts.widths):
            rows, planes = texts.planes(width)
            turned = np.roll(planes, -self.rotate, axis=0) if self.rotate else planes
            passes[slice(None) if rows is None else rows] = self.scheme(turned)
        return passes


def _weighted_sum(value: Mapping[str, Any]) -> Scheme:
    numbers = value.get("values") or {character: i for i, character in enumerate(value["alphabet"])}
    position = value.get("position", len(value["weights"]) + 1) - 1
    weights = list(value["weights"])
    if position >= len(weights):
        weights.append(0)  # the check character follows the weighted ones
    return WeightedSum(
        table=lookup(numbers),
        weights=tuple(weights),
        modulus=value["modulus"],
        expected=np.frombuffer(value["map"].encode("ascii"), dtype=np.uint8),
        position=position,
    )


def _iso7064(value: Mapping[str, Any]) -> Scheme:
    digits = {character: i for i, character in enumerate(DIGITS)}
    alphanumeric = {character: i for i, character in enumerate(UPPER)}
    match value["variant"]:
        case "11-2":
            return PureSystem(lookup(digits), lookup({**digits, "X": 10}), 11, 2, 1)
        case "37-2":
            return PureSystem(lookup(alphanumeric), lookup({**alphanumeric, "*": 36}), 37, 2, 1)
        case "97-10":
            return Mod97(lookup(alphanumeric))
        case "11-10":
            return HybridSystem(lookup(digits), 10)
        case _:
            return HybridSystem(lookup(alphanumeric), 36)


_METHODS: dict[str, Callable[[Mapping[str, Any]], Scheme]] = {
    "weighted-sum": _weighted_sum,
    "iso7064": _iso7064,
    "luhn": lambda _: Luhn(lookup({character: i for i, character in enumerate(DIGITS)})),
}


def compile_check_digit(value: Mapping[str, Any], setting: Setting) -> CheckDigit:
    """Compile the keyword's value."""
    scheme = _METHODS[value["method"]](value)
    return CheckDigit(scheme, value.get("ignore"), value.get("start", 0), value.get("rotate", 0))
