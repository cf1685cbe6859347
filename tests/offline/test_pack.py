"""Sums and archives: checked by who reads them, and the same bytes twice."""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from pathlib import Path

import pack
import pytest

EPOCH = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dgov-std"
    (made / "_internal").mkdir(parents=True)
    (made / "检查.bat").write_bytes(b"x")
    (made / "_internal" / "z").write_bytes(b"zz")
    program = made / "dgov-std"
    program.write_bytes(b"p")
    program.chmod(0o755)
    pack.write_sums(made)
    return made


def test_sums_name_every_file_but_themselves(folder: Path):
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert [line.split("  ")[1] for line in lines] == ["_internal/z", "dgov-std", "检查.bat"]
    assert lines[0].split("  ")[0] == hashlib.sha256(b"zz").hexdigest()


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_the_same_bytes_twice(folder: Path, platform: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pack.sys, "platform", platform)
    first = pack.archive(folder, "a", EPOCH).read_bytes()
    (folder / "dgov-std").touch()
    again = pack.archive(folder, "a", EPOCH)
    assert again.read_bytes() == first
    said = f"{hashlib.sha256(first).hexdigest()}  {again.name}\n"
    assert Path(f"{again}.sha256").read_text(encoding="utf-8") == said


def test_a_tar_keeps_what_may_be_run(folder: Path):
    with tarfile.open(pack.archive(folder, "a", EPOCH)) as packed:
        modes = {entry.name: entry.mode for entry in packed}
    assert modes["dgov-std/dgov-std"] == 0o755
    assert modes["dgov-std/检查.bat"] == 0o644


def test_a_zip_keeps_chinese_names(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pack.sys, "platform", "win32")
    with zipfile.ZipFile(pack.archive(folder, "a", EPOCH)) as packed:
        entry = packed.getinfo("dgov-std/检查.bat")
        assert entry.flag_bits & 0x800  # UTF-8
        assert packed.testzip() is None
