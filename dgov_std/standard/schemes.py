"""Checks of identifier schemes across documents: lengths, check digits, code lists, nesting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dgov_std.standard.codes import written
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import CodeList, Facet, Identifier, Segment
from dgov_std.standard.problems import did_you_mean
from dgov_std.text import Text

_CORRECT = Text("请改正其中一个", "Correct one of them.")


def length_of(identifier: Identifier, identifiers: Mapping[str, Identifier], depth: int = 0) -> int | None:
    """Return the fixed length of an identifier, or None when it has none."""
    if identifier.segments:
        return identifier.length
    if depth > len(identifiers):
        return None  # circular, noted elsewhere
    lengths = {length_of(identifiers[form], identifiers, depth + 1) for form in identifier.forms if form in identifiers}
    return lengths.pop() if len(lengths) == 1 else None


def check_identifier(
    ledger: Ledger,
    identifier: Identifier,
    identifiers: Mapping[str, Identifier],
    codelists: Mapping[str, CodeList],
    broken: Collection[tuple[str, str]],
) -> None:
    """Check that segments, nested identifiers, code lists and the check digit fit together."""
    for segment in identifier.segments:
        facet = segment.constraint
        if facet is None:
            continue
        kind, argument = facet.value
        if kind == "identifier" and argument in identifiers and ("identifier", argument) not in broken:
            _check_nested(ledger, segment, facet, length_of(identifiers[argument], identifiers))
        elif kind == "codelist" and argument in codelists:
            _check_codes(ledger, segment, facet, codelists[argument])
        at = facet.options.get("at")
        if isinstance(at, Mapping):
            _check_at_segment(ledger, identifier, facet, at["not_abolished_before"])
    if identifier.check is not None:
        _check_digit(ledger, identifier, identifier.check, identifiers)


def _check_nested(ledger: Ledger, segment: Segment, facet: Facet, length: int | None) -> None:
    _, name = facet.value
    if not segment.length:
        return
    if length is None:
        ledger.add(
            facet.mark,
            Text(
                f"标识“{name}”没有固定长度，不能作为一段",
                f'the identifier "{name}" has no fixed length and cannot be a segment',
            ),
            Text("请给它写 segments", "Give it segments."),
        )
    elif length != segment.length:
        ledger.add(
            facet.mark,
            Text(
                f"标识“{name}”长 {length}，段长是 {segment.length}",
                f'the identifier "{name}" is {length} long, the segment {segment.length}',
            ),
            _CORRECT,
        )


def _check_codes(ledger: Ledger, segment: Segment, facet: Facet, codelist: CodeList) -> None:
    if segment.length and codelist.codes and segment.length not in map(len, written(codelist.codes)):
        ledger.add(
            facet.mark,
            Text(
                f"代码表“{codelist.head.id}”没有 {segment.length} 个字符的代码",
                f'the code list "{codelist.head.id}" has no code of {segment.length} characters',
            ),
            Text("请改正段长，或换一个代码表", "Correct the length, or choose another list."),
        )


def _check_at_segment(ledger: Ledger, identifier: Identifier, facet: Facet, name: str) -> None:
    dates = [s.name for s in identifier.placed if s.constraint is not None and s.constraint.value[0] == "date"]
    if name not in dates:
        ledger.add(
            facet.mark,
            Text(
                f"not_abolished_before 要写日期段，“{name}”不是",
                f'not_abolished_before must name a date segment, "{name}" is none',
            ),
            did_you_mean(name, dates, Text("请给那一段写 date: YYYYMMDD", "Give that segment date: YYYYMMDD.")),
        )


def _check_digit(ledger: Ledger, identifier: Identifier, facet: Facet, identifiers: Mapping[str, Identifier]) -> None:
    check, length = facet.value, length_of(identifier, identifiers)
    position = check.get("position")
    if position is not None and length is not None and position > length:
        ledger.add(
            facet.mark,
            Text(
                f"校验位在第 {position} 位，标识只有 {length} 位",
                f"the check character stands at {position}, the identifier has {length} characters",
            ),
            _CORRECT,
        )
    if check.get("method") != "weighted-sum" or "weights" not in check:
        return
    weights = len(check["weights"])
    if length is not None and weights != length - 1:
        ledger.add(
            facet.mark,
            Text(
                f"weights 有 {weights} 个，标识除校验位外有 {length - 1} 位",
                f"there are {weights} weights, the identifier has {length - 1} characters besides the check character",
            ),
            Text("每一位（校验位除外）写一个权", "Write one weight for each character but the check character."),
        )
    _check_remainders(ledger, identifier, facet)


def _check_remainders(ledger: Ledger, identifier: Identifier, facet: Facet) -> None:
    check = facet.value
    modulus, mapping = check.get("modulus", 0), check.get("map", "")
    alphabet = check.get("alphabet") or identifier.alphabet
    if alphabet is None and (mapping == "complement" or "values" not in check):
        ledger.add(
            facet.mark,
            Text("校验位不知道用哪个字符集", "the check digit has no alphabet"),
            Text("请写 alphabet: 0123456789 之类", "Write an alphabet such as 0123456789."),
        )
    elif mapping == "complement" and alphabet is not None and len(alphabet) < modulus:
        ledger.add(
            facet.mark,
            Text(
                f"字符集有 {len(alphabet)} 个字符，少于模 {modulus}",
                f"the alphabet has {len(alphabet)} characters, fewer than the modulus {modulus}",
            ),
            _CORRECT,
        )
    if mapping != "complement" and len(mapping) != modulus:
        ledger.add(
            facet.mark,
            Text(
                f"map 有 {len(mapping)} 个字符，模是 {modulus}",
                f"the map has {len(mapping)} characters, the modulus is {modulus}",
            ),
            Text("每个余数写一个字符", "Write one character for each remainder."),
        )
    odd = [key for key in check.get("values", {}) if len(key) != 1]
    if odd:
        ledger.add(
            facet.mark,
            Text(f"values 的键“{odd[0]}”不是一个字符", f'the key "{odd[0]}" of values is not one character'),
            Text("请每个字符写一项", "Write one entry for each character."),
        )


def check_nesting(ledger: Ledger, identifiers: Mapping[str, Identifier], own: Iterable[str]) -> None:
    """Note identifiers that contain themselves, each circle once."""
    inside = {name: list(_inner(identifier)) for name, identifier in identifiers.items()}
    noted: set[str] = set()
    for name in own:
        circle = _circle(name, inside)
        if circle and not noted & set(circle):
            noted |= set(circle)
            way = " → ".join(circle)
            ledger.add(
                identifiers[name].head.mark,
                Text(f"标识互相包含：{way}", f"identifiers contain each other: {way}"),
                Text("请去掉其中一处", "Remove one of the references."),
            )


def _inner(identifier: Identifier) -> Iterator[str]:
    yield from identifier.forms
    for segment in identifier.segments:
        if segment.constraint is not None and segment.constraint.value[0] == "identifier":
            yield segment.constraint.value[1]


def _circle(start: str, inside: Mapping[str, list[str]]) -> list[str]:
    """Return a way from `start` back to it, or an empty list."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for name in inside.get(here, ()):
            if name == start:
                way = [start, here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1] if here != start else [start, start]
            if name not in came_from:
                came_from[name] = here
                waiting.append(name)
    return []
