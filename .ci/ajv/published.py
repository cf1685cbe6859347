"""Published schemas of flat records and rows for them; published.json says which, by package and version.

published.py FOLDER downloads the packages by name and unpacks them there. Properties that hold objects or
arrays, which the engine refuses by their JSON Pointer, are taken out here, so that the flat part is judged.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from judging import bundle_of, by_reference

from dgov_std.errors import StandardError

LIST = Path(__file__).with_name("published.json")
SEED = 20261031
ROWS = 60
Json = Any
WORDS = (
    "x abc 0 1 -1 2.5 1e2 12 2024 true false null 2024-02-29 2023-02-29 08:30:00Z 2024-01-01T08:30:00Z https://example.org/a "
    "a@example.org example.org en zh-CN 1.0.0 _ 中文 １２ MIT day weekly monday"
)
TEXTS = [*WORDS.split(), "a b", " "]


def fetch(folder: Path) -> None:
    """Download and unpack every package of the list, each once."""
    for one in {package_of(entry): entry for entry in entries()}.values():
        target = folder / folder_of(one)
        target.mkdir(parents=True, exist_ok=True)
        if "npm" in one:
            done = subprocess.run(
                ["npm", "pack", "--silent", one["npm"]], cwd=target, check=True, capture_output=True, text=True, timeout=300
            )
            with tarfile.open(target / done.stdout.split()[-1]) as archive:
                archive.extractall(target, filter="data")
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(target), one["pypi"]]
            subprocess.run(command, check=True, timeout=300)
            with zipfile.ZipFile(next(target.glob("*.whl"))) as archive:
                archive.extractall(target / "package")


def entries() -> list[dict[str, str]]:
    """The list."""
    found: list[dict[str, str]] = json.loads(LIST.read_text(encoding="utf-8"))
    return found


def package_of(entry: dict[str, str]) -> str:
    """The package and its version, as its registry writes them."""
    return entry.get("npm") or entry["pypi"]


def folder_of(entry: dict[str, str]) -> str:
    """The name of the folder the package is unpacked in."""
    return re.sub(r"[^a-z0-9.]+", "-", package_of(entry).lower()).strip("-")


def published(folder: Path) -> Iterator[tuple[str, Json, list[dict[str, str]], list[str]]]:
    """Yield (name, schema, rows, columns) per entry of the list."""
    for entry in entries():
        path = folder / folder_of(entry) / "package" / entry["file"]
        schema, dropped = flat(record_at(json.loads(path.read_text(encoding="utf-8-sig")), entry.get("pointer", "")))
        name = f"{package_of(entry)} {entry['file']}#{entry.get('pointer', '')}"
        note = f", without {', '.join(dropped)}" if dropped else ""
        some, columns = rows_for(schema)
        print(f"{name}: {len(columns)} columns{note}")
        yield name, schema, some, columns


def record_at(document: Json, pointer: str) -> Json:
    """Return the schema at a pointer as a document of its own, with the definitions it refers to."""
    schema = at(document, pointer)
    found = {"$schema": document["$schema"]} if "$schema" in document else {}
    found |= {key: value for key, value in schema.items() if key not in {"$schema", "$id"}}
    if pointer:
        for key in ("definitions", "$defs"):
            found.pop(key, None)
    needed = references(found)
    while needed:
        ref = needed.pop()
        if not ref.startswith("#/"):
            continue
        *parents, last = [token.replace("~1", "/").replace("~0", "~") for token in ref[2:].split("/")]
        into: Json = found
        for token in parents:
            into = into.setdefault(token, {})
        if last not in into:
            into[last] = at(document, ref[1:])
            needed += references(into[last])
    return found


def at(document: Json, pointer: str) -> Json:
    """What stands at a JSON Pointer."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


def references(value: Json) -> list[str]:
    """Every `$ref` below."""
    if isinstance(value, list):
        return [ref for item in value for ref in references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return own + [ref for key, item in value.items() if key not in {"enum", "const", "examples"} for ref in references(item)]


def flat(schema: Json) -> tuple[Json, list[str]]:
    """Take out the properties the engine refuses; return the schema and their names."""
    dropped = []
    for name in list(schema.get("properties", {})):
        alone = {key: value for key, value in schema.items() if key in {"$schema", "definitions", "$defs"}}
        try:
            bundle_of({**alone, "properties": {name: schema["properties"][name]}})
        except StandardError:
            dropped.append(name)
    kept = {name: part for name, part in schema["properties"].items() if name not in dropped}
    required = [name for name in schema.get("required", []) if name not in dropped]
    return {**schema, "properties": kept, **({"required": required} if "required" in schema else {})}, dropped


def rows_for(schema: Json) -> tuple[list[dict[str, str]], list[str]]:
    """Rows that mostly keep to the schema: every column from texts that pass it alone, some bent."""
    dice = random.Random(SEED)
    names = list(schema["properties"])
    context = {key: value for key, value in schema.items() if key in {"$schema", "definitions", "$defs"}}
    good, bad = {}, {}
    for name in names:
        texts = list(dict.fromkeys([*texts_in(schema["properties"][name], schema), *TEXTS]))
        bundle = bundle_of({**context, "properties": {name: schema["properties"][name]}})
        verdicts = by_reference(bundle, [{name: text} for text in texts], [name])
        good[name] = [text for text, passes in zip(texts, verdicts, strict=True) if passes]
        bad[name] = [text for text, passes in zip(texts, verdicts, strict=True) if not passes]
    found = []
    required = set(schema.get("required", []))
    columns = [*names, "x-more"]
    for i in range(ROWS):
        row = {name: dice.choice(good[name]) for name in names if good[name] and (name in required or dice.random() < 0.6)}
        for name in dice.sample(names, min(len(names), i % 3)):
            row[name] = dice.choice([*bad[name], *good[name], ""])
        if i % 7 == 6:
            row["x-more"] = "1"
        found.append(row if any(row.values()) else {names[0]: "x"})
    return found, columns


def texts_in(schema: Json, document: Json, depth: int = 0) -> list[str]:
    """Texts a schema itself speaks of: values, examples, and matches of its patterns."""
    if not isinstance(schema, dict) or depth > 5:
        return []
    values = [*schema.get("enum", []), *schema.get("examples", []), schema.get("const"), schema.get("default")]
    values += [schema[key] for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum") if key in schema]
    found = [value if isinstance(value, str) else json.dumps(value) for value in values if value is not None]
    if "pattern" in schema:
        found += matches(schema["pattern"])
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, [])]
    if str(schema.get("$ref", "")).startswith("#/"):
        parts.append(at(document, schema["$ref"][1:]))
    return [text for text in found if text] + [text for part in parts for text in texts_in(part, document, depth + 1)]


def matches(pattern: str) -> list[str]:
    """Some texts the pattern matches, none where Python does not read it."""
    found: list[str] = []
    try:
        strategy = st.from_regex(re.compile(pattern, re.ASCII))
    except re.error:
        return found

    @seed(SEED)
    @settings(max_examples=8, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
