"""What an identifier looks like as a whole, and how one of several schemes is chosen by it."""

from __future__ import annotations

from dgov_std.schema.draft import Json, anchored, character_class, literal
from dgov_std.standard.model import Facet, Identifier, Standard

UPPER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VARIANT_ALPHABETS = {"11-2": "0123456789X", "37-2": UPPER + "*", "97-10": UPPER, "11-10": "0123456789", "37-36": UPPER}


def _alphabet(identifier: Identifier) -> str:
    if identifier.alphabet:
        return identifier.alphabet
    check = identifier.check.value if identifier.check else {}
    return str(check.get("alphabet") or _VARIANT_ALPHABETS.get(str(check.get("variant")), UPPER))


def shape_of(identifier: Identifier) -> str | None:
    """Return the pattern that every value has, None for a scheme that only names others."""
    if identifier.pattern:
        return str(identifier.pattern.value)
    if not identifier.segments:
        return None
    prefix, characters = literal(identifier.prefix or ""), character_class(_alphabet(identifier))
    if identifier.separator:
        parts = [f"{characters}{{{s.length}}}" if s.length else f"{characters}+" for s in identifier.segments]
        return prefix + literal(identifier.separator).join(parts)
    total = sum(segment.length for segment in identifier.segments)
    if identifier.strip:
        return f"{prefix}{characters}{{{total - 1}}}{literal(identifier.strip)}?{characters}"
    return f"{prefix}{characters}{{{total}}}"


def own_facet(identifier: Identifier) -> Facet:
    """Return the provenance of what follows from the scheme as a whole."""
    head = identifier.head
    return Facet(None, "warning" if head.source.confidence == "low" else "error", head.source, head.mark)


def chosen(standard: Standard, name: str) -> Json:
    """Return the schema of one scheme as a branch of `anyOf`.

    A scheme of low confidence asserts nothing, and as a branch would take every text: there its shape is asserted,
    which decides whether a text is meant as one of it.
    """
    found: Json = {"$ref": f"#/$defs/identifier.{name}"}
    leaves = _leaves(standard, name)
    if any((leaf.pattern or own_facet(leaf)).severity != "error" for leaf in leaves):
        found["pattern"] = anchored("|".join(shape for leaf in leaves if (shape := shape_of(leaf))))
    return found


def _leaves(standard: Standard, name: str) -> list[Identifier]:
    identifier = standard.identifiers[name]
    return [leaf for form in identifier.forms for leaf in _leaves(standard, form)] if identifier.forms else [identifier]
