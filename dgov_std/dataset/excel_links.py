"""What a workbook is linked with. Nothing of it is opened or fetched: only the names it states are told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from dgov_std.dataset.excel_package import Attributes, Package
from dgov_std.dataset.table import Remark

_LINKS = "xl/externallinks/"
_OTHERS = {
    "xl/connections.xml": "connections",
    "xl/embeddings/": "OLE",
    "xl/querytables/": "query",
    "xl/webextensions/": "web",
}
_MOST = 20
_SEPARATORS = re.compile(r"[/\\]+")


def links_of(package: Package) -> tuple[Remark, ...]:
    """Return the remark that a workbook is linked with other files or sources, if it is."""
    names = [name for name in package.names() if name.startswith((_LINKS, *_OTHERS))]
    if not names:
        return ()
    texts: list[str] = []
    for name in names:
        if name.startswith(_LINKS):
            if posixpath.dirname(name) == _LINKS.rstrip("/"):
                texts += _targets(package, name) or [posixpath.basename(name)]
        elif name == "xl/connections.xml":
            texts += _connections(package, name)
        else:
            texts += [word for prefix, word in _OTHERS.items() if name.startswith(prefix)]
    told = tuple(dict.fromkeys(texts))
    return (Remark("STR303", count=len(told), texts=told[:_MOST]),)


def _targets(package: Package, part: str) -> list[str]:
    """Return the names of the files a link leads to, without the folders: those may name a person."""
    folder, name = posixpath.split(part)
    found: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and len(found) < _MOST:
            found.append(_SEPARATORS.split(attributes.get("Target", "").rstrip("/\\"))[-1])

    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels in package:
        package.walk(rels, start)
    return [name for name in found if name]


def _connections(package: Package, part: str) -> Iterator[str]:
    found: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "connection" and len(found) < _MOST:
            found.append(attributes.get("name", ""))

    package.walk(part, start)
    yield from ([name for name in found if name] or ["connections"])
