"""Mutations of the shipped standards: small slips in the text of their files, as a tired hand makes them.

A site is a span of a file's text with what it may be changed to. Sites are found by the places of
YAML's own parser and by the cells of CSV files, never by what the project reads of them.
"""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from dgov_std.errors import StandardError
from dgov_std.lint.library import Shelf, references
from dgov_std.standard import load_standard
from dgov_std.standard.model import Standard
from dgov_std.trial import try_standard

CATEGORIES = ("check", "code", "date", "level", "form", "required")
DATE_FORMS = ("YYYY-MM-DD", "YYYYMMDD", "YYYY/MM/DD", "YYYY-MM", "YYYY")
CHARACTERS = ("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Mutation:
    """`text[start:end]` of a file becomes `new`."""

    category: str
    file: Path
    start: int
    end: int
    new: str
    what: str

    def applied(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]

    def told(self, text: str) -> str:
        line = text.count("\n", 0, self.start) + 1
        place = "/".join(self.file.parts[-3:])
        return f"{self.category}: {place}:{line}: {self.what}: {text[self.start : self.end]!r} -> {self.new!r}"


def draw(root: Path, count: int, seed: int) -> list[Mutation]:
    """Return so many mutations of the standards below `root`, as many of each category, always the same."""
    chosen = random.Random(seed)
    sites: dict[str, list[Mutation]] = {category: [] for category in CATEGORIES}
    for path in sorted(root.rglob("*.yaml")):
        for site in _yaml_sites(path, path.read_text(encoding="utf-8"), chosen):
            sites[site.category].append(site)
    for path in sorted(root.rglob("*.csv")):
        for site in _csv_sites(path, path.read_bytes().decode("utf-8"), chosen):
            sites[site.category].append(site)
    share = -(-count // len(CATEGORIES))
    drawn = [site for found in sites.values() for site in chosen.sample(found, min(share, len(found)))]
    chosen.shuffle(drawn)
    return drawn[:count]


Missed = set[tuple[str, ...]]


def missed(root: Path, folder: Path, file: Path | None = None) -> Missed:
    """Return the examples of a standard that are not judged as they say, by document and value.

    With a `file`, only those of the documents in it and of all that use them, directly or not.
    """
    standard = load_standard(folder, search=(root,))
    trial = try_standard(standard, folder, touched(standard, file) if file is not None else None)
    return {(miss.document, miss.value, miss.expected, str(miss.what), str(miss.found)) for miss in trial.misses}


def touched(standard: Standard, file: Path) -> set[tuple[str, str]]:
    """Return (kind, id) of the documents of a file (YAML, or CSV they read) and of those that depend on them."""
    documents = list(Shelf(standard, file).visible())
    found = {
        (d.head.kind, d.head.id)
        for d in documents
        if Path(d.head.mark.file) == file or Path(getattr(getattr(d, "copy", None), "file", None) or ".").name == file.name
    }
    while True:
        users = {(d.head.kind, d.head.id) for d in documents if any((r.kind, r.id) in found for r in references(d))}
        if users <= found:
            return found
        found |= users


def caught(root: Path, mutation: Mutation, before: dict[Path, Missed]) -> str | None:
    """Return what notices the mutation in a copy of the standards: load or test STANDARD; None when nothing does.

    `before`: what was missed without it, by folder.
    """
    text = mutation.file.read_bytes()
    folder = root / mutation.file.relative_to(root).parts[0]
    mutation.file.write_bytes(mutation.applied(text.decode("utf-8")).encode("utf-8"))
    try:
        for each in sorted(before, key=lambda path: path != folder):
            try:
                if missed(root, each, mutation.file) - before[each]:
                    return f"test {each.name}"
            except StandardError:
                return f"load {each.name}"
    finally:
        mutation.file.write_bytes(text)
    return None


def copied(standards: Path, to: Path) -> Path:
    """Return a copy of the shipped standards that may be spoilt."""
    return Path(shutil.copytree(standards, to / "standards", ignore=shutil.ignore_patterns("__pycache__", "*.py")))


# --- CSV: codes and their dates -------------------------------------------------------------------


def _csv_sites(path: Path, text: str, chosen: random.Random) -> Iterator[Mutation]:
    lines = text.splitlines(keepends=True)
    header = next(csv.reader(io.StringIO(lines[0])), [])
    if not {"code", "from"} & set(header):
        return
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line)
    # no more sites than a file of inline codes would give: lists of 40,000 rows are not all there is
    for number in sorted(chosen.sample(range(1, len(lines)), min(200, len(lines) - 1))):
        line = lines[number].rstrip("\r\n")
        if '"' in line:
            continue  # the cells are not at the commas
        cells, place = line.split(","), starts[number]
        for name, cell in zip(header, cells, strict=False):
            if name in {"code", "from", "to"} and cell:
                yield from _slip("code", path, place, cell, chosen, name)
            elif name in {"valid_from", "valid_to"}:
                new = str(int(cell[:4]) + 1) + cell[4:] if cell[:4].isdigit() else "1990"
                yield Mutation("date", path, place, place + len(cell), new, name)
            place += len(cell) + 1


def _slip(category: str, path: Path, place: int, text: str, chosen: random.Random, what: str) -> Iterator[Mutation]:
    """Yield one character of a text changed into another of its kind."""
    places = [i for i, c in enumerate(text) if any(c in known for known in CHARACTERS)]
    if places:
        at = chosen.choice(places)
        known = next(known for known in CHARACTERS if text[at] in known)
        new = chosen.choice([c for c in known if c != text[at]])
        yield Mutation(category, path, place + at, place + at + 1, new, what)


# --- YAML: by kind of document and key ------------------------------------------------------------


def _yaml_sites(path: Path, text: str, chosen: random.Random) -> Iterator[Mutation]:
    for document in yaml.compose_all(text, Loader=yaml.SafeLoader):
        entries = _entries(document)
        kind = entries["kind"].value if "kind" in entries else ""
        if kind in {"identifier", "element"}:
            yield from _forms(path, text, entries, chosen)
        if kind == "identifier" and "check" in entries:
            yield from _check(path, text, _entries(entries["check"]), chosen)
        if kind == "identifier":
            for segment in getattr(entries.get("segments"), "value", ()):
                yield from _forms(path, text, _entries(segment), chosen)
        if kind == "element" and "classification" in entries:
            yield from _level(path, _entries(entries["classification"]), chosen)
        if kind == "codelist":
            yield from _codes(path, text, entries, chosen)
        if kind == "dataset":
            for use in getattr(entries.get("elements"), "value", ()):
                yield from _required(path, text, use)


def _entries(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _at(category: str, path: Path, node: yaml.Node, new: str, what: str) -> Mutation:
    return Mutation(category, path, node.start_mark.index, node.end_mark.index, new, what)


def _number(category: str, path: Path, node: yaml.Node, chosen: random.Random, what: str) -> Iterator[Mutation]:
    if isinstance(node, yaml.MappingNode):
        node = _entries(node).get("value", node)
    if isinstance(node, yaml.ScalarNode) and node.value.isdigit():
        number = int(node.value)
        yield _at(category, path, node, str(chosen.choice([number + 1, number - 1] if number > 1 else [number + 1])), what)


def _check(path: Path, text: str, check: dict[str, yaml.Node], chosen: random.Random) -> Iterator[Mutation]:
    for weight in getattr(check.get("weights"), "value", ()):
        yield from _number("check", path, weight, chosen, "weight")
    for name in ("modulus", "position"):
        if name in check:
            yield from _number("check", path, check[name], chosen, name)
    if "variant" in check:
        others = [v for v in ("11-2", "37-2", "97-10", "11-10", "37-36") if v != check["variant"].value]
        yield _at("check", path, check["variant"], f'"{chosen.choice(others)}"', "variant")
    if "map" in check and len(check["map"].value) > 8 and check["map"].value != "complement":
        place = check["map"].start_mark.index
        yield from _slip("check", path, place, text[place : check["map"].end_mark.index], chosen, "map")


def _forms(path: Path, text: str, entries: dict[str, yaml.Node], chosen: random.Random) -> Iterator[Mutation]:
    for name in ("length", "min_length", "max_length"):
        if name in entries:
            yield from _number("form", path, entries[name], chosen, name)
    for name in ("total_digits", "fraction_digits"):
        bounds = _entries(entries.get("decimal"))
        bounds = {**bounds, **_entries(bounds.get("value"))}
        if name in bounds:
            yield from _number("form", path, bounds[name], chosen, name)
    if "pattern" in entries:
        yield from _pattern(path, text, _valued(entries["pattern"]), chosen)
    values = _valued(entries.get("enum"))
    for value in values.value if isinstance(values, yaml.SequenceNode) else ():
        place = value.start_mark.index
        yield Mutation("form", path, place, value.end_mark.index, f'"{value.value}x"', "enum")
    if "date" in entries:
        yield from _dates(path, _valued(entries["date"]), chosen)


def _valued(node: yaml.Node | None) -> yaml.Node | None:
    return _entries(node).get("value", node) if isinstance(node, yaml.MappingNode) else node


def _dates(path: Path, node: yaml.Node | None, chosen: random.Random) -> Iterator[Mutation]:
    forms = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for form in forms:
        known = {each.value for each in forms}
        # YYYY-M-D reads what YYYY-MM-DD does: the slip must change something
        wider = {other.replace("MM", "M").replace("DD", "D") for other in DATE_FORMS} & known
        others = [f for f in DATE_FORMS if f not in known and f.replace("MM", "M").replace("DD", "D") not in wider]
        yield _at("form", path, form, chosen.choice(others), "date")


def _pattern(path: Path, text: str, node: yaml.Node | None, chosen: random.Random) -> Iterator[Mutation]:
    """Yield a pattern with one of its numbers, else one of its characters, changed."""
    if not isinstance(node, yaml.ScalarNode):
        return
    start, end = node.start_mark.index, node.end_mark.index
    counts = list(re.finditer(r"(?<=[{,])[0-9]+(?=[,}])", text[start:end]))
    for found in counts:
        number = int(found[0])
        new = str(chosen.choice([number + 1, number - 1] if number > 1 else [number + 1]))
        yield Mutation("form", path, start + found.start(), start + found.end(), new, "pattern")
    if not counts:
        yield from _slip("form", path, start, text[start:end], chosen, "pattern")


def _level(path: Path, classification: dict[str, yaml.Node], chosen: random.Random) -> Iterator[Mutation]:
    if "level" in classification:
        level = classification["level"]
        others = [f"general-{n}" for n in range(1, 5)] + ["important", "core"]
        yield _at("level", path, level, chosen.choice([other for other in others if other != level.value]), "level")


def _codes(path: Path, text: str, entries: dict[str, yaml.Node], chosen: random.Random) -> Iterator[Mutation]:
    for name in ("known_until", "known_from"):
        if name in entries:
            year = int(entries[name].value[:4])
            yield _at("date", path, entries[name], str(year + 1) + entries[name].value[4:], name)
    for key, value in getattr(entries.get("codes"), "value", ()):
        place = key.start_mark.index
        yield from _slip("code", path, place, text[place : key.end_mark.index], chosen, "code")
        for name, date in _entries(value).items():
            if name in {"valid_from", "valid_to"}:
                yield _at("date", path, date, str(int(date.value[:4]) + 1) + date.value[4:], name)


def _required(path: Path, text: str, use: yaml.Node) -> Iterator[Mutation]:
    entries = _entries(use)
    required = entries.get("required")
    if required is None:
        end = use.end_mark.index
        if text[end - 1] == "}":
            yield Mutation("required", path, end - 1, end - 1, ", required: true", "required added")
        return
    if isinstance(required, yaml.ScalarNode):
        if required.value == "true":
            yield _at("required", path, required, "false", "required")
            yield _at("required", path, required, "{value: true, severity: warning}", "severity")
        return
    inner = _entries(required)
    if "value" in inner:
        yield _at("required", path, inner["value"], "false" if inner["value"].value == "true" else "true", "required")
    if "severity" in inner:
        other = "error" if inner["severity"].value == "warning" else "warning"
        yield _at("required", path, inner["severity"], other, "severity")
