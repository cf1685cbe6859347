"""The zip archive a workbook is, read within budgets: nothing of it is trusted or unpacked to disk.

Sizes are counted while inflating, never taken from the archive's own statements.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from xml.parsers import expat

from dgov_std.dataset.refusal import damaged_workbook, unreadable, unsafe_workbook

MAX_ENTRIES = 20_000
MAX_PART = 64 * 1024 * 1024  # bytes of a part that is read whole
MAX_TOTAL = 8 * 1024 * 1024 * 1024  # bytes inflated from one archive
MAX_RATIO = 250  # inflated to stored bytes; real sheets reach 60
FREE = 32 * 1024 * 1024  # bytes per part inflated before the ratio counts
_CHUNK = 1024 * 1024

# What expat raises over XML that is none, or in an encoding nobody knows or expat cannot read.
MALFORMED = (expat.ExpatError, LookupError, ValueError)

Attributes = dict[str, str]


class Package:
    """An open workbook archive."""

    def __init__(self, path: Path) -> None:
        """Open the archive.

        Raises:
            InputError: not readable, damaged, or with more entries than a workbook ever has.
        """
        self.path = path
        self._total = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise unreadable(path, error) from None
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
            raise damaged_workbook(path) from None
        self._names = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > MAX_ENTRIES:
            self.close()
            raise unsafe_workbook(path, "压缩包内的文件过多", "too many files in its archive")

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts; folders are none."""
        return tuple(name for name, info in self._names.items() if not info.is_dir())

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def names(self) -> list[str]:
        """Return the names of all parts, in lower case."""
        return sorted(self._names)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def stream(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of one part in chunks, within the budgets.

        Raises:
            InputError: the part is missing, damaged, encrypted, or grows beyond all measure.
        """
        info = self._names.get(part.lower())
        if info is None:
            raise damaged_workbook(self.path)
        size = 0
        try:
            with self._zip.open(info) as file:
                while data := file.read(_CHUNK):
                    size += len(data)
                    self._total += len(data)
                    if self._total > MAX_TOTAL or (size > FREE and size > MAX_RATIO * max(info.compress_size, 1)):
                        raise unsafe_workbook(
                            self.path, "解压后的内容异常庞大(疑为压缩炸弹)", "it inflates enormously (a zip bomb)"
                        )
                    yield data
        except OSError as error:
            raise unreadable(self.path, error) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError):
            raise damaged_workbook(self.path) from None

    def walk(
        self,
        part: str,
        start: Callable[[str, Attributes], Any],
        end: Callable[[str], Any] | None = None,
        text: Callable[[str], Any] | None = None,
    ) -> None:
        """Read one part as XML, calling back with local names. Raises InputError like `stream`."""
        parser = safe_parser(self.path)
        parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
        if end is not None:
            parser.EndElementHandler = lambda name: end(_local(name))
        if text is not None:
            parser.CharacterDataHandler = text
        feed(parser, self._limited(part), self.path)

    def _limited(self, part: str) -> Iterator[bytes]:
        size = 0
        for data in self.stream(part):
            size += len(data)
            if size > MAX_PART:
                raise unsafe_workbook(self.path, f"{part} 过大", f"{part} is too large")
            yield data

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return per relation id of `part` its (type's last word, target part)."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag != "Relationship" or attributes.get("TargetMode") == "External":
                return
            target = attributes.get("Target", "")
            joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, posixpath.normpath(joined))

        if source in self:
            self.walk(source, start)
        return found

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()


def safe_parser(path: Path) -> expat.XMLParserType:
    """Return a parser that refuses document types, and with them every entity of the file's own."""

    def refuse(*_: object) -> int:
        raise unsafe_workbook(path, "含有 DTD 或实体定义", "it holds a DTD or entity definitions")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.buffer_text = True
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], path: Path) -> None:
    """Parse a whole document. Raises InputError when it is no well-formed XML."""
    try:
        for data in chunks:
            parser.Parse(data, False)
        parser.Parse(b"", True)
    except MALFORMED:
        raise damaged_workbook(path) from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
