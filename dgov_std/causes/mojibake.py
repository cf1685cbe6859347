"""Characters lost or garbled between two encodings (乱码).

Five kinds, each a mark of its own:

    U+FFFD      what a program wrote for bytes it could not read
    锟斤拷      that, saved as UTF-8 and read as GBK; also 烫烫烫 and 屯屯屯, memory that nobody filled
    latin-1     UTF-8 read as Latin-1 or Windows-1252: æ°´ for 水; also done twice
    gbk         UTF-8 read as GBK: 缁熶竴 for 统一
    ???         question marks for characters an encoding lacks; a stain only where the column is otherwise Chinese

Clean columns cost a few passes over memory. What reads like Chinese, 锟斤拷 and `gbk`, cannot be told by single
bytes: columns of more than 64 KB in a Batch are looked through only if some of it shows in a sample, or if they hold
U+FFFD or private characters, which such damage nearly always leaves behind. Failing cells are always looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Bytes, Ints, Mask, mask_of, numbers_of, positions
from dgov_std.causes.cause import Cause, Failing
from dgov_std.causes.scan import Scan, triples
from dgov_std.texts import Texts

ID = "mojibake"
REPLACED, LATIN, GBK, LOST = "U+FFFD", "latin-1", "gbk", "???"
MEMORY = ("锟斤拷", "烫烫烫", "屯屯屯")

_REPLACEMENT = "\ufffd".encode()
_MARK = 0x3F  # of question
_PRIVATE = 0xEE  # first byte of U+E000–U+EFFF
_HAN = range(0xE4, 0xEA)  # first bytes of nearly all Chinese characters
_ALL = 64 * 1024
_WINDOW, _WINDOWS = 2048, 2
_ENOUGH = 4  # characters in a row that tell garbled Chinese from rare one

# Windows-1252 where it is not Latin-1, by byte from 80.
_SPECIAL = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"
_BYTE_OF = {character: 0x80 + i for i, character in enumerate(_SPECIAL)} | {chr(i): i for i in range(0x80, 0x100)}
_FOLLOWING = "[\u0080-\u00bf" + "".join(character for character in _SPECIAL if ord(character) > 0xFF) + "]"
_SEQUENCE = re.compile(
    f"[\u00c2-\u00df]{_FOLLOWING}|[\u00e0-\u00ef]{_FOLLOWING}{{2}}|[\u00f0-\u00f4]{_FOLLOWING}{{3}}",
)
_LEADS_AFTER = np.frombuffer(b"\xc2\xc5\xc6\xcb\xe2", dtype=np.uint8)  # of the characters of `_FOLLOWING`
_LIKELY = re.compile(
    "[\u0080-\u024f\u02c6\u02dc\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1e00-\u1eff\u2010-\u2044\u20a0-\u214f\u2190-\u27bf"
    "\u3000-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ufe30-\ufe4f\uff01-\uffe6\U0001f300-\U0001faff]"
)


def _first_halves() -> str:
    """Return the characters that GBK makes of the first two bytes of a Chinese character in UTF-8."""
    pairs = (bytes((lead, second)) for lead in _HAN for second in range(0x80, 0xC0))
    return "".join(pair.decode("gbk", "ignore") for pair in pairs)


_HALVES = f"[{_first_halves()}锛銆]"  # 锛 and 銆 are made of Chinese punctuation
_MEMORY = frozenset(each[0] for each in MEMORY)
_READ_AS_CHINESE = re.compile(f"{_HALVES}|{'|'.join(MEMORY)}")


def stains(texts: Texts, *, free: bool = True, scan: Scan | None = None) -> dict[str, Ints]:
    """Return by mark the rows of the values that show it, ascending; `LOST` only of values without Chinese.

    Of U+FFFD it is the row of each place where it stands.

    Where the column is not `free` text, question marks in ASCII are not looked for: they fail what it asks for.
    `scan` is one of the texts, if there is one already.
    """
    if texts.ascii and (not free or texts.lowest > _MARK):
        return {}
    scan = scan or Scan(texts.bytes)
    found: dict[str, Ints] = {}
    if scan.holds(_MARK):
        found[LOST] = _lost(texts)
    if not texts.ascii:
        if scan.holds_triple(_REPLACEMENT):
            found[REPLACED] = texts.rows_of(triples(texts.bytes, _REPLACEMENT))
        if scan.holds(0xC3):
            found[LATIN] = _told(texts, _beside(texts.bytes, texts), lambda text: latin_restored(text) is not None)
        if any(map(scan.holds, _HAN)) and _reads_as_chinese(scan, thorough=REPLACED in found or scan.holds(_PRIVATE)):
            found |= _chinese(texts)
    return {mark: rows for mark, rows in found.items() if len(rows)}


def is_chinese(texts: Texts) -> bool:
    """Return whether any value holds a Chinese character."""
    if texts.ascii:
        return False
    # A few thousand bytes of Chinese text tell; only what has hardly any is looked through.
    pieces = (texts.bytes[:_WINDOW], texts.bytes[_WINDOW:])
    return any(bool(((piece >= _HAN[0]) & (piece <= _HAN[-1])).any()) for piece in pieces)


def _lost(texts: Texts) -> Ints:
    raw = texts.bytes == 0x3F
    places = np.flatnonzero(raw[:-2] & raw[1:-1] & raw[2:])
    rows = np.unique(texts.rows_of(places))
    return _told(texts, rows, _is_lost)


def _is_lost(text: str) -> bool:
    """Whether question marks outnumber letters, with no Chinese among these: else nothing was lost, somebody wonders."""
    letters = [character for character in text if character.isalpha()]
    return "???" in text and text.count("?") > len(letters) and all(letter < "\u2e80" for letter in letters)


def _beside(raw: Bytes, texts: Texts) -> Ints:
    """Return the rows where a letter that begins a sequence of UTF-8 stands before one that may go on with it."""
    places = np.flatnonzero(raw[:-2] == 0xC3)
    second, third = raw[places + 1], raw[places + 2]
    likely = (second >= 0x82) & (second <= 0xB4) & np.isin(third, _LEADS_AFTER)
    return np.unique(texts.rows_of(places[likely]))


def _reads_as_chinese(scan: Scan, *, thorough: bool) -> bool:
    """Return whether garbled Chinese shows that reads like Chinese, as far as it is looked for."""
    if thorough or scan.size <= _ALL:
        return _shows(scan.piece(0, scan.size))
    step = (scan.size - _WINDOW) // (_WINDOWS + 1)
    return any(_shows(scan.piece(at, at + _WINDOW)) for at in range(step, step * _WINDOWS + 1, step))


def _shows(piece: bytes) -> bool:
    """Return whether a piece of a column has the characters of such damage, in an order that is damage."""
    text = piece.decode("utf-8", "ignore")
    starts = (found.start() for found in _READ_AS_CHINESE.finditer(text))
    return any(text[at] in _MEMORY or gbk_restored(text[at : at + _ENOUGH]) is not None for at in starts)


def _chinese(texts: Texts) -> dict[str, Ints]:
    found = {}
    for mark in MEMORY:
        found[mark] = np.flatnonzero(mask_of(pc.match_substring(texts.values, mark), missing=False))
    likely = np.flatnonzero(mask_of(pc.match_substring_regex(texts.values, _HALVES), missing=False))
    found[GBK] = _told(texts, likely, lambda text: gbk_restored(text) is not None)
    return found


def _told(texts: Texts, rows: Ints, shows: Callable[[str], bool]) -> Ints:
    """Return those of some rows whose value shows the damage; each distinct value is looked at once, in Python."""
    if not len(rows):
        return rows
    encoded = texts.values.take(positions(rows)).dictionary_encode()
    answers = np.array([shows(text) for text in encoded.dictionary.to_pylist()], dtype=np.bool_)
    return np.asarray(rows[answers[numbers_of(encoded.indices)]])


def latin_restored(text: str) -> str | None:
    """Return what a text was before its UTF-8 was read as Latin-1 or Windows-1252, once or twice; None = it was not."""
    restored = _once(text)
    if restored is None:
        return None
    return _once(restored) or restored


def _once(text: str) -> str | None:
    pieces, restored, at = list[str](), 0, 0
    for found in _SEQUENCE.finditer(text):
        try:
            character = bytes(_BYTE_OF[each] for each in found[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if not _LIKELY.match(character):
            continue
        pieces += text[at : found.start()], character
        at, restored = found.end(), restored + 1
    rest = "".join((*pieces[::2], text[at:]))
    others = sum("\x80" <= character <= "\xff" for character in rest)
    made = "".join(pieces[1::2])
    # One character alone may be an accident, such as a letter before a quotation mark.
    if not restored or others > restored - 1 or (restored == 1 and not _common(made)):
        return None
    return "".join((*pieces, text[at:]))


def _common(character: str) -> bool:
    """Return whether a character is an everyday one: of western Europe, or of GB 2312 without its Latin letters."""
    if character < "\u0180":
        return "\u00a0" <= character <= "\u00ff"
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return character > "\u0400"


def gbk_restored(text: str) -> str | None:
    """Return what a text was before its UTF-8 was read as GBK, U+FFFD for what is lost; None = it was not.

    Two characters at least must come out whole, and hardly anything else: of Chinese text hardly any three
    characters in a row are UTF-8 by their bytes in GBK.
    """
    restored = bytes(_in_gbk(text)).decode("utf-8", "replace")
    good = sum("\u3000" <= character <= "\u9fff" or "\uff01" <= character <= "\uff5e" for character in restored)
    lost = restored.count("\ufffd")
    if good < 2 or lost > max(1, good // 2) or any("\x80" <= character < "\u2000" for character in restored):
        return None
    usual = sum(_common(character) for character in restored if character > "\u2000" and character != "\ufffd")
    return restored if usual * 4 >= good * 3 else None


def _in_gbk(text: str) -> Iterator[int]:
    for character in text:
        try:
            yield from character.encode("gb18030")[:2] if character != "\ufffd" else b"\xff"
        except UnicodeEncodeError:  # a lone surrogate
            yield 0xFF


def restored(text: str) -> str | None:
    """Return a garbled text as it was, None where nobody can tell."""
    found = latin_restored(text) or gbk_restored(text)
    return None if found is None or "\ufffd" in found or _SEQUENCE.search(found) else found


def seen(failing: Failing) -> Mask:
    """Return which values are garbled."""
    return _rows(failing, frozenset({REPLACED, LATIN, GBK, *MEMORY}))


def maybe(failing: Failing) -> Mask:
    """Return which values hold question marks: damage only in a column that is otherwise Chinese."""
    return _rows(failing, frozenset({LOST}))


def _rows(failing: Failing, marks: frozenset[str]) -> Mask:
    found = np.zeros(failing.texts.size, dtype=np.bool_)
    for mark, rows in failing.texts.once(ID, lambda: stains(failing.texts)).items():
        if mark in marks:
            found[rows] = True
    return found


CAUSE = Cause(ID, "TYP906", seen)
