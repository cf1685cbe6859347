"""Definitions (GB/T 18391.4: one phrase, the essential meaning, not the name again) and how values are masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgov_std.lint.library import Shelf
from dgov_std.report.lints import Remark
from dgov_std.standard.formats import facets_of
from dgov_std.standard.model import Element
from dgov_std.standard.notation import parse_notation
from dgov_std.text import Text

_FILLERS = re.compile(r"[的是指为该其之，。、；：“”‘’（）()\s]")
_WORD = re.compile(r"[a-z0-9]+")
_LITTLE = frozenset("the a an of is its it in for to and s".split())


def definition_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield what there is to say of the definitions and maskings of a standard's documents."""
    for document in shelf.own():
        head = document.head
        if head.definition is None:
            if isinstance(document, Element):
                yield shelf.remark("LNT701", head, Text("没有定义", "there is no definition"))
        elif _repeats(head.title, head.definition):
            what = Text(
                f"定义“{head.definition.zh}”只是重复名称", f'the definition "{head.definition.en}" only repeats the name'
            )
            yield shelf.remark("LNT702", head, what)
    for element in shelf.elements():
        yield from _masking(shelf, element)


def _repeats(title: Text, definition: Text) -> bool:
    """Tell whether a definition has no other words than the name, in Chinese, or about as few in both languages."""
    said, name = _FILLERS.sub("", definition.zh), _FILLERS.sub("", title.zh)
    if said in {"", name}:
        return True
    words = set(_WORD.findall(definition.en.lower())) - _LITTLE
    return set(said) <= set(name) and words <= set(_WORD.findall(title.en.lower()))


def _masking(shelf: Shelf, element: Element) -> Iterator[Remark]:
    if element.masking is None:
        if element.personal and element.base is None:
            what = Text("是个人信息，没有写 masking", "is personal information, but there is no masking")
            yield shelf.remark("LNT802", element.head, what)
        return
    kept = element.masking.start + element.masking.end
    notation = parse_notation(element.format) if element.format else None
    longest = facets_of(element).get("max_length")
    most = notation.most if notation is not None and notation.date is None else longest.value if longest else None
    if most is not None and kept >= most:
        what = Text(f"最多 {most} 个字符，保留 {kept} 个", f"at most {most} characters, of which {kept} are kept")
        yield shelf.remark("LNT801", element.head, what, element.masking.mark)
