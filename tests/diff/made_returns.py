"""Pairs of returns made from a script: what was done to the old one to get the new one, and so what must be found.

The numbers expected come from the script alone; nothing of the program takes part in working them out.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import xlsxwriter

LABELS = ("编号", "地区", "名称", "类别", "金额", "日期", "备注")
# Of these only 备注 is empty before the script empties cells: in every second row.
Row = dict[str, str]


@dataclass(frozen=True)
class Script:
    """What becomes of the rows of the old return. Counts are of keys; each key suffers one thing only.

    `changes`, `emptied`: how many cells by column; `filled`: of 备注. `together`: keys whose 名称 and 金额 both change.
    `twice_same`, `twice_other`: keys that the new return has twice, with equal rows, with another 类别.
    `twice_both`: keys that both have twice, with the same two different rows; `twice_old`: that only the old one has twice.
    `keyless`: rows without a key in the old and in the new return.
    """

    name: str
    rows: int = 200
    old: str = "csv"
    new: str = "csv"
    key: tuple[str, ...] = ("编号",)
    added: int = 0
    vanished: int = 0
    changes: dict[str, int] = field(default_factory=dict)
    filled: int = 0
    emptied: dict[str, int] = field(default_factory=dict)
    together: int = 0
    twice_same: int = 0
    twice_other: int = 0
    twice_both: int = 0
    twice_old: int = 0
    keyless: tuple[int, int] = (0, 0)
    new_column: str = ""
    lost_column: str = ""
    order: tuple[str, ...] = ()
    relabel: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Expected:
    """What the comparison must say."""

    keys: tuple[int, int, int, int, int, int]  # new, vanished, changed, unchanged, repeated, repeated and changed
    rows: tuple[int, int]
    different: tuple[int, int]
    keyless: tuple[int, int]
    repeated: tuple[tuple[int, int, int], tuple[int, int, int]]  # keys, rows, identical ones
    cells: dict[str, tuple[int, int, int]]  # changed, filled, emptied
    empty: dict[str, tuple[int, int]]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def make(script: Script, seed: int, folder: Path) -> tuple[Path, Path, Expected]:
    """Write the two returns of a script and return what must be found."""
    dice = random.Random(seed)
    old = [_row(number, dice) for number in range(script.rows)]
    dice.shuffle(old)
    new = [dict(row) for row in old]
    free = list(range(script.rows))  # rows to which nothing has happened yet
    dice.shuffle(free)
    gone = {free.pop() for _ in range(script.vanished)}
    cells = {label: [0, 0, 0] for label in LABELS if label not in script.key}
    changed = _change(script, new, free, cells, dice)
    extra_old, extra_new = [], []
    extra_new += [dict(new[free.pop()]) for _ in range(script.twice_same)]
    extra_new += [new[free.pop()] | {"类别": "另一类"} for _ in range(script.twice_other)]
    both = [old[free.pop()] | {"类别": "另一类"} for _ in range(script.twice_both)]
    extra_old += both + [dict(old[free.pop()]) for _ in range(script.twice_old)]
    extra_new += [dict(row) for row in both]
    new = [row for i, row in enumerate(new) if i not in gone] + extra_new
    new += [_row(script.rows + i, dice) for i in range(script.added)]
    new += [_row(90_000 + i, dice) | dict.fromkeys(script.key, "") for i in range(script.keyless[1])]
    old += extra_old + [_row(80_000 + i, dice) | dict.fromkeys(script.key, "") for i in range(script.keyless[0])]
    dice.shuffle(new)
    paths = _written(script, old, new, folder)
    return *paths, _expected(script, old, new, cells, (changed, len(free)))


def _change(script: Script, new: list[Row], free: list[int], cells: dict[str, list[int]], dice: random.Random) -> int:
    """Change cells as the script says; return how many keys were."""
    before = len(free)

    def taken(wanted: Callable[[Row], bool], times: int) -> list[Row]:
        found = [i for i in free if wanted(new[i])][:times]
        assert len(found) == times, "the script asks for more rows than there are"
        for i in found:
            free.remove(i)
        return [new[i] for i in found]

    def count(label: str, *, filled: bool = False, emptied: bool = False) -> None:
        cells[label][0] += 1
        cells[label][1] += filled
        cells[label][2] += emptied

    for label, times in script.changes.items():
        for row in taken(lambda row, label=label: bool(row[label]), times):
            row[label] += dice.choice(["改", "X", " ", "0"])
            count(label)
    for label, times in script.emptied.items():
        for row in taken(lambda row, label=label: bool(row[label]), times):
            row[label] = ""
            count(label, emptied=True)
    for row in taken(lambda row: not row["备注"], script.filled):
        row["备注"] = "补填"
        count("备注", filled=True)
    for row in taken(lambda row: True, script.together):
        for label in ("名称", "金额"):
            row[label] += "改"
            count(label)
    return before - len(free)


def _expected(
    script: Script, old: list[Row], new: list[Row], cells: dict[str, list[int]], counts: tuple[int, int]
) -> Expected:
    changed, untouched = counts
    repeated = script.twice_same + script.twice_other + script.twice_both + script.twice_old
    in_old, in_new = script.twice_both + script.twice_old, repeated - script.twice_old
    kept = [label for label in LABELS if label != script.lost_column]
    return Expected(
        keys=(script.added, script.vanished, changed, untouched, repeated, repeated - script.twice_both),
        rows=(len(old), len(new)),
        different=(script.rows, script.rows - script.vanished + script.added),
        keyless=script.keyless,
        repeated=((in_old, 2 * in_old, script.twice_old), (in_new, 2 * in_new, script.twice_same)),
        cells={label: tuple(cells[label]) for label in kept if label in cells},
        empty={label: (sum(not row[label] for row in old), sum(not row[label] for row in new)) for label in kept},
        added=(script.new_column,) if script.new_column else (),
        removed=(script.lost_column,) if script.lost_column else (),
    )


def _row(number: int, dice: random.Random) -> Row:
    """Return a row; 编号 alone is unique, and 编号 without its last figure is together with 地区."""
    return {
        "编号": f"XK{number:07d}",
        "地区": f"33{number % 10:02d}00",
        "名称": dice.choice(["甲公司", "乙, 丙合作社", '"丁"商店', "戊\n分行", "𠮷野家"]) + str(dice.randrange(1000)),
        "类别": dice.choice(["普通", "特许", "认可"]),
        "金额": f"{dice.randrange(10**6) / 100:.2f}",
        "日期": f"2026-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}",
        "备注": "" if number % 2 else "有",
    }


def _written(script: Script, old: list[Row], new: list[Row], folder: Path) -> tuple[Path, Path]:
    order = [label for label in script.order or LABELS if label != script.lost_column]
    if script.new_column:
        order.insert(len(order) // 2, script.new_column)
    labels = [script.relabel.get(label, label) for label in order]
    paths = folder / f"old.{SUFFIXES.get(script.old, script.old)}", folder / f"new.{SUFFIXES.get(script.new, script.new)}"
    WRITERS[script.old](paths[0], list(LABELS), [[row[label] for label in LABELS] for row in old])
    WRITERS[script.new](paths[1], labels, [[row.get(label, "x") for label in order] for row in new])
    return paths


def _csv(encoding: str, delimiter: str = ",") -> Callable[[Path, list[str], list[list[str]]], None]:
    def write(path: Path, labels: list[str], rows: list[list[str]]) -> None:
        made = io.StringIO()
        csv.writer(made, delimiter=delimiter).writerows([labels, *rows])
        path.write_bytes(made.getvalue().encode(encoding))

    return write


def _xlsx(path: Path, labels: list[str], rows: list[list[str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    sheet = book.add_worksheet("数据")
    for i, row in enumerate([labels, *rows]):
        for j, value in enumerate(row):
            if value:
                sheet.write_string(i, j, value)
    book.close()


def _parquet(path: Path, labels: list[str], rows: list[list[str]]) -> None:
    columns = [pa.array([value or None for value in column], pa.string()) for column in zip(*rows, strict=True)]
    pyarrow.parquet.write_table(pa.Table.from_arrays(columns, names=labels), path)


def _jsonl(path: Path, labels: list[str], rows: list[list[str]]) -> None:
    lines = [json.dumps(dict(zip(labels, row, strict=True)), ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


SUFFIXES = {"gb18030": "csv", "semicolons": "csv"}
WRITERS = {
    "csv": _csv("utf-8"),
    "gb18030": _csv("gb18030"),
    "semicolons": _csv("utf-8-sig", ";"),
    "xlsx": _xlsx,
    "parquet": _parquet,
    "jsonl": _jsonl,
}
BOTH = ("编号", "地区")
SCRIPTS = (
    Script("nothing changed"),
    Script("only the order of rows", rows=1000),
    Script("new keys", added=37),
    Script("vanished keys", vanished=41),
    Script("new and vanished keys", added=15, vanished=16),
    Script("one column", changes={"类别": 23}),
    Script("every column", changes={label: 5 + i for i, label in enumerate(LABELS[1:6])}),
    Script("two columns of one key", together=19),
    Script("two columns, and others alone", together=7, changes={"名称": 4, "金额": 6, "日期": 8}),
    Script("cells filled", filled=31),
    Script("cells emptied", emptied={"名称": 12, "日期": 9}),
    Script("filled, emptied, changed", filled=6, emptied={"金额": 5, "备注": 4}, changes={"备注": 3}),
    Script("twice in the new return, equal rows", twice_same=8),
    Script("twice in the new return, other rows", twice_other=9),
    Script("twice in both", twice_both=6),
    Script("twice in the old return", twice_old=5),
    Script("every kind of repetition", twice_same=3, twice_other=4, twice_both=5, twice_old=6, added=2, vanished=1),
    Script("rows without a key", keyless=(3, 4)),
    Script("repetition and rows without a key", keyless=(1, 0), twice_same=2, changes={"名称": 10}),
    Script("a key of two columns", key=BOTH, added=11, vanished=12, changes={"类别": 13}),
    Script("a key of two columns, without one", key=BOTH, keyless=(2, 2), twice_other=3, filled=4),
    Script("a column added", new_column="联系人", changes={"金额": 3}),
    Script("a column removed", lost_column="日期", changes={"金额": 3}),
    Script("columns in another order", order=("备注", "编号", "名称", "地区", "日期", "金额", "类别"), added=4, filled=5),
    Script("labels written otherwise", relabel={"名称": " 名称", "金额": "金 额"}, changes={"名称": 6, "金额": 7}),
    Script("GB 18030 and semicolons", old="gb18030", new="semicolons", added=3, vanished=4, changes={"名称": 5}),
    Script("CSV and a workbook", new="xlsx", added=5, vanished=6, changes={"金额": 7}, emptied={"类别": 8}),
    Script("a workbook and Parquet", old="xlsx", new="parquet", twice_other=4, together=5, filled=6),
    Script("JSON Lines and CSV", old="jsonl", added=9, changes={"日期": 8}, keyless=(0, 2)),
    Script(
        "all at once, 5,000 rows", rows=5000, added=321, vanished=123, changes={"名称": 200, "类别": 300, "备注": 50}, filled=77,
        emptied={"金额": 66, "日期": 55}, together=44, twice_same=33, twice_other=22, twice_both=11, twice_old=10, keyless=(5, 6),
        new_column="联系人", lost_column="地区", order=("备注", "名称", "编号", "类别", "日期", "地区", "金额"),
    ),
)  # fmt: skip
