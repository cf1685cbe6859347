"""gzip, xz and zip around one table: inflated within budgets, and nothing extracted under its own name.

Text is read while it is inflated. A workbook or a columnar file needs to be read back and forth: it is inflated to a
temporary file of ours first. Bytes are counted as they come, never taken from the archive's own statements.
"""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.kind import HEAD, PACKED, SUFFIXES, is_text, kind_of
from dgov_std.dataset.refusal import damaged_archive, refuse, unreadable
from dgov_std.dataset.source import fingerprint_of
from dgov_std.dataset.spool import Spool, too_much
from dgov_std.dataset.table import Form, Table
from dgov_std.errors import DgovError
from dgov_std.text import Text

MAX_RATIO = 400  # inflated to stored bytes; tables reach 100
FREE = 32 * 1024 * 1024  # bytes inflated before the ratio counts
MAX_STREAMED = 64 * 1024 * 1024 * 1024  # bytes of a text
MAX_SPOOLED = 1024 * 1024 * 1024  # bytes of a temporary file
MAX_ENTRIES = 20_000
_SHOWN = 5  # names in a message
_GARBAGE = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_ARCHIVES = (".zip", ".gz", ".xz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".zst")
_UNPACK = Text("请先解压, 再检查里面的表格", "unpack it and check the tables in it")
_DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError)

Opener = Callable[[Path, BinaryIO | None, str], Table]


class Inflating(io.RawIOBase):
    """What is packed in a file, read once from start to end within the budgets."""

    def __init__(self, path: Path, stored: _Counted, inflated: BinaryIO) -> None:
        """Take over the file and the stream that inflates it."""
        super().__init__()
        self._path = path
        self._stored = stored
        self._inflated = inflated
        self._ahead = b""
        self._before = stored.taken  # the directory of a zip archive is no packed data
        self.size = 0

    def peek(self, size: int) -> bytes:
        """Return the first bytes without consuming them."""
        if len(self._ahead) < size:
            self._ahead += self._take(size - len(self._ahead))
        return self._ahead[:size]

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, fewer only at the end. Raises InputError when damaged or beyond all measure."""
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        return data if len(data) == size else data + self._take(size - len(data))

    def _take(self, size: int) -> bytes:
        try:
            data = self._inflated.read(size)
        except _DAMAGE:
            raise damaged_archive(self._path) from None
        except OSError as error:
            raise unreadable(self._path, error) from None
        self.size += len(data)
        stored = max(self._stored.taken - self._before, 1)
        if self.size > FREE and self.size > MAX_RATIO * stored:
            what = Text(
                "解压后的内容异常庞大(疑为压缩炸弹), 拒绝读取", "it inflates enormously (a zip bomb?) and was not read"
            )
            raise refuse(self._path, what, _UNPACK)
        if self.size > MAX_STREAMED:
            raise too_much(self._path, MAX_STREAMED)
        return data

    def close(self) -> None:
        """Close the stream and the file."""
        self._inflated.close()
        self._stored.close()
        super().close()


class _Counted(io.FileIO):
    """A file that counts the bytes taken from it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(-1 if size is None else size) or b""
        self.taken += len(data)
        return data

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        count = super().readinto(buffer) or 0
        self.taken += count
        return count


def open_packed(path: Path, kind: str, opened: Opener) -> Table:
    """Open the table packed in a file.

    Args:
        path: the compressed file.
        kind: gzip, xz or zip.
        opened: opens what is in it: given where it lies, a stream of it or None, and its kind.

    Raises:
        InputError: damaged, encrypted, packed twice, no table in it or several, unsafe names, beyond all measure.
    """
    stream = inflating(path, kind)
    spool: Spool | None = None
    try:
        head = stream.peek(HEAD)
        if is_text(head):
            table = opened(path, cast("BinaryIO", stream), _inner(path, kind_of(path, head)))
        else:
            spool = Spool()
            spool.fill(stream.read, path, most=MAX_SPOOLED)
            stream.close()
            with _named(path, spool):
                table = opened(spool.path, None, _inner(path, kind_of(spool.path, head)))
    except BaseException:
        stream.close()
        if spool is not None:
            spool.close()
        raise
    return Unpacked(table, path, kind, stream, spool)


def _inner(path: Path, kind: str) -> str:
    """Return the kind of what is packed, unless that is packed once more."""
    if kind in PACKED:
        raise refuse(path, Text("压缩文件里还是压缩文件", "it holds another archive"), _UNPACK)
    return kind


def inflating(path: Path, kind: str) -> Inflating:
    """Return a stream of what is packed in a file. Raises InputError as `open_packed` does."""
    try:
        stored = _Counted(path, "rb")
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        if kind == "gzip":
            inflated = cast("BinaryIO", gzip.GzipFile(fileobj=stored, mode="rb"))
        elif kind == "xz":
            inflated = cast("BinaryIO", lzma.LZMAFile(stored))  # noqa: SIM115 - closed with the stream
        else:
            inflated = _member(path, stored)
    except _DAMAGE:
        stored.close()
        raise damaged_archive(path) from None
    except BaseException:
        stored.close()
        raise
    return Inflating(path, stored, inflated)


def _member(path: Path, stored: _Counted) -> BinaryIO:
    archive = zipfile.ZipFile(stored)
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise refuse(path, Text("压缩文件里的文件过多", "too many files in the archive"), _UNPACK)
    names = {info: _name(info) for info in infos}
    unsafe = [name for name in names.values() if _is_unsafe(name)]
    if unsafe:
        what = Text(
            f"压缩文件不安全, 拒绝读取: 含有路径“{unsafe[0]}”",
            f'the archive is unsafe and was not read: it holds the path "{unsafe[0]}"',
        )
        raise refuse(path, what, Text("请让提供方重新打包", "ask the sender to pack it again"))
    info = _chosen(path, names)
    if info.flag_bits & 1:
        what = Text(
            f"压缩文件设有密码, “{names[info]}”已加密",
            f'the archive is protected by a password, "{names[info]}" is encrypted',
        )
        raise refuse(path, what, _UNPACK)
    return cast("BinaryIO", archive.open(info))


def _chosen(path: Path, names: dict[zipfile.ZipInfo, str]) -> zipfile.ZipInfo:
    """Return the one table among the files of an archive; a text beside tables is a note."""
    files = {info: name for info, name in names.items() if not info.is_dir() and not _is_garbage(name)}
    tables = [info for info, name in files.items() if name.lower().endswith(SUFFIXES)]
    tables = [info for info in tables if not files[info].lower().endswith(".txt")] or tables
    if not tables and len(files) == 1 and not next(iter(files.values())).lower().endswith(_ARCHIVES):
        return next(iter(files))
    if len(tables) == 1:
        return tables[0]
    if tables:
        several = _list(files[info] for info in tables)
        what = Text(
            f"压缩文件里有 {len(tables)} 个表格: {several.zh}", f"the archive holds {len(tables)} tables: {several.en}"
        )
        raise refuse(path, what, Text("请解压后分别检查", "unpack it and check them one by one"))
    packed = [name for name in files.values() if name.lower().endswith(_ARCHIVES)]
    if packed:
        inner = _list(iter(packed))
        raise refuse(
            path, Text(f"压缩文件里还是压缩文件: {inner.zh}", f"the archive holds another one: {inner.en}"), _UNPACK
        )
    if not files:
        raise refuse(path, Text("压缩文件是空的", "the archive is empty"), Text("请重新打包", "pack it again"))
    others = _list(iter(files.values()))
    what = Text(f"压缩文件里没有能读的表格, 只有: {others.zh}", f"there is no table in the archive, only {others.en}")
    raise refuse(path, what, Text("请把 CSV 或 xlsx 打包进去", "pack a CSV or xlsx file into it"))


def _list(names: Iterator[str]) -> Text:
    known = list(names)
    shown, more = known[:_SHOWN], len(known) - _SHOWN
    return Text(
        "、".join(shown) + (f" 等 {len(known)} 个" if more > 0 else ""),
        ", ".join(shown) + (f" and {more} more" if more > 0 else ""),
    )


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; one not marked as UTF-8 is most often GBK, which zipfile reads as cp437."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.orig_filename


def _is_unsafe(name: str) -> bool:
    """Whether a name leads out of the folder an archive would be unpacked to."""
    slashed = name.replace("\\", "/")
    return "\0" in name or slashed.startswith("/") or slashed[1:2] == ":" or ".." in slashed.split("/")


def _is_garbage(name: str) -> bool:
    last = PurePosixPath(name).name
    return name.lower().startswith(_GARBAGE) or last.lower() in _GARBAGE or last.startswith(("._", "~$", ".~"))


class Unpacked:
    """A table that lies packed in a file: read like any other, told as that file."""

    def __init__(self, table: Table, path: Path, packed: str, stream: Inflating, spool: Spool | None) -> None:
        """Take over the table, its stream, and its temporary file where there is one."""
        self._table = table
        self._path = path
        self._packed = packed
        self._stream = stream
        self._spool = spool
        self._fingerprint: tuple[int, str] | None = None
        self.header = table.header
        self.name = table.name if table.form.sheet is not None else PurePosixPath(path.stem).stem

    @property
    def form(self) -> Form:
        """The form of the table, and how it is packed."""
        return replace(self._table.form, packed=self._packed)

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the data in order. Raises InputError where it turns out damaged or beyond all measure."""
        with _named(self._path, self._spool):
            yield from self._table.blocks()
        self._fingerprint = fingerprint_of(self._path)

    def parse(self, block: Block | Batch) -> Batch:
        """Turn one piece into cells."""
        return self._table.parse(block)

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 in hexadecimal) of the file as it lies on disk, once all was read."""
        return self._fingerprint

    def close(self) -> None:
        """Close the file and remove its temporary copy."""
        self._table.close()
        self._stream.close()
        if self._spool is not None:
            self._spool.close()


@contextmanager
def _named(path: Path, spool: Spool | None) -> Iterator[None]:
    """Let errors name the file, not our temporary copy of what is in it."""
    try:
        yield
    except DgovError as error:
        if spool is None:
            raise
        inside = str(spool.path)
        told = [replace(problem, where=problem.where.replace(inside, str(path))) for problem in error.problems]
        raise type(error)(*told) from None
