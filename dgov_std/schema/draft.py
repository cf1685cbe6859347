"""The bundle while it is being written: definitions, and the check table that grows with them.

Every assertion enters through `Draft.add`, so no keyword reaches the schema without a row in the
check table, and nothing below error severity can stand where a validator would assert it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dgov_std.report.codes import CODES
from dgov_std.standard.model import Facet, Severity, Source
from dgov_std.text import Text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Meta:
    """What the check table says of one keyword: its code, its facts, the columns it blames."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=lambda: {"kind": "none"})
    columns: tuple[str, ...] = ()
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of schema and what the check table says, by JSON Pointer within the piece."""

    schema: Json
    metas: Mapping[str, Meta]


@dataclass(slots=True)
class Draft:
    """Definitions and checks, in the order they were added."""

    defs: dict[str, Json] = field(default_factory=dict)
    checks: list[Json] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def define(self, name: str, **annotations: Any) -> str:  # noqa: ANN401 - any JSON value
        """Open the definition `name` and return its pointer."""
        self.defs.setdefault(name, {}).update(annotations)
        return f"/$defs/{name}"

    def add(self, name: str, fragment: Fragment, facet: Facet, label: str) -> None:
        """Assert the fragment in the definition, or advise it when its severity is below error."""
        target = self.defs[name]
        base = f"/$defs/{name}"
        if facet.severity != "error":
            advice = target.setdefault("advise", [])
            advice.append({"severity": facet.severity, "schema": fragment.schema})
            base += f"/advise/{len(advice) - 1}/schema"
        elif any(key in target for key in fragment.schema):
            together = target.setdefault("allOf", [])
            together.append(fragment.schema)
            base += f"/allOf/{len(together) - 1}"
        else:
            target.update(fragment.schema)
        for pointer, meta in fragment.metas.items():
            self.record(base + pointer, meta, facet.severity, facet.source, label)

    def record(self, pointer: str, meta: Meta, severity: Severity, source: Source, label: str) -> None:
        """Enter one keyword into the check table."""
        code = CODES[meta.code]
        self.checks.append(
            {
                "id": self._unique(label),
                "pointer": pointer,
                "code": meta.code,
                "severity": severity,
                "dimension": str(code.dimension),
                "unit": code.unit,
                "columns": list(meta.columns),
                "title": meta.title.to_dict() if meta.title else None,
                "standard": source.standard,
                "clause": source.clause,
                "confidence": str(source.confidence),
                "facts": dict(meta.facts),
            }
        )

    def _unique(self, label: str) -> str:
        found, n = label, 1
        while found in self.ids:
            n += 1
            found = f"{label}-{n}"
        self.ids.add(found)
        return found


def single(keyword: str, value: Any, meta: Meta) -> Fragment:  # noqa: ANN401 - any JSON value
    """Return the fragment of one keyword."""
    return Fragment({keyword: value}, {f"/{keyword}": meta})


def text_or_none(text: Text | None) -> dict[str, str] | None:
    """Return the JSON form of an optional text."""
    return text.to_dict() if text else None


def anchored(pattern: str) -> str:
    """Return an I-Regexp as the whole-value pattern every engine agrees on."""
    return f"^(?:{pattern})$"


def character_class(alphabet: str) -> str:
    """Return a regular expression class that holds just these characters."""
    special = {"\\", "]", "[", "^", "-"}
    return "[" + "".join("\\" + c if c in special else c for c in compact(alphabet)) + "]"


def one_part(values: Sequence[str], separator: str, explained: Mapping[str, str]) -> str:
    """Return the pattern of texts one of whose parts between separators (one character) is one of the values.

    `explained`: value -> the character after which an explanation may follow it.
    """
    other = f"[^{character_class(separator)[1:]}"
    ends = {value: f"(?:{literal(mark)}{other}+)?" for value, mark in explained.items()}
    wanted = "|".join(literal(value) + ends.get(value, "") for value in values)
    return f"^(?:(?:{other}*{literal(separator)})*(?:{wanted})(?:{literal(separator)}{other}*)*)$"


def literal(text: str) -> str:
    """Return the regular expression of a text itself; no engine takes an escape it does not need."""
    return "".join("\\" + c if c in "()*+.?[\\]^{|}$" else c for c in text)


def compact(alphabet: str) -> Sequence[str]:
    """Return the characters in code-point order, each once."""
    return sorted(set(alphabet))
