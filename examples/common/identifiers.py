"""Made-up identifiers with right check characters, computed from the standards' descriptions.

Nothing here imports dgov_std: the examples must not agree with the tool by construction. Credit codes
carry a subject code beginning TE, citizen numbers the sequence 000, so that they belong to nobody.
"""

from __future__ import annotations

import random

USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WHOLE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
REGIONS = (
    "330106",
    "330203",
    "110105",
    "440305",
    "510104",
    "420106",
    "320102",
    "370102",
    "610104",
    "350102",
    "500103",
)


def organisation_code(body: str) -> str:
    """Return the eight characters with their check character (GB 11714)."""
    total = sum(WHOLE.index(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return body + "0X987654321"[total % 11]


def credit_code(start: str, region: str, subject: str) -> str:
    """Return a credit code (GB 32100) around a nine-character subject code, right or wrong."""
    body = start + region + subject
    total = sum(USCC.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + USCC[-total % 31]


def mod_11_2(body: str) -> str:
    """Return the digits with their ISO 7064 MOD 11-2 check character (GB 11643)."""
    total = sum(int(c) * pow(2, len(body) - i, 11) for i, c in enumerate(body))
    return body + "10X98765432"[total % 11]


def registration_number(region: str, sequence: str) -> str:
    """Return a market registration number (GS15-2006) with its ISO 7064 MOD 11,10 check digit."""
    product = 10
    for c in region + sequence:
        product = ((product + int(c)) % 10 or 10) * 2 % 11
    return region + sequence + str((11 - product) % 10)


def wide(text: str) -> str:
    """Return the text in full-width characters."""
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def wrong(code: str) -> str:
    """Return the credit code with another last character."""
    return code[:-1] + USCC[(USCC.index(code[-1]) + 1) % len(USCC)]


def wrong_subject(subject: str) -> str:
    """Return an organisation code whose check character is another one."""
    return subject[:-1] + ("1" if subject[-1] == "X" else str((int(subject[-1]) + 1) % 10))


class Maker:
    """Gives out identifiers, each once, in an order fixed by the seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._subjects = iter(self.random.sample(range(1_000_000), 20_000))
        self._numbers: set[str] = set()

    def subject(self) -> str:
        """Return a new organisation code."""
        return organisation_code(f"TE{next(self._subjects):06d}")

    def credit_code(self, start: str, region: str | None = None) -> str:
        """Return a new credit code of an authority and category."""
        return credit_code(start, region or self.random.choice(REGIONS), self.subject())

    def day(self, first: int, last: int) -> str:
        """Return a day of these years as YYYY-MM-DD; never after the 28th."""
        r = self.random
        return f"{r.randint(first, last)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"

    def citizen(self, *, ends: str | None = None, region: str | None = None, birth: str | None = None) -> str:
        """Return a new 18-character number; `ends`: "X" for that check character, "digit" for another.

        Where the birth is given the sequence varies: give days on which nobody alive was born.
        """
        while True:
            place = region or self.random.choice(REGIONS)
            born = birth or self.day(1955, 2004).replace("-", "")
            sequence = f"{self.random.randint(0, 999):03d}" if birth else "000"
            number = mod_11_2(place + born + sequence)
            fits = ends is None or (number[-1] == "X") == (ends == "X")
            if fits and number not in self._numbers:
                self._numbers.add(number)
                return number
