"""Code lists that who checks provides: the codes of lists that a standard declares `external`."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dgov_std.api.codelists import Bundle
from dgov_std.api.references import unknown_table
from dgov_std.dataset.encoding import UTF8, marked_encoding, transcode, transcoder
from dgov_std.dataset.guess import guessed_encoding
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.text import Text

_MOST_DAYS = 20_000  # lines of a calendar: all days of fifty years


def provide(
    bundle: Bundle, given: Mapping[str, str | os.PathLike[str]], *, several: bool = False
) -> tuple[Bundle, dict[str, str]]:
    """Return the bundle with the codes of some of its lists, and what the report records of the files.

    Args:
        bundle: of the dataset that is checked.
        given: files by the id of the list: CSV as a standard's own (`code,name[,…]`), in UTF-8 or as spreadsheets
            write it (GB18030, a byte order mark).
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
            raise unknown_list(name, list(_external(bundle)))
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


def _utf8(data: bytes) -> bytes:
    """Return a file's bytes as UTF-8, read by the rules of data files; places that are no characters stay wrong."""
    head = data[:4]
    encoding = marked_encoding(head) or guessed_encoding(data, final=True)
    codec = encoding.codec or encoding.cells
    return data[encoding.bom :] if codec == UTF8 else transcode(data[encoding.bom :], transcoder(codec), codec, final=True)


def _refuse_long(path: Path, data: bytes) -> None:
    """Refuse a file of more lines than any calendar has, before they are read."""
    lines = data.count(b"\n")
    if lines > _MOST_DAYS:
        what = Text(
            f"工作日历有 {lines:,} 行，最多 {_MOST_DAYS:,} 行", f"the calendar has {lines:,} lines, at most {_MOST_DAYS:,}"
        )
        todo = Text(
            "只写年份、节假日和调休上班的日子", "list the years, the holidays and the weekend days worked, nothing else"
        )
        raise InputError(Problem(what, where=str(path), todo=todo))


def _filled(bundle: Bundle, name: str, path: Path, data: bytes) -> dict[str, Any]:
    """Return the entry of a list with the codes of a file; until when they are known nobody said."""
    from dgov_std.schema.bundle import calendars_in, code_rows  # noqa: PLC0415
    from dgov_std.standard.calendar import calendar_mistakes, plain_day  # noqa: PLC0415
    from dgov_std.standard.codelists import read_codes  # noqa: PLC0415
    from dgov_std.standard.ledger import Ledger  # noqa: PLC0415
    from dgov_std.standard.problems import Problems  # noqa: PLC0415

    entry = {key: value for key, value in bundle["codelists"][name].items() if key != "known_from"}
    problems = Problems()
    calendar = name in set(calendars_in(bundle["schema"]))
    if calendar:
        _refuse_long(path, data)
    read = functools.partial(read_codes, code_as=plain_day) if calendar else read_codes
    rows = read(Ledger(path.parent, problems), str(path), _utf8(data), closed=not entry["open"])
    if not problems.found and calendar:
        for position, what, todo in calendar_mistakes(rows.codes, covered=False):
            rows.add(1 if position is None else rows.lines[position], what, todo)
    if problems.found:
        raise InputError(*problems.in_order())
    return {**entry, **code_rows(rows.codes), "known_until": None, "edition": path.name}


def refuse_unheard_of(
    codelists: Collection[str], tables: Collection[str], bundle: Bundle, others: Callable[[], Iterable[Bundle]]
) -> None:
    """Refuse a list or a table that no dataset knows which an input of the run may follow: a check would be left out.

    Args:
        codelists, tables: the ids and names given.
        bundle: of the dataset that is checked.
        others: makes the bundles that other inputs may be checked with; asked only for a name `bundle` does not know.

    Raises:
        UsageError: with what is known.
    """
    for given, names_in, refusal in ((codelists, _external, unknown_list), (tables, _referred, unknown_table)):
        known = set(names_in(bundle))
        if not known.issuperset(given):
            known.update(name for other in others() for name in names_in(other))
        for name in given:
            if name not in known:
                raise refusal(name, known)


def _external(bundle: Bundle) -> Iterator[str]:
    yield from (name for name, entry in bundle["codelists"].items() if entry.get("external"))


def _referred(bundle: Bundle) -> Iterator[str]:
    yield from _tables_in(bundle["schema"].get("$defs", {}).get("rows", {}))


def _tables_in(schema: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(schema, Mapping):
        for reference in schema.get("references", ()):
            if "table" in reference["to"]:
                yield reference["to"]["table"]
    for value in schema.values() if isinstance(schema, Mapping) else schema if isinstance(schema, list) else ():
        yield from _tables_in(value)


def unknown_list(name: str, known: Collection[str]) -> UsageError:
    """Return the refusal of a code list that nothing asks for."""
    known = sorted(known)
    todo = Text(f"可用: {'、'.join(known)}", f"known: {', '.join(known)}")
    none = Text("这个标准没有要另外提供的代码表", "the standard has no code list to provide")
    return UsageError(
        Problem(
            Text(f"标准里没有要另外提供的代码表“{name}”", f"the standard wants no code list {name!r} provided"),
            where="--codelist",
            todo=todo if known else none,
        )
    )
