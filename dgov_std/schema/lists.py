"""Code lists and mappings as plain JSON values: what `codes` looks up, compiled so that no YAML is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dgov_std.standard.model import Code, CodeList, CodeMapping, Head, Standard

FORMAT = 1
COLUMNS = ("code", "zh", "en", "parent", "level", "since", "until", "successors", "aliases")


def shelved(standards: Iterable[Standard]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return (index, the rows of each list and mapping by the file named in the index), each document once.

    A list to which a standard adds codes of its own stands beside the one it extends, as `STANDARD.LIST`.
    """
    index: dict[str, Any] = {"format": FORMAT, "lists": {}, "mappings": {}}
    files: dict[str, dict[str, Any]] = {}
    seen: dict[tuple[str, str], Any] = {}
    for standard in _bases_first(standards):
        kinds: dict[str, Mapping[str, CodeList] | Mapping[str, CodeMapping]]
        kinds = {"lists": standard.codelists, "mappings": standard.mappings}
        for kind, documents in kinds.items():
            for name, document in documents.items():
                known = seen.setdefault((kind, name), document.head.mark)
                if known == document.head.mark and name in index[kind]:
                    continue
                key = name if known == document.head.mark else f"{standard.head.id}.{name}"
                entry, rows = _mapping(document) if isinstance(document, CodeMapping) else _list(document)
                file = f"{key}.json" if kind == "lists" else f"{key}.mapping.json"
                index[kind][key] = {**_head(document.head), "belongs_to": standard.head.id, "file": file, **entry}
                files[file] = rows
    return index, files


def _bases_first(standards: Iterable[Standard]) -> list[Standard]:
    """Return the standards so that each comes after those it extends: a list belongs to the first that has it."""
    known = {standard.head.id: standard for standard in standards}

    def depth(name: str) -> int:
        return 1 + max((depth(base) for base in known[name].extends), default=0) if name in known else 0

    return sorted(known.values(), key=lambda standard: depth(standard.head.id))


def _head(head: Head) -> dict[str, Any]:
    return _without_none(
        {
            "title": head.title.to_dict(),
            "source": head.source.standard,
            "edition": head.edition,
            "aliases": list(head.aliases) or None,
        }
    )


def _list(codelist: CodeList) -> tuple[dict[str, Any], dict[str, Any]]:
    entry = {
        "codes": len({code.code for code in codelist.codes}),
        "known_until": codelist.known_until,
        "open": codelist.open or None,
        "missing": codelist.missing.to_dict() if codelist.missing else None,
        "missing_where": codelist.missing_where,
        "levels": [[level.id, level.title.to_dict()] for level in codelist.levels] or None,
        "licence": codelist.copy.licence,
        "origin": codelist.copy.origin,
    }
    rows = [_row(code) for code in codelist.codes]
    kept = [place for place in range(len(COLUMNS)) if place < 2 or any(row[place] for row in rows)]
    columns = [COLUMNS[place] for place in kept]
    return _without_none(entry), {"columns": columns, "rows": [[row[place] for place in kept] for row in rows]}


def _row(code: Code) -> list[str | None]:
    english = code.name.en if code.name.en != code.name.zh else None
    aliases = "|".join(code.aliases) or None
    return [
        code.code, code.name.zh, english, code.parent, code.level, code.valid_from, code.valid_to, code.replaced_by, aliases,
    ]  # fmt: skip


def _mapping(mapping: CodeMapping) -> tuple[dict[str, Any], dict[str, Any]]:
    rows = [[line.code, line.target, line.relation, line.note] for line in mapping.lines]
    entry = {"from": mapping.of, "to": mapping.to, "total": mapping.total or None, "lines": len(rows)}
    return _without_none(entry), {"columns": ["from", "to", "relation", "note"], "rows": rows}


def _without_none(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None}
