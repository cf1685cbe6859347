"""The format notation of an element against its facets and its valid examples: two ways to say one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dgov_std.standard.model import Element, Facet, Mark, Standard
from dgov_std.standard.notation import Notation, parse_notation
from dgov_std.text import Text

_TEXTS = frozenset({"a", "n", "an", "c", "mixed"})
_SHOWN = 3

Said = tuple[str, Text]
Known = Mapping[str, Facet]


def format_mistakes(standard: Standard, element: Element) -> Iterator[tuple[str, Text, Mark]]:
    """Yield (sort, what, where) for whatever contradicts the format of an element.

    `sort` is unreadable, facet (a constraint says something else) or example (a valid one does not fit).
    """
    if element.format is None or (element.base is not None and element.format == element.base.format):
        return  # an inherited format says what the base allows, and the override is narrower
    notation = parse_notation(element.format)
    if notation is None:
        what = Text(f"表示格式“{element.format}”读不懂", f'the format "{element.format}" cannot be read')
        yield "unreadable", what, element.head.mark
        return
    known = facets_of(element)
    for name, what in _contradictions(standard, notation, known):
        mark = element.facets[name].mark if name in element.facets else element.head.mark
        yield "facet", Text(f"表示格式 {element.format}：{what.zh}", f"the format {element.format}: {what.en}"), mark
    if notation.date is not None:
        return  # a date may be accepted in other forms, too
    ignored = _ignored(standard, known)
    for example in element.head.valid:
        value = example.value.replace(ignored, "") if ignored else example.value
        if example.value in element.open_end or notation.fits(value, number="decimal" in known):
            continue
        what = Text(
            f"合格示例“{example.value}”不合表示格式 {element.format}",
            f'the valid example "{example.value}" does not fit the format {element.format}',
        )
        yield "example", what, example.mark


def _ignored(standard: Standard, known: Mapping[str, Facet]) -> str | None:
    """Return the character that the identifier of an element may or may not hold."""
    return standard.identifiers[known["identifier"].value].strip if "identifier" in known else None


def facets_of(element: Element) -> dict[str, Facet]:
    """Return an element's facets with those it inherits."""
    base = facets_of(element.base) if element.base is not None else {}
    return {**base, **element.facets}


def _contradictions(standard: Standard, notation: Notation, known: Mapping[str, Facet]) -> Iterator[Said]:
    for name, facet in known.items():
        check = _CHECKS.get(name)
        if check is not None:
            yield from ((name, what) for what in check(standard, notation, facet, known))
    if notation.type == "date" and not {"date", "pattern"} & set(known):
        yield "date", Text("是日期，却没有 date 约束", "is a date, but there is no constraint date")
    if notation.type == "n" and notation.parts[0].fraction is not None and "decimal" not in known:
        yield "decimal", Text("有小数，却没有 decimal 约束", "has decimals, but there is no constraint decimal")


def _length(_: Standard, notation: Notation, facet: Facet, __: Known) -> Iterator[Text]:
    if notation.type not in _TEXTS or facet.options.get("unit", "char") != "char":
        return
    most = notation.most
    if most != facet.value:
        limit = "ul" if most is None else str(most)
        yield Text(
            f"最多 {limit} 个字符，max_length 是 {facet.value}", f"at most {limit} characters, max_length is {facet.value}"
        )


def _shortest(_: Standard, notation: Notation, facet: Facet, __: Known) -> Iterator[Text]:
    most = notation.most
    if notation.type in _TEXTS and most is not None and facet.value > most:
        yield Text(
            f"最多 {most} 个字符，min_length 是 {facet.value}", f"at most {most} characters, min_length is {facet.value}"
        )


def _decimal(_: Standard, notation: Notation, facet: Facet, __: Known) -> Iterator[Text]:
    if notation.type != "n":
        yield Text("不是数字，却有 decimal 约束", "is no number, but there is a constraint decimal")
        return
    part, bounds = notation.parts[0], facet.value
    if part.least == part.most and part.most != 1:
        yield Text("位数固定，decimal 是数值", "has a fixed number of digits, decimal is a number")
    digits, fraction = bounds.get("total_digits"), bounds.get("fraction_digits")
    if digits is not None and part.most is not None and int(digits) != part.most:
        yield Text(f"最多 {part.most} 位，total_digits 是 {digits}", f"at most {part.most} digits, total_digits is {digits}")
    if fraction is not None and int(fraction) != (part.fraction or 0):
        yield Text(
            f"{part.fraction or 0} 位小数，fraction_digits 是 {fraction}",
            f"{part.fraction or 0} decimals, fraction_digits is {fraction}",
        )


def _date(_: Standard, notation: Notation, facet: Facet, __: Known) -> Iterator[Text]:
    forms = "、".join(facet.value), ", ".join(facet.value)
    if notation.date is None and notation.type not in {"d", "dt", "t"}:
        yield Text(f"不是日期，却有 date 约束（{forms[0]}）", f"is no date, but there is a constraint date ({forms[1]})")
    elif notation.date is not None and notation.date not in facet.value:
        yield Text(
            f"date 约束里没有 {notation.date}（{forms[0]}）", f"{notation.date} is not in the constraint date ({forms[1]})"
        )


def _identifier(standard: Standard, notation: Notation, facet: Facet, _: Known) -> Iterator[Text]:
    names = (facet.value,) if isinstance(facet.value, str) else facet.value
    for name in names:
        for width in _widths(standard, name):
            if notation.type in _TEXTS and not _holds(notation, width):
                yield Text(
                    f"放不下 {width} 位的标识 {name}", f"has no room for the {width} characters of the identifier {name}"
                )


def _widths(standard: Standard, name: str) -> Iterator[int]:
    identifier = standard.identifiers[name]
    for form in identifier.forms:
        yield from _widths(standard, form)
    if identifier.length is not None:
        yield identifier.length


def _holds(notation: Notation, width: int) -> bool:
    most = notation.most
    return notation.least <= width and (most is None or width <= most)


def _codelist(standard: Standard, notation: Notation, facet: Facet, known: Known) -> Iterator[Text]:
    if facet.options.get("separator") or "pattern" in known:  # only codes of one shape are meant
        return
    yield from _values([code.code for code in standard.codelists[facet.value].codes], notation)


def _enum(_: Standard, notation: Notation, facet: Facet, __: Known) -> Iterator[Text]:
    yield from _values(list(facet.value), notation)


def _values(values: list[str], notation: Notation) -> Iterator[Text]:
    unfit = list(dict.fromkeys(value for value in values if not notation.fits(value)))
    if unfit:
        zh, en = "、".join(unfit[:_SHOWN]), ", ".join(unfit[:_SHOWN])
        yield Text(f"有 {len(unfit)} 个值不合（{zh}）", f"{len(unfit)} of the values do not fit ({en})")


_CHECKS: Mapping[str, Callable[[Standard, Notation, Facet, Known], Iterator[Text]]] = {
    "max_length": _length,
    "min_length": _shortest,
    "decimal": _decimal,
    "date": _date,
    "identifier": _identifier,
    "any_of": _identifier,
    "codelist": _codelist,
    "enum": _enum,
}
