"""Numbers of people and organisations who do not exist, each with a sound check character."""

import random

_DIGITS31 = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION = (3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIVISIONS = ("330106", "110105", "440103", "310115", "420503", "330203", "350111")


def citizens(count: int, seed: int = 1) -> list[str]:
    """Return identity numbers of people born before 1920."""
    dice = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        birth = f"{dice.randint(1880, 1919)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"
        body = f"{dice.choice(_DIVISIONS)}{birth}{dice.randint(1, 999):03d}"
        made[body + "10X98765432"[sum(int(c) * w for c, w in zip(body, _CITIZEN, strict=True)) % 11]] = None
    return list(made)


def organisations(count: int, seed: int = 2) -> list[str]:
    """Return organisation codes without hyphen."""
    dice = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        body = "".join(dice.choice("0123456789") for _ in range(8))
        rest = (11 - sum(int(c) * w for c, w in zip(body, _ORGANISATION, strict=True)) % 11) % 11
        made[body + "0123456789X"[rest]] = None
    return list(made)


def credit_codes(count: int, seed: int = 3) -> list[str]:
    """Return unified social credit codes."""
    dice = random.Random(seed)
    made = []
    for code in organisations(count, seed):
        body = f"91{dice.choice(_DIVISIONS)}{code}"
        made.append(body + credit_check(body))
    return made


def credit_check(body: str) -> str:
    """Return the check character of the first 17 of a credit code; nothing for what has other characters."""
    if not set(_DIGITS31).issuperset(body):
        return ""
    return _DIGITS31[-sum(_DIGITS31.index(c) * w for c, w in zip(body, _USCC, strict=True)) % 31]


def mobiles(count: int, seed: int = 4) -> list[str]:
    """Return mobile numbers of blocks in use."""
    dice = random.Random(seed)
    return [f"{dice.choice(('138', '139', '150', '188'))}{dice.randint(0, 99_999_999):08d}" for _ in range(count)]


def cards(count: int, seed: int = 5) -> list[str]:
    """Return bank card numbers of 19 digits."""
    dice = random.Random(seed)
    made = []
    for _ in range(count):
        body = f"622848{dice.randint(0, 10**12 - 1):012d}"
        doubled = (int(c) * (2 - i % 2) for i, c in enumerate(reversed(body)))
        made.append(body + str(-sum(n - 9 * (n > 9) for n in doubled) % 10))
    return made
