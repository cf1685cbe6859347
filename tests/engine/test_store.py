"""Digests beyond the budget lie on disk, come back as they were, and leave nothing behind."""

import gc
import os
import tempfile
from pathlib import Path

import numpy as np
import pytest

from dgov_std.engine.store import Store
from dgov_std.errors import LimitError


def filled(memory: int, batches: int = 40) -> Store:
    store = Store(memory)
    (shelf,) = store.shelves_for(1)
    for i in range(batches):
        digests = np.arange(i * 20, i * 20 + 20, dtype=np.uint64).reshape(-1, 2)
        store.append(shelf, digests, np.arange(10) % 3 != i % 3)
    return store


@pytest.mark.parametrize("memory", [0, 200, 1 << 20])
def test_what_went_in_comes_out(memory: int) -> None:
    store = filled(memory)
    (shelf,) = store.shelves
    chunks = list(shelf.chunks())
    assert (shelf.file is None) == (memory == 1 << 20)
    assert np.concatenate([digests for _, digests, _ in chunks]).ravel().tolist() == list(range(800))
    assert shelf.rows == 400
    assert shelf.asked() == sum(int(mask.sum()) for _, _, mask in chunks)
    store.close()


def test_nothing_is_left_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    store = filled(0)
    if os.name == "posix":  # elsewhere the system removes it when the process ends
        assert list(tmp_path.iterdir()) == []
    store.close()
    del store
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_batch_is_no_trouble() -> None:
    store = Store(0)
    (shelf,) = store.shelves_for(1)
    for rows in (0, 3, 0):
        store.append(shelf, np.ones((rows, 2), dtype=np.uint64), np.ones(rows, dtype=np.bool_))
    assert [(start, len(digests)) for start, digests, _ in shelf.chunks()] == [(0, 3)]
    store.close()


def test_no_room_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(LimitError) as raised:
        filled(0)
    assert raised.value.problems[0].in_("zh") == (
        f"{tmp_path / 'gone'}: 查重、查引用要用的临时文件写不下(没有这个文件或文件夹)。"
        "腾出磁盘空间, 或用环境变量 TMPDIR 换一个文件夹"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said() -> None:
    store = filled(1 << 20)
    (shelf,) = store.shelves
    store.memory = 0
    with Path("/dev/full").open("r+b", buffering=0) as full:
        shelf.file = full
        with pytest.raises(LimitError, match="No space left on device"):
            store.append(shelf, np.ones((10, 2), dtype=np.uint64), np.ones(10, dtype=np.bool_))


@pytest.mark.parametrize(("rows", "width", "pieces"), [(1, 1, 1), (65_536, 1, 1), (65_537, 1, 2), (300_000, 1, 8)])
def test_pieces_are_bounded(rows: int, width: int, pieces: int) -> None:
    assert Store(0).pieces(rows, width) == pieces
