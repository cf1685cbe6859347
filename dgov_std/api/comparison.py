"""Compare two submissions of one table: open both, find the key, read, join, tell."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgov_std.api.basis import basis_of
from dgov_std.api.candidates import Candidates, candidates
from dgov_std.api.codelists import Bundle
from dgov_std.api.examine import input_of, labels_of, versions
from dgov_std.api.incoming import SUFFIXES, TEXTS, WORKBOOKS
from dgov_std.api.library import read_from
from dgov_std.api.opening import open_data, open_decided
from dgov_std.api.options import Options
from dgov_std.dataset.open import reopen_table
from dgov_std.dataset.table import Table
from dgov_std.diff.alarms import alarms_of
from dgov_std.diff.columns import Pair, Pairing, pair_columns
from dgov_std.diff.freezing import Known, Look, Told
from dgov_std.diff.joining import join
from dgov_std.diff.keys import asked_key, seen_label, standard_key
from dgov_std.diff.ledger import MEMORY, Budget
from dgov_std.diff.reading import Wanted, read
from dgov_std.diff.sampling import Values, values_at
from dgov_std.errors import Problem, UsageError
from dgov_std.render import comparison as rendered
from dgov_std.report.comparisons import Comparison, Limits, Return
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.references import Given

Labels = tuple[tuple[str, ...], tuple[str, ...]]
_USES = {"sheet": WORKBOOKS, "encoding": TEXTS, "delimiter": TEXTS}  # the kinds of files that an option of reading is for


def compare(
    old: Given,
    new: Given,
    *,
    key: str | Sequence[str] = (),
    standard: str | os.PathLike[str] | Bundle | None = None,
    returned: Return | None = None,
    limits: Limits | None = None,
    alike: bool = False,
    options: Options | None = None,
    memory: int = MEMORY,
) -> Comparison:
    """Compare two submissions of one table by key.

    Args:
        old, new: paths, pandas DataFrames or pyarrow Tables.
        key: labels of the columns that tell rows apart; without any, the key of the standard's dataset.
        standard: tells the key, what else a column is called, what counts as empty, and which columns are personal:
            values are shown of its other columns only.
        returned: whether the new return is full, so that no key may vanish, or incremental, so that most do.
        limits: of what is accepted; beyond them the comparison has alarms.
        alike: full or half width, blanks around a value and zeros behind decimals make no difference.
        options: how the files are read, `dataset`, `jobs`, and `show_values` to show the values of all columns.
        memory: bytes of digests that are held before they go to a temporary file.

    Raises:
        UsageError: no key is told, or one of the files lacks a column of it.
        InputError: a file cannot be read, or the key does not tell rows apart.
        StandardError: mistakes in the standard. LimitError: the disk is full.
    """
    options = options or Options()
    asked = [key] if isinstance(key, str) else list(key)
    with read_from(standard), ExitStack() as stack:
        tables, bundle = _opened(old, new, standard, options, stack)
        labels = (_labels(tables[0], bundle), _labels(tables[1], bundle))
        binding = bundle["binding"] if bundle is not None else None
        pairing = pair_columns(*labels, binding)
        if asked:
            chosen = asked_key(asked, pairing, *labels, binding)
        elif bundle is not None:
            chosen = standard_key(bundle, pairing)
        else:
            raise _no_key(labels[1])
        known = _known(pairing, chosen, bundle, options)
        told = _told(tables, labels, known, bundle, stack, alike=alike, options=options, memory=memory)
        told.look((_look(old, tables[0], options), _look(new, tables[1], options)))
        return _comparison(
            told, pairing, tables, (old, new), bundle, returned, limits or Limits(), options, asked, alike=alike
        )


def comparison_text(found: Comparison, form: str = "terminal", *, language: Language = "zh", width: int = 80) -> str:
    """Return a comparison in a form: terminal, json or markdown."""
    return rendered.render(found, form, language=language, width=width)


def _opened(
    old: Given, new: Given, standard: str | os.PathLike[str] | Bundle | None, options: Options, stack: ExitStack
) -> tuple[tuple[Table, Table], Bundle | None]:
    """Return both tables and the bundle of the dataset that the new one is of; None without a standard."""
    if standard is None and options.dataset is None:
        first = open_data(old, _own(options, old, new))
        stack.callback(first.close)
        second = open_data(new, _own(options, new, old))
        stack.callback(second.close)
        return (first, second), None
    source = _source(new)
    second, choice = open_decided(new, candidates(standard, options, source), _own(options, new, old), source)
    stack.callback(second.close)
    bundle = choice.bundle
    if bundle is None:  # no header decides where a standard is named
        raise _no_key(second.header)
    only = Candidates({bundle["dataset"]["id"]: bundle}, named=True)
    first, _ = open_decided(old, only, _own(options, old, new), _source(old))
    stack.callback(first.close)
    return (first, second), bundle


def _own(options: Options, data: Given, other: Given) -> Options:
    """Return the options of one of two inputs: what only the other one has a use for is not its own."""
    own, others = (path.suffix.lower() if path is not None else "" for path in (_source(data), _source(other)))
    useless = (name for name, kinds in _USES.items() if others in kinds and own in SUFFIXES and own not in kinds)
    none: dict[str, Any] = dict.fromkeys(useless)
    return replace(options, **none)


def _source(data: Given) -> Path | None:
    return Path(data) if isinstance(data, str | os.PathLike) else None


def _labels(table: Table, bundle: Bundle | None) -> tuple[str, ...]:
    return table.header if bundle is None else labels_of(table, bundle)


def _known(pairing: Pairing, key: Sequence[Pair], bundle: Bundle | None, options: Options) -> tuple[Known, ...]:
    """Return what is known of the columns compared, those of the key first and in its order."""
    columns = {column["id"]: column for column in bundle["binding"]["columns"]} if bundle is not None else {}
    found = []
    for pair in (*key, *(pair for pair in pairing.common if pair not in key)):
        column = columns.get(pair.element or "")
        title = Text(**column["title"]) if column is not None and column.get("title") else None
        personal = bool(column is not None and column.get("personal"))
        shown = options.show_values or (column is not None and not personal)
        found.append(Known(pair, pair in key, title, personal, shown))
    return tuple(found)


def _told(
    tables: tuple[Table, Table],
    labels: Labels,
    known: tuple[Known, ...],
    bundle: Bundle | None,
    stack: ExitStack,
    *,
    alike: bool,
    options: Options,
    memory: int,
) -> Told:
    """Read both returns and join them."""
    missing = _missing(known, bundle)
    budget = Budget(memory)
    both = []
    for side, table in enumerate(tables):
        places = [each.pair.new if side else each.pair.old for each in known]
        wanted = Wanted(
            key=tuple(place for place, each in zip(places, known, strict=True) if each.key),
            columns=tuple(place for place, each in zip(places, known, strict=True) if not each.key),
            missing={place: words for place, words in zip(places, missing, strict=True) if words},
            alike=alike,
        )
        both.append(read(table, wanted, budget, jobs=options.jobs))
        stack.callback(both[-1].ledger.close)
    shown = [each.shown for each in known if not each.key]
    names = "、".join(seen_label(labels[1][each.pair.new]) for each in known if each.key)
    joined = join(both[0].ledger, both[1].ledger, shown, names)
    return Told(labels, known, (both[0], both[1]), joined, plain=options.show_values)


def _missing(known: Sequence[Known], bundle: Bundle | None) -> list[tuple[str, ...]]:
    """Return of each column the texts that stand for an empty cell."""
    if bundle is None:
        return [() for _ in known]
    binding = bundle["binding"]
    columns = {column["id"]: column for column in binding["columns"]}
    general = binding.get("missing_values", ())
    return [tuple(columns.get(each.pair.element or "", {}).get("missing_values", general)) for each in known]


def _look(data: Given, first: Table, options: Options) -> Look:
    """Return what reads some rows of an input once more."""

    def look(rows: Collection[int], places: Sequence[int]) -> Values:
        source = _source(data)
        table = open_data(data, options) if source is None else reopen_table(source, first.form, first.header)
        try:
            return values_at(table, rows, places, jobs=options.jobs)
        finally:
            table.close()

    return look


def _comparison(
    told: Told,
    pairing: Pairing,
    tables: tuple[Table, Table],
    given: tuple[Given, Given],
    bundle: Bundle | None,
    returned: Return | None,
    limits: Limits,
    options: Options,
    asked: Sequence[str],
    *,
    alike: bool,
) -> Comparison:
    names = [
        source.name if (source := _source(data)) is not None else table.name
        for data, table in zip(given, tables, strict=True)
    ]
    old, new = (told.side(input_of(table, name), side) for side, (table, name) in enumerate(zip(tables, names, strict=True)))
    columns, keys = told.columns(), told.keys()
    removed = told.heads(pairing.removed, 0)
    return Comparison(
        old=old,
        new=new,
        key=tuple(column.label for column in columns if column.key),
        key_from="asked" if asked else "standard",
        basis=replace(basis_of(bundle, None, {}), codelists=()) if bundle is not None else None,
        returned=returned,
        alike=alike,
        limits=limits,
        keys=keys,
        columns=columns,
        added=told.heads(pairing.added, 1),
        removed=removed,
        alarms=tuple(alarms_of(old, new, keys, columns, removed, returned, limits)),
        first_new=told.first(told.joined.first_new, 1),
        first_vanished=told.first(told.joined.first_vanished, 0),
        versions=versions(),
        show_values=options.show_values,
    )


def _no_key(labels: Sequence[str]) -> UsageError:
    shown = [seen_label(label) for label in labels if label.strip()][:12]
    return UsageError(
        Problem(
            Text("没有说按哪一列比较", "nothing tells by which columns to compare"),
            where="--key",
            todo=Text(
                f"写 --key 列名(可用: {'、'.join(shown)}), 或用 --standard 指明有键的标准",
                f"give --key COLUMN ({', '.join(shown)}), or --standard with a key",
            ),
        )
    )
