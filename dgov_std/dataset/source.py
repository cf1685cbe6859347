"""The bytes of a text file, in pieces, hashed while they are read."""

from __future__ import annotations

import codecs
import hashlib
import stat
from pathlib import Path
from typing import BinaryIO

from dgov_std.dataset.encoding import Encoding, transcode, transcoder
from dgov_std.dataset.refusal import no_file, unreadable


class Source:
    """Reads a file once from start to end; after the end `fingerprint` is known.

    Bytes of an encoding that cannot be split as it is (UTF-16 and others) arrive as UTF-8.
    """

    def __init__(self, path: Path, stream: BinaryIO | None = None) -> None:
        """Open the file, or take over a stream of what is packed in it.

        Raises:
            InputError: missing, a directory, or not permitted.
        """
        self.path = path
        try:
            if stream is None and stat.S_IFMT(path.stat().st_mode) in {stat.S_IFIFO, stat.S_IFSOCK}:
                raise no_file(path)  # opening it would wait for whoever fills it
            self._file: BinaryIO = path.open("rb") if stream is None else stream
        except OSError as error:
            raise unreadable(path, error) from None
        self._hash = hashlib.sha256()
        self._size = 0
        self._ended = False
        self._waiting = b""
        self._ready = b""
        self._codec = ""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._position = 0

    def peek(self, size: int) -> bytes:
        """Return up to `size` bytes of the start, as they are in the file, without consuming them."""
        if len(self._waiting) < size and not self._ended:
            self._waiting += self._take(size - len(self._waiting))
        return self._waiting[:size]

    def decode(self, encoding: Encoding) -> None:
        """Skip the byte order mark and, where the encoding needs it, transcode from here on."""
        self._waiting = self._waiting[encoding.bom :]
        self._position = encoding.bom
        self._codec = encoding.codec or ""
        self._decoder = transcoder(encoding.codec) if encoding.codec else None

    def skip(self, size: int) -> None:
        """Pass over the next `size` bytes, or all if there are fewer."""
        while size > 0:
            data = self.read(size)
            if not data:
                return
            if len(data) > size:
                self.unread(data[size:])
            size -= len(data)

    def unread(self, data: bytes) -> None:
        """Give back what `read` returned; it comes again next."""
        self._ready = data + self._ready
        self._position -= len(data)

    def read(self, size: int) -> bytes:
        """Return about `size` bytes; empty only at the end."""
        data = self._read(size)
        self._position += len(data)
        return data

    def _read(self, size: int) -> bytes:
        if self._ready:
            data, self._ready = self._ready[:size], self._ready[size:]
            return data
        while True:
            data, self._waiting = self._waiting[:size], self._waiting[size:]
            if len(data) < size:
                data += self._take(size - len(data))
            if self._decoder is None:
                return data
            text = transcode(data, self._decoder, self._codec, final=not data)
            if text or not data:
                return text

    @property
    def position(self) -> int:
        """Where in the file the next byte stands, -1 where the file is transcoded."""
        return -1 if self._decoder is not None else self._position

    def _take(self, size: int) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            raise unreadable(self.path, error) from None
        self._ended = self._ended or not data
        self._hash.update(data)
        self._size += len(data)
        return data

    @property
    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 in hexadecimal) once the end was reached, else None."""
        return (self._size, self._hash.hexdigest()) if self._ended else None

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def fingerprint_of(path: Path) -> tuple[int, str]:
    """Return (bytes, sha256 in hexadecimal) of a file. Raises InputError when it can no longer be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return file.tell(), digest
    except OSError as error:
        raise unreadable(path, error) from None
