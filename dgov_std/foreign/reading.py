"""A schema file of another maker -> a bundle."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from dgov_std import lfs
from dgov_std.checks.numbers import exact
from dgov_std.errors import InputError, Problem, StandardError, reason
from dgov_std.foreign.drafts import Inexact
from dgov_std.foreign.json_schema import json_schema_bundle
from dgov_std.foreign.table_schema import is_table_schema, table_schema_bundle
from dgov_std.text import Text

LARGEST = 32 * 1024 * 1024


def read_schema(path: Path, resource: str | None = None) -> dict[str, Any]:
    """Return the bundle of a JSON Schema or a Frictionless Table Schema; `resource` as in `schema_bundle`.

    Raises:
        InputError: the file cannot be read.
        StandardError: it is no schema, or one that a flat record cannot satisfy.
    """
    try:
        if path.stat().st_size > LARGEST:
            what = Text("模式文件超过 32 MB", "the schema file is larger than 32 MB")
            raise InputError(Problem(what, where=str(path)))
        data = path.read_bytes()
        if lfs.is_pointer(data):
            raise InputError(Problem(lfs.WHAT, where=str(path), todo=lfs.TODO))
        document = json.loads(
            data.decode("utf-8-sig"), parse_float=_number, parse_constant=_constant, object_pairs_hook=_once
        )
    except OSError as error:
        raise InputError(
            Problem(Text(f"读不了({reason(error).zh})", f"cannot be read ({reason(error).en})"), where=str(path))
        ) from None
    except (ValueError, RecursionError) as error:
        raise StandardError(Problem(Text(f"不是 JSON({error})", f"this is no JSON ({error})"), where=str(path))) from None
    return schema_bundle(document, path.stem, resource)


def schema_bundle(document: Any, name: str, resource: str | None = None) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return the bundle of a parsed schema document. Raises StandardError.

    `resource` is the data file's name: it chooses among the tables of a Data Package.
    """
    try:
        _test_plain(document, name)
        if is_table_schema(document):
            return table_schema_bundle(document, name, resource)
        return json_schema_bundle(document, name)
    except RecursionError:
        raise _too_deep(name) from None


def _test_plain(document: Any, name: str) -> None:  # noqa: ANN401 - any value
    """Raise StandardError for what JSON cannot hold: surrogates, NaN, names that are no texts."""
    why = "a name that is no text"
    try:
        plain = json.dumps(document, ensure_ascii=False, allow_nan=False)
        plain.encode()
        same = json.loads(plain) == document
    except (TypeError, ValueError) as error:
        same, why = False, str(error)
    if not same:
        raise StandardError(Problem(Text(f"不是 JSON({why})", f"this is no JSON ({why})"), where=name))


def _too_deep(name: str) -> StandardError:
    return StandardError(Problem(Text("模式嵌套太深", "the schema is nested too deeply"), where=name))


def _number(literal: str) -> float:
    """Read a number that has a fraction or an exponent, and mark one that a double would change."""
    found = float(literal)
    return found if exact(repr(found)) == exact(literal) else Inexact(found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object; a name that stands twice would hide one of them."""
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        msg = f"{next(name for name, count in counts.items() if count > 1)!r} stands twice"
        raise ValueError(msg)
    return found


def _constant(word: str) -> float:
    msg = f"{word} is no JSON number"
    raise ValueError(msg)
