r"""Writes a tree in RE2's syntax. RE2 sees only what is spelled here, never a part of the pattern.

RE2 repeats at most 1000 times, nested repeats multiplied; more is written as several repeats side
by side. Word boundaries are ASCII in both. RE2 finds `\B` between the bytes of one character: there
the search is led from character to character.
"""

from __future__ import annotations

from dgov_std.checks.ecma.refusal import Refused
from dgov_std.checks.ecma.tree import Chars, Choice, Edge, Node, Ranges, Repeat, Sequence, complement, parts
from dgov_std.text import Text

# Text that nested repeats can share out in many ways costs RE2 this many steps per byte.
MAX_NESTED = 3000
_MOST_RE2_REPEATS = 1000
_MOST_WRITTEN = 200_000
_EDGES = {"^": "^", "$": "$", "b": r"\b", "B": r"\B"}


def write(node: Node) -> str:
    """Return the tree, without looks, as an RE2 expression to search for. Raises Refused for one that is too large."""
    repeats(node)
    text, _ = _written(node)
    if Edge("B") in parts(node):
        text = rf"^[\x{{0}}-\x{{10ffff}}]*(?:{text})"
    return text


def too_large() -> Refused:
    """Return the refusal of an expression that needs more memory than RE2 takes."""
    return _too_large(Text("太大, 编译不了", "too large to be compiled"))


def _too_large(what: Text) -> Refused:
    return Refused(
        what,
        Text("减少重复次数; 长度请用 minLength、maxLength 限定", "repeat less; use minLength and maxLength for lengths"),
    )


def repeats(node: Node) -> int:
    """Return how often the innermost part may be asked for. Raises Refused where nested repeats multiply too far."""
    match node:
        case Repeat(body, low, high):
            own, inner = max(low, high or 0, 1), repeats(body)
            if min(own, inner) > 1 and own * inner > MAX_NESTED:
                raise _too_large(
                    Text(f"套在一起的重复超过 {MAX_NESTED} 次", f"nested repetitions of more than {MAX_NESTED} times")
                )
            return own * inner
        case Sequence(inner) | Choice(inner):
            return max((repeats(part) for part in inner), default=1)
        case _:
            return 1


def _written(node: Node) -> tuple[str, int]:
    """Return the expression and how often RE2 counts its innermost part."""
    match node:
        case Chars():
            return chars(node), 1
        case Edge(kind):
            return _EDGES[kind], 1
        case Repeat(body, low, high):
            return _repeat(body, low, high)
        case Sequence(inner):
            found = [_written(part) for part in inner]
            texts = [
                f"(?:{text})" if isinstance(part, Choice) else text for part, (text, _) in zip(inner, found, strict=True)
            ]
            return _limited("".join(texts) or "(?:)"), max((weight for _, weight in found), default=1)
        case Choice(inner):
            found = [_written(part) for part in inner]
            return _limited("|".join(text for text, _ in found)), max(weight for _, weight in found)
    msg = f"no place for {node} here"  # looks are taken out before
    raise AssertionError(msg)


def _repeat(body: Node, low: int, high: int | None) -> tuple[str, int]:
    text, weight = _written(body)
    single = text if isinstance(body, Chars) else f"(?:{text})"
    if (low, high) in {(0, None), (1, None), (0, 1)}:
        return single + {(0, None): "*", (1, None): "+", (0, 1): "?"}[low, high], weight
    step = max(1, _MOST_RE2_REPEATS // weight)
    whole, rest = divmod(low, step)
    written = _times(single, step) * whole
    if high is None:
        written += _times(single, rest) + f"{single}*"
        return _limited(written), weight * min(step, max(low, 1))
    # The obligatory times first, then as many optional ones as are left.
    more = high - low
    if more and rest + more <= step:
        written += f"{single}{{{rest},{rest + more}}}"
    else:
        optional, last = divmod(more, step)
        written += _times(single, rest) + f"{single}{{0,{step}}}" * optional + f"{single}{{0,{last}}}" * (last > 0)
    return _limited(written or "(?:)"), weight * min(step, max(high, 1))


def _times(single: str, count: int) -> str:
    return "" if count == 0 else single if count == 1 else f"{single}{{{count}}}"


def _limited(text: str) -> str:
    if len(text) > _MOST_WRITTEN:
        raise too_large()
    return text


def chars(node: Chars) -> str:
    """Return one character of a set."""
    if not node.properties:
        if len(node.ranges) == 1 and node.ranges[0][0] == node.ranges[0][1]:
            return _character(node.ranges[0][0])
        outside = complement(node.ranges)
        if not outside:
            return r"[\x{0}-\x{10ffff}]"
        if not node.ranges:
            return r"[^\x{0}-\x{10ffff}]"
        shorter = len(outside) < len(node.ranges)
        return f"[{'^' if shorter else ''}{_ranges(outside if shorter else node.ranges)}]"
    return f"[{'^' if node.negated else ''}{_ranges(node.ranges)}{''.join(node.properties)}]"


def _ranges(ranges: Ranges) -> str:
    return "".join(_character(low) if low == high else f"{_character(low)}-{_character(high)}" for low, high in ranges)


def _character(code: int) -> str:
    sign = chr(code)
    return sign if sign.isascii() and sign.isalnum() else f"\\x{{{code:x}}}"
