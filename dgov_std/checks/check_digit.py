"""`checkDigit`: weighted sums with a modulus and a map, ISO/IEC 7064, Luhn; all from data.

The keyword's value is complete in itself: `{"method": "weighted-sum", "alphabet", "values",
"weights", "modulus", "map", "position", "ignore"}`, `{"method": "iso7064", "variant", "ignore"}`,
`{"method": "luhn", "ignore"}`. A value of another length, or with a character the scheme does not
know, passes: its shape is another check's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Bytes, Mask, Strings, byte_lengths, every, matrix
from dgov_std.checks.setting import Setting

DIGITS = "0123456789"
UPPER = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Numbers = np.ndarray[Any, np.dtype[np.int64]]


def lookup(values: Mapping[str, int]) -> Numbers:
    """Return a table from byte to number, -1 for a character without one. Shape (256,)."""
    table = np.full(256, -1, dtype=np.int64)
    for character, number in values.items():
        table[ord(character)] = number
    return table


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """The character at `position` equals `expected[sum(weight x value) mod modulus]`."""

    table: Numbers
    weights: Numbers
    modulus: int
    expected: Bytes
    position: int

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width == len(self.weights)

    def __call__(self, cells: Bytes) -> Mask:
        """Return the mask for a byte matrix of shape (n, width)."""
        numbers = self.table[cells]
        numbers[:, self.position] = 0
        known = every(numbers >= 0)
        remainder = (numbers @ self.weights) % self.modulus
        right: Mask = cells[:, self.position] == self.expected[remainder]
        return right | ~known


@dataclass(frozen=True, slots=True)
class PureSystem:
    """ISO/IEC 7064 pure systems: the sum of value x radix^k over all characters is 1 mod modulus."""

    table: Numbers
    check_table: Numbers
    modulus: int
    radix: int
    check_characters: int

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > self.check_characters

    def __call__(self, cells: Bytes) -> Mask:
        """Return the mask for a byte matrix of shape (n, width)."""
        width = cells.shape[1]
        body = width - self.check_characters
        numbers = self.table[cells]
        numbers[:, body:] = self.check_table[cells[:, body:]]
        known = every(numbers >= 0)
        powers = np.array([pow(self.radix, k, self.modulus) for k in range(width - 1, -1, -1)], dtype=np.int64)
        right: Mask = (numbers @ powers) % self.modulus == 1
        return right | ~known


@dataclass(frozen=True, slots=True)
class Mod97:
    """ISO/IEC 7064 MOD 97-10 over letters as two digits (A = 10 … Z = 35)."""

    table: Numbers

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > 2

    def __call__(self, cells: Bytes) -> Mask:
        """Return the mask for a byte matrix of shape (n, width)."""
        numbers = self.table[cells]
        known = every(numbers >= 0)
        total = np.zeros(len(cells), dtype=np.int64)
        for column in range(cells.shape[1]):
            value = numbers[:, column]
            total = np.where(value >= 10, total * 100 + value, total * 10 + value) % 97
        right: Mask = total == 1
        return right | ~known


@dataclass(frozen=True, slots=True)
class HybridSystem:
    """ISO/IEC 7064 hybrid systems MOD (m + 1, m)."""

    table: Numbers
    modulus: int

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > 1

    def __call__(self, cells: Bytes) -> Mask:
        """Return the mask for a byte matrix of shape (n, width)."""
        numbers = self.table[cells]
        known = every(numbers >= 0)
        product = np.full(len(cells), self.modulus, dtype=np.int64)
        for column in range(cells.shape[1] - 1):
            total = (product + numbers[:, column]) % self.modulus
            product = np.where(total == 0, self.modulus, total) * 2 % (self.modulus + 1)
        right: Mask = (product + numbers[:, -1]) % self.modulus == 1
        return right | ~known


@dataclass(frozen=True, slots=True)
class Luhn:
    """ISO/IEC 7812-1 annex B: from the right every second digit doubled, digit sum divisible by ten."""

    table: Numbers

    def width(self, width: int) -> bool:
        """Whether values of this width belong to the scheme."""
        return width > 1

    def __call__(self, cells: Bytes) -> Mask:
        """Return the mask for a byte matrix of shape (n, width)."""
        numbers = self.table[cells]
        known = every(numbers >= 0)
        doubled = numbers[:, -2::-2] * 2
        total = numbers[:, -1::-2].sum(axis=1) + doubled.sum(axis=1) - 9 * (doubled > 9).sum(axis=1)
        right: Mask = total % 10 == 0
        return right | ~known


Scheme = WeightedSum | PureSystem | Mod97 | HybridSystem | Luhn


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """Passes where the check character is right, or the scheme does not apply."""

    scheme: Scheme
    ignore: str | None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values."""
        if self.ignore:
            values = pc.replace_substring(values, self.ignore, "")
        widths = byte_lengths(values)
        passes = np.ones(len(values), dtype=np.bool_)
        for width in np.unique(widths):
            if self.scheme.width(int(width)):
                rows = np.flatnonzero(widths == width)
                passes[rows] = self.scheme(matrix(values, rows, int(width)))
        return passes


def _weighted_sum(value: Mapping[str, Any]) -> Scheme:
    numbers = value.get("values") or {character: i for i, character in enumerate(value["alphabet"])}
    position = value.get("position", len(value["weights"]) + 1) - 1
    weights = list(value["weights"])
    if position >= len(weights):
        weights.append(0)  # the check character follows the weighted ones
    return WeightedSum(
        table=lookup(numbers),
        weights=np.array(weights, dtype=np.int64),
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
    return CheckDigit(_METHODS[value["method"]](value), value.get("ignore"))
