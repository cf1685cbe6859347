r"""Takes the looks out of a tree, where that changes nothing: what is left are plain searches.

A look whose place in the text is certain can be judged by a search of its own. Its place is certain
- ahead: after `^` and parts of fixed length, `^[0-9]{3}(?!00)[0-9]{2}`;
- behind: before parts of fixed length and `$`, `(?<!-)$`;
- ahead, at each character up to the end: `^(?:(?!ab).)*$` is "no `ab` anywhere".
Then the text matches when it matches without the looks and each look's own search says so. A choice
is searched option by option: one of them has to match.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Parts
from dataclasses import dataclass

from dgov_std.checks.ecma.classes import ANY
from dgov_std.checks.ecma.re2 import write
from dgov_std.checks.ecma.refusal import Refused
from dgov_std.checks.ecma.tree import Chars, Choice, Edge, Look, Node, Repeat, items_of, lengths, parts, sequence
from dgov_std.text import Text

_MOST_OPTIONS = 20
_LONG = 20  # from here on, a length is cheaper asked for than counted by the automaton
_START, _END = Edge("^"), Edge("$")


@dataclass(frozen=True, slots=True)
class Search:
    """Every one of `required` is found, none of `forbidden`, and the length lies within `length` (None: any).

    The expressions are RE2's; the length counts characters, both ends included.
    """

    required: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    length: tuple[int, int] | None = None


def searches(tree: Node) -> tuple[Search, ...]:
    """Return the searches of which one must succeed. Raises Refused for a look that cannot be taken out."""
    options = list(_options(tree))
    plain = [option for option in options if not _has_look(option)]
    looking = [option for option in options if _has_look(option)]
    if len(looking) > _MOST_OPTIONS:
        raise _refused(next(_looks(looking[0])))
    joined = [Choice(tuple(plain)) if len(plain) > 1 else plain[0]] if plain else []
    return (*(_plain(option) for option in joined), *(_conjunction(items_of(option)) for option in looking))


def _options(tree: Node) -> Iterator[Node]:
    """Split where a choice holds looks: each of the trees returned has its looks in the row of its items."""
    if not _has_look(tree):
        yield tree
        return
    items = items_of(tree)
    for i, item in enumerate(items):
        if isinstance(item, Choice) and _has_look(item):
            for option in item.options:
                yield from _options(sequence((*items[:i], option, *items[i + 1 :])))
            return
    yield tree


def _plain(tree: Node) -> Search:
    match items_of(tree):
        case (Edge("^"), Repeat(Chars() as body, low, int(high)), Edge("$")) if high >= _LONG:
            return Search((write(sequence((_START, Repeat(body, 0, None), _END))),), (), (low, high))
    return Search((write(tree),))


def _conjunction(items: Parts[Node]) -> Search:
    items = _edges_outwards(items)
    required: list[str] = []
    forbidden: list[str] = []
    kept: list[Node] = []
    for i, item in enumerate(items):
        before = tuple(kept)
        after = tuple(part for part in items[i + 1 :] if not isinstance(part, Look))
        if isinstance(item, Look):
            place = _placed(item, before, after)
            (forbidden if item.negative else required).append(write(place))
        elif _has_look(item):
            body, place = _tempered(item, before, after)
            forbidden.append(write(place))
            kept.append(body)
        else:
            kept.append(item)
    main = _plain(sequence(kept))
    return Search((*main.required, *dict.fromkeys(required)), tuple(dict.fromkeys(forbidden)), main.length)


def _edges_outwards(items: Parts[Node]) -> list[Node]:
    """Return the items with `^` before the looks at the same place, and `$` after them: order means nothing there."""
    row = list(items)
    head = 0
    while head < len(row) and isinstance(row[head], Edge | Look):
        head += 1
    row[:head] = sorted(row[:head], key=lambda item: item != _START)
    tail = len(row)
    while tail and isinstance(row[tail - 1], Edge | Look):
        tail -= 1
    row[tail:] = sorted(row[tail:], key=lambda item: item == _END)
    return row


def _placed(look: Look, before: tuple[Node, ...], after: tuple[Node, ...]) -> Node:
    """Return what a look asks for as a search of its own."""
    if _has_look(look.body):
        raise _refused(look)
    if look.ahead and _START in before and _fixed(before):
        return sequence((*before, look.body))
    if not look.ahead and _END in after and _fixed(after) and not any(map(_has_look, after)):
        return sequence((look.body, *after))
    raise _refused(look)


def _tempered(item: Node, before: tuple[Node, ...], after: tuple[Node, ...]) -> tuple[Node, Node]:
    """Return `(?:(?!a)x)*` up to the end as `x*`, and `a` from there on, which is forbidden."""
    match item:
        case Repeat(body, low, high):
            match items_of(body):
                case (Look("?!", inner), Chars() as one) if (
                    not _has_look(inner)
                    and lengths(inner)[0] > 0
                    and after == (_END,)
                    and _START in before
                    and _fixed(before)
                ):
                    anywhere = () if before == (_START,) else (*before, Repeat(Chars(ANY), 0, None))
                    return Repeat(one, low, high), sequence((*anywhere, inner))
    raise _refused(next(_looks(item)))


def _fixed(items: tuple[Node, ...]) -> bool:
    fewest, most = lengths(sequence(items))
    return fewest == most


def _looks(tree: Node) -> Iterator[Look]:
    return (part for part in parts(tree) if isinstance(part, Look))


def _has_look(tree: Node) -> bool:
    return next(_looks(tree), None) is not None


def _refused(look: Look) -> Refused:
    sign = f"({look.sign}"
    if look.ahead:
        return Refused(
            Text(f"此处的前瞻 {sign}", f"the look-ahead {sign} at this place"),
            Text(
                f"把它直接放在 ^ 之后(^{sign}…)), 或拆成几个 pattern, 用 allOf 和 not 组合",
                f"put it right after ^, as in ^{sign}…), or use several patterns within allOf and not",
            ),
        )
    return Refused(
        Text(f"此处的后顾 {sign}", f"the look-behind {sign} at this place"),
        Text(
            f"把它直接放在 $ 之前({sign}…)$), 或拆成几个 pattern, 用 allOf 和 not 组合",
            f"put it right before $, as in {sign}…)$, or use several patterns within allOf and not",
        ),
    )
