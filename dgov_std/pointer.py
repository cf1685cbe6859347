"""JSON Pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable


def escaped(token: str | int) -> str:
    """Return a name or an index as a token of a JSON Pointer."""
    return str(token).replace("~", "~0").replace("/", "~1")


def unescaped(token: str) -> str:
    """Return the name or the index that a token stands for."""
    return token.replace("~1", "/").replace("~0", "~")


def pointer_to(tokens: Iterable[str | int]) -> str:
    """Return the JSON Pointer along these names and indices."""
    return "".join(f"/{escaped(token)}" for token in tokens)
