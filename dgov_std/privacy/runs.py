"""Where a text holds what looks like a person's number: as typed, mistyped, cut up, or in other characters.

The text is read as symbols (digits of any script and letters taken for them, `X`, `*`, what joins, what
is invisible, the rest), so that every place stays where it is. Digits in one piece are a *chunk*; chunks
with little between them are put together, twenty places at most, and each such string is judged. So the
time taken grows with the length of the text only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 20
_FEWEST_DIGITS = 6
# So many pieces of digits with nothing but joints between them are no number; they are masked unread.
_MOST_PIECES = 500
_MOST_SIZES = 6
_SHORTEST = 11

# Letters taken for 0 and 1 (Latin, Cyrillic, Greek; I, l and | in both widths), for X, and what stands for any digit.
_ALIKE = {
    "0": "OoＯｏОоΟο",
    "1": "Il|ＩｌⅠ｜ıІ",
    "X": "XxＸｘ×ХхΧχⅩⅹ",
    "*": "*＊●•■□◆#＃?？※",
    "j": " \t\r\n.-_/·,()\u3000．－＿／・，（）‐‑‒–—―−",
}
_ASCII_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class _Symbols(dict[int, str]):
    """The symbol of each character: a digit, X, *, j (joins), z (is dropped), a (a letter), w (anything else)."""

    def __missing__(self, point: int) -> str:
        symbol = self[point] = _symbol(chr(point))
        return symbol


def _symbol(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    narrow = chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character
    if narrow in _ASCII_LETTERS:
        return "a"
    category = unicodedata.category(character)
    if category in {"Cf", "Cc", "Mn", "Me"}:
        return "z"
    return "j" if category == "Zs" else "w"


_SYMBOLS = _Symbols({ord(each): symbol for symbol, all_of in _ALIKE.items() for each in all_of})
_DIGIT = re.compile(r"\d")
_CHUNK = re.compile("[0-9*](?:z*[0-9*])*(?:z*X)?")

_PROVINCE = re.compile("[1?][1-5?]|[2?][1-3?]|[3?][1-7?]|[4?][1-6?]|[5?][0-4?]|[6?][1-5?]|[7?][1?]|[8?][1-3?]")
_MONTH_DAY = "(?:[0?][1-9?]|[1?][0-2?])(?:[0?][1-9?]|[12?][0-9?]|[3?][01?])"
_BIRTH = re.compile(f"(?:[1?][89?]|[2?][0?])[0-9?]{{2}}{_MONTH_DAY}")
_RECENT = re.compile(f"(?:1[89][0-9]|20[0-2])[0-9]{_MONTH_DAY}")
_YEAR = re.compile("1[89]|20")
# In fifteen places the year has two digits. Numbers that hold a year of this century begin it with 20.
_SHORT_BIRTH = re.compile(f"[0-9?]{{2}}{_MONTH_DAY}")
_OLD_BIRTH = re.compile(f"(?:2[1-9]|[3-9][0-9]){_MONTH_DAY}")
_STAMP = re.compile("19|20")
_WHOLE = re.compile("[0-9]+X?")
_MOBILE = re.compile(r"(?:0|(?:00)?86)?1[3-9](?:[0-9]{9}|(?=[0-9]*\*[0-9]*$)[0-9*]{9})")
_STARRED = re.compile(r"(?=(?:\**[0-9]){5})[0-9]+\*{3,}[0-9]+X?")
_DATE_WRITTEN = re.compile(r"(?:19|20)\d\d[-./／．－]\d{1,2}[-./／．－]\d{1,2}")
_INSIDE = re.compile(
    "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"
    "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
)
_MOBILES = re.compile("(?:1[3-9][0-9]{9}){2,}")
_COUNTRY = re.compile("0(?=1)|(?:00)?86")
# How a mobile telephone is cut into three or more pieces; one joint may stand anywhere.
_MOBILE_PIECES = {(2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (1,) * 11}
# Cards: 62 is UnionPay, 9558 an old series; the numbers of authorities begin with a division and have 17 or 18 places.
_CARDS = {16: "3[5-7]|[4-6]", 17: "62", 18: "62", 19: "[4-6]|9558"}

# Passports and travel permits: a letter or two and seven to ten digits. Letters of both widths.
# An organisation code goes on with a hyphen and its check character.
_LETTER = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_TRAVEL = re.compile(
    rf"(?<![{_LETTER}])[DEGHMPSＤＥＧＨＭＰＳ][A-ZＡ-Ｚ]?\d{{7,10}}(?![{_LETTER}]|[-－][0-9Xx０-９](?![{_LETTER}]))"
)
# A number that a spreadsheet or a program has made of one of 11 to 19 places.
_POWER = re.compile(r"(?<!\d)\d[.．]\d{6,}[EeＥｅ][+＋]?[1１]\d(?!\d)")
_FINGERPRINT = re.compile("(?<![0-9A-Za-z])(sha256:)?[0-9a-f]{64}(?![0-9A-Za-z])")
# Of 64 random places of a fingerprint 24 are letters; with so few it is no fingerprint.
_FEWEST_LETTERS = 12

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Digits in one piece: where they stand, and where the first real digit stands and the last one ends."""

    start: int
    end: int
    first: int
    last: int
    digits: str
    lead: int
    trail: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Some chunks put together; `?` stands in `digits` for one other character between two of them."""

    digits: str
    written: str
    sizes: tuple[int, ...]
    lettered: bool
    decimals: bool

    @property
    def apart(self) -> bool:
        """Whether something stands between the digits."""
        return len(self.sizes) > 1


def find_runs(text: str) -> list[Span]:
    """Return where numbers of persons seem to stand: start and end of each place, in order, apart from each other.

    Looked for are identity numbers of 18 and 15 places (also with one wrong, missing, doubled or starred
    character), mobile telephones, bank cards, and numbers of passports and travel permits.
    """
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return []
    symbols = text.translate(_SYMBOLS)
    found = [(run.start(), run.end()) for pattern in (_TRAVEL, _POWER) for run in pattern.finditer(text)]
    for group in _groups(text, symbols):
        found += _numbers(text, symbols, group)
    if not found:
        return []
    kept = [(m.start(), m.end()) for m in _FINGERPRINT.finditer(text) if m[1] or _letters(m[0]) >= _FEWEST_LETTERS]
    return list(_joined(span for span in found if not any(a <= span[0] and span[1] <= b for a, b in kept)))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one."""
    start = end = -1
    for a, b in sorted(spans):
        if a < end:
            end = max(end, b)
            continue
        if end >= 0:
            yield start, end
        start, end = a, b
    if end >= 0:
        yield start, end


def _groups(text: str, symbols: str) -> Iterator[list[tuple[str, _Chunk]]]:
    """Yield chunks near each other, each with what stands before it in its group: nothing, `j` or `?`."""
    group: list[tuple[str, _Chunk]] = []
    for match in _CHUNK.finditer(symbols):
        chunk = _chunk(text, match)
        if chunk is None:
            continue
        between = _between(symbols, group[-1][1].end, chunk.start) if group else None
        if between is None and group:
            yield group
            group = []
        group.append((between or "", chunk))
    if group:
        yield group


def _chunk(text: str, match: re.Match[str]) -> _Chunk | None:
    """Return a chunk; None for letters alone, which are a word."""
    start, end = match.span()
    real = [m.start() for m in _DIGIT.finditer(text, start, end)]
    digits = match[0].replace("z", "")
    if not real:
        return _Chunk(start, end, start, end, digits, 0, 0) if "*" in digits else None
    first, last = real[0], real[-1] + 1
    lead, trail = (len(match.string[a:b].replace("z", "")) for a, b in ((start, first), (last, end)))
    return _Chunk(start, end, first, last, digits, lead, trail)


def _between(symbols: str, end: int, start: int) -> str | None:
    """Return what the gap between two chunks is: nothing, `j` joins them, `?` one other character; None parts them."""
    gap = symbols[end:start].replace("z", "")
    if not gap.strip("j"):
        return (gap and "j") if len(gap) <= 3 else None
    return "?" if len(gap) == 1 else None


def _numbers(text: str, symbols: str, group: list[tuple[str, _Chunk]]) -> Iterator[Span]:
    """Yield the spans of a group that look like a number of a person."""
    if sum(between == "j" for between, _ in group) > _MOST_PIECES:
        yield group[0][1].start, group[-1][1].end
        return
    for i, (_, first) in enumerate(group):
        if len(first.digits) > LONGEST:
            if _INSIDE.search(first.digits) or _MOBILES.search(first.digits):
                yield first.start, first.end
            continue
        for last, digits, sizes in _strings(group, i):
            if len(digits) >= _SHORTEST:
                yield from _judged(text, symbols, first, last, digits, sizes)


def _strings(group: list[tuple[str, _Chunk]], start: int) -> Iterator[tuple[_Chunk, str, tuple[int, ...]]]:
    """Yield the last chunk, the symbols and the sizes of what begins with a chunk, the shortest first."""
    digits, sizes, lead = "", list[int](), group[start][1].lead
    for between, last in group[start : start + LONGEST + 1]:
        digits += "?" if sizes and between == "?" else ""
        if digits.count("?") + digits.count("X") > 1:
            return
        digits += last.digits
        if sizes and not between:
            sizes[-1] += len(last.digits)
        else:
            sizes.append(len(last.digits))
        if len(digits) - lead - last.trail > LONGEST or (len(sizes) > _MOST_SIZES and max(sizes) > 2):
            return
        yield last, digits, tuple(sizes)


def _judged(text: str, symbols: str, first: _Chunk, last: _Chunk, digits: str, sizes: tuple[int, ...]) -> Iterator[Span]:
    """Yield the span from one chunk to another if it is a number, with and without the letters at its ends."""
    for start, lead in {(first.start, 0), (first.first, first.lead)}:
        decimals = text[start - 1 : start] in {".", "．"} and text[max(start - 2, 0) : start - 1].isdecimal()
        for end, trail in {(last.end, 0), (last.last, last.trail)}:
            kept = digits[lead : len(digits) - trail]
            lettered = symbols[end : end + 1] in {"a", "X"}
            if len(kept) >= _SHORTEST and _is_personal(_Run(kept, text[start:end], sizes, lettered, decimals)):
                yield start, end


def _is_personal(run: _Run) -> bool:
    return _is_citizen(run) or _is_mobile(run) or _is_card(run) or _STARRED.fullmatch(run.digits) is not None


def _is_citizen(run: _Run) -> bool:
    """Whether it is an identity number, perhaps with one character wrong, missing, doubled or hidden."""
    digits = run.digits
    if run.apart and any(c in run.written for c in ",，") and any(c in run.written for c in ".．"):
        return False  # amounts and positions
    if len(run.sizes) == 2 and run.sizes[0] != 6 and len(digits) != 18 and any(c in run.written for c in ".．"):
        return False  # decimal numbers
    if _WHOLE.fullmatch(digits):
        return _is_whole(run)
    odd = [i for i, c in enumerate(digits) if not c.isdecimal() and not (c == "X" and i == len(digits) - 1)]
    if len(odd) != 1:
        return False
    before, after = digits[: odd[0]], digits[odd[0] + 1 :]
    hidden = f"{before}?{after}"
    if _PROVINCE.match(hidden) and (
        (len(hidden) == 18 and _BIRTH.match(hidden, 6)) or (len(hidden) == 15 and _SHORT_BIRTH.match(hidden, 6))
    ):
        return True
    return len(digits) == 19 and _BIRTH.match(before + after, 6) is not None


def _is_whole(run: _Run) -> bool:
    """Whether digits, the last perhaps X, are an identity number or one with a digit wrong, missing or doubled."""
    digits = run.digits
    places, province = len(digits), _PROVINCE.match(digits) is not None
    if places <= 16:
        return _is_short(run, province=province)
    nearly = province and len(run.sizes) < 5 and _is_nearly(digits)  # lists of small numbers have more pieces
    if _BIRTH.match(digits, 6):
        return places < LONGEST or digits.endswith("X")
    if places == 18:
        # A number of another kind goes on with a letter; one that was cut up shows more of its form.
        if province and not run.apart and not run.lettered:
            return True
        return nearly or (_YEAR.match(digits, 6) is not None and _is_nearly(digits))
    if places == 17:
        if _RECENT.match(digits, 5) and not (run.lettered and digits[0] == "9"):  # credit codes begin so
            return True
        return nearly
    if places == 19:
        return _BIRTH.match(digits, 7) is not None or nearly
    return False


def _is_short(run: _Run, *, province: bool) -> bool:
    """Whether it is a number of fifteen places, or one of eighteen that lost two of its last."""
    digits = run.digits
    if run.decimals or len(run.sizes) in {5, 6}:  # lists of small numbers
        return False
    if len(digits) == 15:
        if province:
            return _SHORT_BIRTH.match(digits, 6) is not None
        return not run.apart and not _STAMP.match(digits) and _OLD_BIRTH.match(digits, 6) is not None
    if len(digits) == 16 and not run.apart:
        return _BIRTH.match(digits, 6) is not None or (province and _OLD_BIRTH.match(digits, 6) is not None)
    return False


def _is_nearly(digits: str) -> bool:
    """Whether one character more, less or other makes eighteen places with a birth date."""
    match len(digits):
        case 17:
            made = (f"{digits[:k]}?{digits[k:]}" for k in range(6, 14))
        case 18:
            made = (f"{digits[:k]}?{digits[k + 1 :]}" for k in range(6, 14))
        case _:
            made = (f"{digits[:k]}{digits[k + 1 :]}" for k in range(6, 15))
    return any(_BIRTH.match(each, 6) for each in made)


def _is_mobile(run: _Run) -> bool:
    """Whether it is a mobile telephone, with or without the country's number; amounts and dates are none."""
    if not _MOBILE.fullmatch(run.digits):
        return False
    if not run.apart:
        return True
    if any(c in run.written for c in ",，") or _DATE_WRITTEN.search(run.written):
        return False
    country = _COUNTRY.match(run.digits)
    sizes, left = list(run.sizes), country.end() if country else 0
    while left:
        part = min(left, sizes[0])
        sizes[0] -= part
        left -= part
        if not sizes[0]:
            del sizes[0]
    if len(sizes) == 2 and any(c in run.written for c in ".．"):  # else it is a decimal number
        return tuple(sizes) in {(3, 8), (7, 4)}
    return len(sizes) <= 2 or (len(sizes) == 3 and min(sizes) >= 3) or tuple(sizes) in _MOBILE_PIECES


def _is_card(run: _Run) -> bool:
    """Whether it is a bank card: 16 to 19 places with a known beginning, in one piece or in fours."""
    digits = run.digits
    known = _CARDS.get(len(digits))
    if known is None or run.decimals or not digits.isdecimal() or not re.match(known, digits):
        return False
    return run.sizes[:4] == (4, 4, 4, 4) and len(run.sizes) <= 5 if run.apart else not run.lettered
