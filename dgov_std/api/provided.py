"""Code lists that who checks provides: the codes of lists that a standard declares `external`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dgov_std.api.codelists import Bundle
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.text import Text


def provide(
    bundle: Bundle, given: Mapping[str, str | os.PathLike[str]], *, several: bool = False
) -> tuple[Bundle, dict[str, str]]:
    """Return the bundle with the codes of some of its lists, and what the report records of the files.

    Args:
        bundle: of the dataset that is checked.
        given: files by the id of the list: UTF-8 CSV, as a standard's own (`code,name[,…]`).
        several: with several inputs, a list that this bundle does not know may be meant for another.

    Raises:
        UsageError: the bundle has no such list, or not one that is given from outside.
        InputError: a file cannot be read, or every mistake in it, with its line.
    """
    lists, recorded = dict(bundle["codelists"]), dict[str, str]()
    for name, file in given.items():
        if not lists.get(name, {}).get("external"):
            if several:
                continue
            raise _unknown(name, bundle)
        path = Path(file)
        data = _read(path)
        lists[name] = _filled(bundle, name, path, data)
        recorded[f"codelist.{name}"] = f"{path.name} sha256:{hashlib.sha256(data).hexdigest()}"
    return ({**bundle, "codelists": lists} if recorded else bundle), recorded


def _read(path: Path) -> bytes:
    from dgov_std.standard.codefile import MAX_BYTES  # noqa: PLC0415 - a plain check needs no YAML

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        what = Text(f"代码表文件读不了({error})", f"the code list file cannot be read ({error})")
        raise InputError(Problem(what, where=str(path))) from None


def _filled(bundle: Bundle, name: str, path: Path, data: bytes) -> dict[str, Any]:
    """Return the entry of a list with the codes of a file; until when they are known nobody said."""
    from dgov_std.schema.bundle import calendars_in, code_rows  # noqa: PLC0415
    from dgov_std.standard.calendar import calendar_mistakes  # noqa: PLC0415
    from dgov_std.standard.codelists import read_codes  # noqa: PLC0415
    from dgov_std.standard.ledger import Ledger  # noqa: PLC0415
    from dgov_std.standard.problems import Problems  # noqa: PLC0415

    entry = {key: value for key, value in bundle["codelists"][name].items() if key != "known_from"}
    problems = Problems()
    rows = read_codes(Ledger(path.parent, problems), str(path), data, closed=not entry["open"])
    if not problems.found and name in set(calendars_in(bundle["schema"])):
        for position, what, todo in calendar_mistakes(rows.codes, covered=False):
            rows.add(1 if position is None else rows.lines[position], what, todo)
    if problems.found:
        raise InputError(*problems.in_order())
    return {**entry, **code_rows(rows.codes), "known_until": None, "edition": path.name}


def _unknown(name: str, bundle: Bundle) -> UsageError:
    known = sorted(each for each, entry in bundle["codelists"].items() if entry.get("external"))
    todo = Text(f"可用: {'、'.join(known)}", f"known: {', '.join(known)}")
    none = Text("这个标准没有要另外提供的代码表", "the standard has no code list to provide")
    return UsageError(
        Problem(
            Text(f"标准里没有要另外提供的代码表“{name}”", f"the standard wants no code list {name!r} provided"),
            where="--codelist",
            todo=todo if known else none,
        )
    )
