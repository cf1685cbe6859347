"""The other tables that references lead to: handed in by name, read for their keys only."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from dgov_std.bind import bind_header
from dgov_std.dataset.table import Table
from dgov_std.engine.local import run
from dgov_std.engine.store import Shelf, Store
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.plan.crossrow import Reference, Track
from dgov_std.plan.plan import Bound, Plan
from dgov_std.reference.setting import Setting
from dgov_std.text import Text

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Given: TypeAlias = "str | os.PathLike[str] | pd.DataFrame | pa.Table"


@dataclass(slots=True)
class Others:
    """The digests of other tables by name and columns, and what the report records of each."""

    store: Store
    tables: dict[str, dict[Track, Shelf]] = field(default_factory=dict)
    recorded: dict[str, str] = field(default_factory=dict)

    def read(self, plan: Plan, bundle: Mapping[str, Any], opened: Iterable[tuple[str, str, Table]], jobs: int) -> None:
        """Digest the columns that the plan's references lead to.

        Args:
            plan: of the table that is checked.
            bundle: its bundle, which knows how the columns of the others may be named.
            opened: name, where the table comes from, and the table, of each; closed here.
            jobs: threads.

        Raises:
            InputError: a table lacks a column, is damaged or has no rows: it would wrongly reject.
        """
        bindings = {each["name"]: each for each in bundle["binding"].get("references", ())}
        for name, where, table in opened:
            leads = [check for check in plan.keys if isinstance(check, Reference) and check.table == name]
            with closing(table):
                if leads:
                    tracks = tuple(dict.fromkeys(Track(check.to) for check in leads))
                    self._read(name, where, table, bindings.get(name) or _plain(tracks, bundle), tracks, jobs)

    def _read(
        self, name: str, where: str, table: Table, binding: Mapping[str, Any], tracks: tuple[Track, ...], jobs: int
    ) -> None:
        places = bind_header(table.header, {**binding, "extra_columns": "info"}).places
        wanted = dict.fromkeys(column for track in tracks for column in track.columns)
        for column in binding["columns"]:
            if column["id"] in wanted and column["id"] not in places:
                raise _unfit(name, where, Text(f"没有“{column['name']}”这一列", f"it has no column {column['name']!r}"))
        plan = Plan(
            columns=tuple(Bound(column, places[column]) for column in wanted),
            atoms=(),
            unrun=(),
            keys=(),
            unrun_keys=(),
            checks=(),
            missing=tuple(binding.get("missing_values", ())),
            reference=Setting({}),
            tracks=tracks,
        )
        outcome = run(plan, table, jobs=jobs, store=self.store)
        if outcome.damage:
            raise _unfit(name, where, Text("有损坏的行", "some of its rows are damaged"))
        if not outcome.total:
            raise _unfit(name, where, Text("没有数据行", "it has no rows"))
        self.tables[name] = dict(zip(tracks, outcome.shelves, strict=True))
        _, digest = table.fingerprint() or (None, None)
        file = Path(where).name
        self.recorded[f"reference.{name}"] = file if digest is None else f"{file} sha256:{digest}"


def _plain(tracks: tuple[Track, ...], bundle: Mapping[str, Any]) -> dict[str, Any]:
    """Return the binding of a table whose columns are told by their labels alone."""
    names = dict.fromkeys(column for track in tracks for column in track.columns)
    columns = [{"id": name, "name": name, "names": [name], "required": "error"} for name in names]
    return {"columns": columns, "missing_values": bundle["binding"].get("missing_values", ())}


def refuse_unknown(plan: Plan, given: Mapping[str, Given], *, several: bool) -> None:
    """Raise UsageError for a table that no reference of the plan leads to; with `several` inputs another may need it."""
    if several:
        return
    checks = (*plan.keys, *(each.key for each in plan.unrun_keys))
    known = sorted({check.table for check in checks if isinstance(check, Reference) and check.table is not None})
    for name in given:
        if name not in known:
            raise unknown_table(name, known)


def unknown_table(name: str, known: Collection[str]) -> UsageError:
    """Return the refusal of a table that no reference leads to."""
    names = sorted(known)
    todo = Text(f"可用: {'、'.join(names)}", f"known: {', '.join(names)}")
    none = Text("这个标准没有对别的表的引用", "the standard refers to no other table")
    return UsageError(
        Problem(
            Text(f"标准里没有名为“{name}”的参照表", f"the standard knows no table {name!r} to refer to"),
            where="--reference",
            todo=todo if names else none,
        )
    )


def _unfit(name: str, where: str, why: Text) -> InputError:
    return InputError(
        Problem(
            Text(f"不能当作参照表“{name}”: {why.zh}", f"cannot serve as the table {name!r}: {why.en}"),
            where=where,
            todo=Text("先检查、改正这个文件", "check and correct this file first"),
        )
    )
