"""Names of elements: representation terms last (GB/T 18391.5), short names as pinyin initials (GB/T 36104)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dgov_std.lint.library import Shelf
from dgov_std.pinyin import initials
from dgov_std.report.lints import Remark
from dgov_std.standard.formats import facets_of
from dgov_std.standard.model import Element, Naming, Word
from dgov_std.standard.notation import parse_notation
from dgov_std.text import Text

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]\Z")
_OURS = re.compile(r"[a-z0-9]+")
_SAME = {
    "decimal": ("decimal", "pattern", "enum"),
    "identifier": ("identifier", "any_of"),
    "codelist": ("codelist", "enum"),
    "max_length": ("max_length", "pattern"),
}


def name_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield what there is to say of the names and short names of a standard's elements."""
    words = _representation(shelf)
    for element in shelf.elements():
        if words:
            yield from _term(shelf, element, words)
        yield from _short_name(shelf, element)
    yield from _collisions(shelf)


def _representation(shelf: Shelf) -> dict[str, Word]:
    """Return the representation terms of the dictionary that applies, else of any there is."""
    namings = shelf.standard.namings
    chosen: Naming | None = namings.get(shelf.standard.naming or "")
    found = [chosen] if chosen is not None and chosen.words else list(namings.values())
    return {word.term: word for naming in found for word in naming.words if word.role == "representation"}


def _term(shelf: Shelf, element: Element, words: Mapping[str, Word]) -> Iterator[Remark]:
    title = element.head.title.zh
    ends = [term for term in words if _BRACKETS.sub("", title).endswith(term)]
    told = element.representation.zh if element.representation is not None else None
    last = max(ends, key=len, default=None)
    if last is None and told not in words:
        what = Text(
            f"名称“{title}”不以词根表中的表示词结尾，representation 也没有写",
            f'the name "{title}" does not end in a representation term of the dictionary, nor is one given as its representation',
        )
        yield shelf.remark("LNT101", element.head, what)
        return
    if last is not None and told is not None and told != last:
        what = Text(
            f"名称以“{last}”结尾，表示词写的是“{told}”", f'the name ends in "{last}", the representation is "{told}"'
        )
        yield shelf.remark("LNT105", element.head, what)
    elif last is None:  # common names leave the word out: 性别, 民族, 法定代表人
        what = Text(f"名称“{title}”省略了表示词“{told}”", f'the name "{title}" leaves out its representation term "{told}"')
        yield shelf.remark("LNT106", element.head, what)
    word = words[told] if told is not None and told in words else words[last or ""]
    if not word.expects or _meets(element, word.expects):
        return
    if element.format is None and element.datatype is None and not facets_of(element):
        what = Text("格式和约束都没有写", "nothing is said of its form, neither a format nor a constraint")
        yield shelf.remark("LNT107", element.head, what)
    else:
        what = Text(
            f"表示词“{word.term}”要求 {'或 '.join(word.expects)}，这里没有",
            f'the representation term "{word.term}" asks for {" or ".join(word.expects)}, there is none',
        )
        yield shelf.remark("LNT102", element.head, what)


def _meets(element: Element, expects: tuple[str, ...]) -> bool:
    """Whether an element has one of the constraints; a format without a limit stands for that of length."""
    known = facets_of(element)
    if any(name in known for wanted in expects for name in _SAME.get(wanted, (wanted,))):
        return True
    notation = parse_notation(element.format) if element.format is not None else None
    return "max_length" in expects and notation is not None and notation.date is None and notation.most is None


def _short_name(shelf: Shelf, element: Element) -> Iterator[Remark]:
    short = element.short_name
    inherited = element.base is not None and short == element.base.short_name
    if not short or inherited or not _OURS.fullmatch(short):
        return  # capitals and underscores: the field name of a table that somebody prescribes
    known = initials(element.head.title.zh)
    # a collision is solved by a number, or by spelling the last syllable out: yxqz, yxqzhi
    if not known or any(re.fullmatch(re.escape(each) + r"(?:[0-9]{1,2}|[a-z]{1,5})?", short) for each in known):
        return
    some = sorted(known)[:3]
    what = Text(
        f"短名“{short}”不是“{element.head.title.zh}”的拼音首字母（{'、'.join(some)}）",
        f'the short name "{short}" is not the pinyin initials of "{element.head.title.zh}" ({", ".join(some)})',
    )
    yield shelf.remark("LNT103", element.head, what)


def _collisions(shelf: Shelf) -> Iterator[Remark]:
    first: dict[str, Element] = {}
    for element in shelf.elements():
        if not element.short_name:
            continue
        other = first.setdefault(element.short_name, element)
        if other is not element:
            what = Text(
                f"短名“{element.short_name}”与“{other.head.id}”（{other.head.mark}）相同",
                f'the short name "{element.short_name}" is that of "{other.head.id}" ({other.head.mark}), too',
            )
            yield shelf.remark("LNT104", element.head, what)
