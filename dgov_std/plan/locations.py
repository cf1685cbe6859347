"""Where references lead within one document: `$id`, `$anchor`, `$dynamicAnchor`, `$ref`, `$dynamicRef`.

Nothing is ever fetched: a reference that leaves the document is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from dgov_std.pointer import escaped, unescaped

_VALUES = frozenset({"enum", "const", "default", "examples"})
NAMED_SCHEMAS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"})


@dataclass(frozen=True, slots=True)
class Target:
    """A schema a reference leads to: itself, its JSON Pointer from the document's root, its base URI."""

    schema: Any
    pointer: str
    base: str


@dataclass(slots=True)
class Locations:
    """The places of one document that references can name; made by `locate`."""

    resources: dict[str, Target] = field(default_factory=dict)
    anchors: dict[tuple[str, str], Target] = field(default_factory=dict)
    dynamic: set[tuple[str, str]] = field(default_factory=set)
    bases: dict[int, str] = field(default_factory=dict)
    pointers: dict[int, str] = field(default_factory=dict)

    def base(self, schema: Any, otherwise: str) -> str:  # noqa: ANN401 - any JSON value
        """Return the base URI a schema's references are resolved against."""
        return self.bases.get(id(schema), otherwise)

    def resolve(self, ref: str, base: str) -> Target | None:
        """Return what a `$ref` names, None when it is not in the document."""
        path, fragment = urldefrag(ref)
        uri = urldefrag(urljoin(base, path))[0] if path else base
        found = self.resources.get(uri)
        if found is None or not fragment:
            return found
        fragment = unquote(fragment)
        return self.at(fragment, found) if fragment.startswith("/") else self.anchors.get((uri, fragment))

    def at(self, pointer: str, start: Target | None = None) -> Target | None:
        """Return what stands at a JSON Pointer from `start`, the document's root by default; None when nothing does."""
        found = start or next((target for target in self.resources.values() if target.pointer == ""), None)
        if found is None:
            return None
        node, inside = found.schema, found.base
        for token in pointer.split("/")[1:]:
            name = unescaped(token)
            if isinstance(node, list) and name.isdecimal() and int(name) < len(node):
                node = node[int(name)]
            elif isinstance(node, Mapping) and name in node:
                node = node[name]
            else:
                return None
            inside = self.base(node, inside)
        return Target(node, found.pointer + pointer, inside)

    def resolve_dynamic(self, ref: str, base: str, scope: tuple[str, ...]) -> Target | None:
        """Return what a `$dynamicRef` names; `scope` are the resources entered so far, outermost first."""
        found = self.resolve(ref, base)
        name = unquote(urldefrag(ref)[1])
        if found is None or (found.base, name) not in self.dynamic:
            return found
        return next((self.anchors[uri, name] for uri in scope if (uri, name) in self.dynamic), found)


def locate(root: Any) -> Locations:  # noqa: ANN401 - any JSON value
    """Find every place of a document that can be referred to; the last document is remembered."""
    known, found = _last[0]
    if known is not root:
        found = _located(root)
        _last[0] = (root, found)
    return found


_last: list[tuple[Any, Locations]] = [(None, Locations())]


def _located(root: Any) -> Locations:  # noqa: ANN401 - any JSON value
    found = Locations()
    for schema, pointer, base in _schemas(root, "", ""):
        found.bases[id(schema)] = base
        found.pointers[id(schema)] = pointer
        here = Target(schema, pointer, base)
        if pointer == "" or isinstance(schema.get("$id"), str):
            found.resources.setdefault(base, here)  # of two with one id the outer one, the document itself first
        for keyword in ("$anchor", "$dynamicAnchor"):
            name = schema.get(keyword)
            if isinstance(name, str):
                found.anchors[base, name] = here
                if keyword == "$dynamicAnchor":
                    found.dynamic.add((base, name))
    return found


def _schemas(node: Any, pointer: str, base: str) -> Iterator[tuple[Mapping[str, Any], str, str]]:  # noqa: ANN401
    """Yield every schema object with its pointer and base URI, without recursing on Python's stack."""
    waiting = [(node, pointer, base, True)]
    while waiting:
        here, at, uri, is_schema = waiting.pop()
        if isinstance(here, Mapping):
            if is_schema:
                own = here.get("$id")
                if isinstance(own, str):
                    uri = urldefrag(urljoin(uri, own))[0]
                yield here, at, uri
            for key, value in here.items():
                if not is_schema or key not in _VALUES:
                    waiting.append((value, f"{at}/{escaped(key)}", uri, not (is_schema and key in NAMED_SCHEMAS)))
        elif isinstance(here, list):
            waiting += [(value, f"{at}/{i}", uri, is_schema) for i, value in enumerate(here)]
