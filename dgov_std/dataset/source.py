"""The bytes of a text file, in pieces, hashed while they are read."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path
from typing import BinaryIO

from dgov_std.dataset.encoding import Encoding, transcode, transcoder
from dgov_std.dataset.refusal import unreadable


class Source:
    """Reads a file once from start to end; after the end `fingerprint` is known.

    Bytes of an encoding that cannot be split as it is (UTF-16 and others) arrive as UTF-8.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            InputError: missing, a directory, or not permitted.
        """
        self._path = path
        try:
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise unreadable(path, error) from None
        self._hash = hashlib.sha256()
        self._size = 0
        self._ended = False
        self._waiting = b""
        self._ready = b""
        self._codec = ""
        self._decoder: codecs.IncrementalDecoder | None = None

    def peek(self, size: int) -> bytes:
        """Return up to `size` bytes of the start, as they are in the file, without consuming them."""
        if len(self._waiting) < size and not self._ended:
            self._waiting += self._take(size - len(self._waiting))
        return self._waiting[:size]

    def decode(self, encoding: Encoding) -> None:
        """Skip the byte order mark and, where the encoding needs it, transcode from here on."""
        self._waiting = self._ready + self._waiting[encoding.bom :]
        self._ready = b""
        self._codec = encoding.codec or ""
        self._decoder = transcoder(encoding.codec) if encoding.codec else None

    def unread(self, data: bytes) -> None:
        """Give back what `read` returned; it comes again next."""
        self._ready = data + self._ready

    def read(self, size: int) -> bytes:
        """Return about `size` bytes; empty only at the end."""
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

    def _take(self, size: int) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            raise unreadable(self._path, error) from None
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
