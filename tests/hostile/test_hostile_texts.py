"""Hostile text files and archives: refused with one message, or read, within two seconds and 300 MB either way."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import hostile_texts as texts
import pytest
from hostile_run import bounded, refused

Maker = Callable[[Path], Path]
MB = 1 << 20
ENDLESS = (r"第 \d+ 行超过 32 MB, 没有换行", r"line \d+ goes on for more than 32 MB without an end")
WIDE = (r"有 [\d,]+ 列, 最多 16,384 列", r"it has [\d,]+ columns; at most 16,384 are read")
BOMB = ("疑为压缩炸弹", "a zip bomb")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "s.json"
    properties = {"a": {"type": "string", "pattern": "^[0-9]*$"}, "b": {"type": "string"}}
    path.write_text(json.dumps({"type": "object", "properties": properties}), encoding="utf-8")
    return path


REFUSED: dict[str, tuple[Maker, tuple[str, str]]] = {
    "columns.csv": (texts.columns, WIDE),
    "wide.csv": (texts.wide, WIDE),
    "endless.csv": (texts.endless, ENDLESS),
    "endless-header.csv": (texts.endless_header, ENDLESS),
    "cell-100.csv": (partial(texts.cell, megabytes=100), ENDLESS),
    "cell-100-quoted.csv": (partial(texts.cell, megabytes=100, quoted=True), ENDLESS),
    "short.csv": (texts.short_rows, ("下面的行却几乎是空的", "the rows below are nearly empty")),
    "nuls.csv": (texts.nuls, ("空字节", "NUL bytes")),
    "bomb.csv.gz": (partial(texts.squeezed, kind="gz"), BOMB),
    "bomb.csv.xz": (partial(texts.squeezed, kind="xz"), BOMB),
    "russian-doll.csv.gz": (texts.squeezed_twice, ("压缩文件里还是压缩文件", "it holds another archive")),
    "deep.jsonl": (texts.lines_of_json, ("嵌套过深", "nested too deep")),
    "keys.jsonl": (texts.keys_of_json, ("16384", "16384")),
}
READ: dict[str, Maker] = {
    "commas.csv": texts.commas,
    "quotes.csv": texts.quotes,
    "unclosed.csv": texts.unclosed,
    "unclosed-late.csv": partial(texts.unclosed_late, size=16 * MB),
    "stray-quotes.csv": partial(texts.quotes_within, size=MB),
    "nul.csv": texts.nul,
    "returns.csv": texts.returns,
    "blank.csv": partial(texts.blank, size=8 * MB),
    "spaces.csv": partial(texts.spaces, size=16 * MB),
    "titles.csv": partial(texts.titles, size=MB),
    "bad-bytes.csv": partial(texts.bad_bytes, size=MB),
    "changing.csv": partial(texts.changing, size=2 * MB),
    "utf16.csv": partial(texts.utf16, size=MB // 2),
    "utf7.csv": texts.utf7,
    "marks.csv": texts.marks,
    "ragged.csv": texts.ragged,
    "delimiters.csv": texts.delimiters,
    "separator.csv": texts.separator,
    "cell-3.csv": partial(texts.cell, megabytes=3),
    "cell-3-quoted.csv": partial(texts.cell, megabytes=3, quoted=True),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, schema: Path, tmp_path: Path) -> None:
    make, (zh, en) = REFUSED[name]
    path = make(tmp_path / name)
    refused("check", path, "--schema", schema, zh=zh, en=en)
    path.unlink()


@pytest.mark.parametrize("name", READ)
def test_read(name: str, schema: Path, tmp_path: Path) -> None:
    path = READ[name](tmp_path / name)
    ran = bounded("check", path, "--schema", schema)
    assert ran.code in {0, 1}, ran
    assert ran.err == ""
    path.unlink()


@pytest.mark.parametrize(
    ("part", "times"), [("bad_bytes", 4), ("quotes_within", 4), ("utf16", 4), ("blank", 4), ("titles", 4)]
)
def test_four_times_the_damage_costs_four_times_as_much(part: str, times: int, schema: Path, tmp_path: Path) -> None:
    """Nothing grows with the square of what is wrong."""
    make = getattr(texts, part)

    def took(size: int) -> float:
        path = make(tmp_path / "x.csv", size=size)
        return bounded("check", path, "--schema", schema, seconds=20, megabytes=1000).processor

    assert took(times * MB) < took(MB) * times * 1.3
