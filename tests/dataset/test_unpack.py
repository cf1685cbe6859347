"""Compressed files: read as what is in them, refused where that is unsafe, and nothing is extracted under its own name."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dgov_std.dataset import spool, unpack
from dgov_std.dataset.open import open_table
from dgov_std.errors import InputError

DATA = "编号,名称\n1,甲\n2,乙\n".encode()
CELLS = [("1", "甲"), ("2", "乙")]


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        table = open_table(path)
        try:
            list(table.blocks())
        finally:
            table.close()
    assert caught.value.problems[0].where == str(path)
    return caught.value.problems[0].what.zh


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    book = openpyxl.Workbook()
    for row in (["编号", "名称"], ["1", "甲"], ["2", "乙"]):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    return (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("xz", lzma.compress)])
def test_text_is_read_while_it_is_inflated(tmp_path: Path, drain: Callable, name: str, pack: Callable) -> None:
    path = tmp_path / "表.csv.gz"
    path.write_bytes(data := pack(DATA))
    table = open_table(path)
    seen = drain(table)
    assert (table.name, table.header, seen.cells, seen.lines) == ("表", ("编号", "名称"), CELLS, [2, 3])
    assert (table.form.format, table.form.packed) == ("csv", name)
    assert table.fingerprint() == (len(data), hashlib.sha256(data).hexdigest())


def test_gzip_of_several_members_is_read_whole(tmp_path: Path, drain: Callable) -> None:
    (tmp_path / "t.gz").write_bytes(gzip.compress(DATA[:20]) + gzip.compress(DATA[20:]))
    assert drain(open_table(tmp_path / "t.gz")).cells == CELLS


@pytest.mark.parametrize("beside", [{}, {"说明.txt": b"x"}, {"__MACOSX/._a.csv": b"\0"}, {"~$a.xlsx": b"x"}, {"x/": b""}])
def test_the_one_table_of_a_zip(tmp_path: Path, drain: Callable, beside: dict[str, bytes]) -> None:
    table = open_table(archive(tmp_path / "t.zip", {**beside, "里/a.CSV": DATA}))
    assert drain(table).cells == CELLS
    assert table.form.packed == "zip"


def test_a_workbook_is_spooled_and_the_copy_removed(tmp_path: Path, drain: Callable, workbook: bytes) -> None:
    (tmp_path / "b.xlsx.gz").write_bytes(gzip.compress(workbook))
    before = set(Path(spool.tempfile.gettempdir()).glob("dgov-std-spool-*"))
    table = open_table(tmp_path / "b.xlsx.gz")
    assert (drain(table).cells, table.form.format, table.form.packed) == (CELLS, "xlsx", "gzip")
    assert set(Path(spool.tempfile.gettempdir()).glob("dgov-std-spool-*")) <= before


def test_a_workbook_in_a_zip_is_no_workbook_itself(tmp_path: Path, drain: Callable, workbook: bytes) -> None:
    table = open_table(archive(tmp_path / "t.xlsx.zip", {"b.xlsx": workbook}))
    assert (drain(table).cells, table.form.packed) == (CELLS, "zip")


def test_several_tables_are_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"a.csv": DATA, "b.xlsx": b"x", "c.pdf": b"x"})
    assert refusal(path) == "压缩文件里有 2 个表格: a.csv、b.xlsx"


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv", "..\\evil.csv"])
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as packed:
        packed.writestr(info, DATA)
    assert refusal(tmp_path / "t.zip") == f"压缩文件不安全, 拒绝读取: 含有路径“{name}”"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["t.zip"]


def test_an_encrypted_member(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"甲.csv": DATA})
    data = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    path.write_bytes(data)
    assert refusal(path) == "压缩文件设有密码, “甲.csv”已加密"


def test_names_in_gbk(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"aaaa.csv": DATA, "b.csv": DATA})
    path.write_bytes(path.read_bytes().replace(b"aaaa.csv", "甲乙.csv".encode("gbk")))
    assert refusal(path) == "压缩文件里有 2 个表格: 甲乙.csv、b.csv"


@pytest.mark.parametrize(
    ("name", "data", "zh"),
    [
        ("t.gz", gzip.compress(gzip.compress(DATA, mtime=0), mtime=0), "压缩文件里还是压缩文件"),
        ("t.gz", gzip.compress(b"", mtime=0), "文件是空的, 没有表头也没有数据"),
        ("t.gz", gzip.compress(b"%PDF-1.7", mtime=0), "这是 PDF 文件, 不是数据表"),
        ("t.gz", gzip.compress(DATA * 9, mtime=0)[:-9], "压缩文件已损坏或不完整"),
        ("t.gz", b"\x1f\x8b\x08\x00", "压缩文件已损坏或不完整"),
        ("t.xz", lzma.compress(DATA * 9)[:-9], "压缩文件已损坏或不完整"),
        ("t.zip", b"PK\x03\x04\x14", "压缩文件已损坏或不完整"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, zh: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name) == zh


@pytest.mark.parametrize(
    ("members", "zh"),
    [
        ({"a.zip": b"PK"}, "压缩文件里还是压缩文件: a.zip"),
        ({"a.pdf": b"x", "b.png": b"x"}, "压缩文件里没有能读的表格, 只有: a.pdf、b.png"),
        ({f"{i}.pdf": b"" for i in range(7)}, "压缩文件里没有能读的表格, 只有: 0.pdf、1.pdf、2.pdf、3.pdf、4.pdf 等 7 个"),
        ({}, "压缩文件是空的"),
    ],
)
def test_a_zip_without_a_table(tmp_path: Path, members: dict[str, bytes], zh: str) -> None:
    assert refusal(archive(tmp_path / "t.zip", members)) == zh


def test_a_member_changed_after_packing(tmp_path: Path) -> None:
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.csv", DATA)
    path.write_bytes(path.read_bytes().replace("甲".encode(), "丙".encode()))
    assert refusal(path) == "压缩文件已损坏或不完整"


def test_a_bomb_is_told_by_its_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FREE", 100_000)
    (tmp_path / "t.csv.xz").write_bytes(lzma.compress(b"a,b\n" + b"1,2\n" * 3_000_000))
    assert refusal(tmp_path / "t.csv.xz") == "解压后的内容异常庞大(疑为压缩炸弹), 拒绝读取"


def test_the_budgets_of_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook: bytes) -> None:
    monkeypatch.setattr(unpack, "MAX_STREAMED", 3 << 20)
    monkeypatch.setattr(unpack, "MAX_SPOOLED", 1 << 10)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000))
    assert refusal(tmp_path / "t.csv.gz") == "解压后超过 3 MB, 拒绝读取"
    (tmp_path / "b.xlsx.gz").write_bytes(gzip.compress(workbook))
    assert refusal(tmp_path / "b.xlsx.gz") == "解压后超过 0 MB, 拒绝读取"


def test_copies_of_runs_that_were_killed_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool.tempfile, "tempdir", str(tmp_path))
    for name in ("dgov-std-spool-4194999-x", "dgov-std-spool-1-x", "dgov-std-spool-mine"):
        (tmp_path / name).mkdir()
    mine = spool.Spool()
    names = {path.name for path in tmp_path.iterdir()} - {mine.path.parent.name}
    assert names == {"dgov-std-spool-1-x", "dgov-std-spool-mine"}
    mine.close()
    assert not mine.path.parent.exists()
