"""SHA256SUMS of a folder, and the folder as one archive: same content and time, same bytes."""

from __future__ import annotations

import hashlib
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from gzip import GzipFile
from pathlib import Path

SUMS = "SHA256SUMS"
_CHUNK = 1 << 20


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name inside, path) of every file, by name; `/` parts the names everywhere."""
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*")):
        if path.is_file():
            yield name, path


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS as `sha256sum --check` reads it."""
    lines = [f"{digest(path)}  {name}\n" for name, path in files_of(folder) if name != SUMS]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def archive(folder: Path, name: str, epoch: int) -> Path:
    """Pack a folder beside itself: zip for Windows, which opens it by itself, tar.gz elsewhere, which keeps what may be run."""
    target = folder.parent / f"{name}{'.zip' if sys.platform == 'win32' else '.tar.gz'}"
    (_zip if target.suffix == ".zip" else _tar)(folder, target, epoch)
    Path(f"{target}.sha256").write_text(f"{digest(target)}  {target.name}\n", encoding="utf-8", newline="\n")
    return target


def _zip(folder: Path, target: Path, epoch: int) -> None:
    when = time.gmtime(epoch)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in files_of(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _mode(path) << 16
            with path.open("rb") as source, packed.open(entry, "w") as inside:
                while chunk := source.read(_CHUNK):
                    inside.write(chunk)


def _tar(folder: Path, target: Path, epoch: int) -> None:
    with (
        target.open("wb") as raw,
        GzipFile("", "wb", 6, raw, epoch) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as packed,
    ):
        for name, path in files_of(folder):
            entry = tarfile.TarInfo(f"{folder.name}/{name}")
            entry.size, entry.mtime, entry.mode = path.stat().st_size, epoch, _mode(path)
            with path.open("rb") as source:
                packed.addfile(entry, source)


def _mode(path: Path) -> int:
    return 0o755 if path.stat().st_mode & 0o100 else 0o644
