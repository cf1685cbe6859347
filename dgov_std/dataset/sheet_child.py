"""The child process that reads xlsb and ods files with calamine, under limits, and hands cells back through a pipe.

A hostile file may make the reader abort, hang or take all memory; that ends this process, and the parent tells it as one
error. It is started by `sheet_process`, never imported by it. Requests come through standard input, eight bytes each; the
end of that pipe is the end of this process. Answers are framed: one byte of kind, eight bytes of size, the payload.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from dgov_std.errors import DgovError

REQUEST, ANSWER = struct.Struct("<ii"), struct.Struct("<cQ")
BOOK, CELLS, END, ERROR = b"B", b"C", b"E", b"X"
OPEN = -1  # instead of the number of a sheet: open the workbook
ROWS = 8_192  # rows of a piece, fewer where they are wide
_VALUES = 500_000  # values of a piece
Errors = Mapping[int, Mapping[int, str]]  # row, from 0 -> column, from 0 -> text
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main(arguments: Sequence[str]) -> None:
    """Serve one workbook.

    Args:
        arguments: its path, xlsb or ods, bytes of memory beyond what the program itself takes, seconds of work for one
            answer, the process id of the parent.
    """
    path, kind, memory, seconds, parent = arguments
    _follow(int(parent))
    # As few threads and as little reserved memory as can be: the limit counts both.
    for name, value in (("OPENBLAS_NUM_THREADS", "1"), ("ARROW_DEFAULT_MEMORY_POOL", "system"), ("OMP_NUM_THREADS", "1")):
        os.putenv(name, value)
    if not _read(REQUEST.size):
        return
    try:
        import python_calamine  # noqa: PLC0415 - only now: the environment above must hold
    except ModuleNotFoundError:
        _answer(ERROR, b"lacking")
        return
    from dgov_std.dataset.ods_errors import ods_errors  # noqa: PLC0415 - the limits count what is loaded by now
    from dgov_std.dataset.sheet_cells import cells_of  # noqa: PLC0415, F401
    from dgov_std.dataset.xlsb_errors import xlsb_errors  # noqa: PLC0415

    _limit(int(memory), int(seconds))
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        shown = python_calamine.SheetVisibleEnum.Visible
        sheets = [[one.name, one.visible == shown] for one in book.sheets_metadata]
        _answer(BOOK, json.dumps(sheets).encode())
        _serve(book, (ods_errors if kind == "ods" else xlsb_errors)(Path(path)), int(seconds))
    except MemoryError:
        _answer(ERROR, b"memory")
    except python_calamine.PasswordError:
        _answer(ERROR, b"password")
    except (DgovError, zipfile.BadZipFile, zlib.error, EOFError):
        _answer(ERROR, b"damaged")
    except python_calamine.CalamineError as error:
        _answer(ERROR, b"memory" if "limit" in str(error).lower() else b"damaged")


def _serve(book: Any, errors: Mapping[int, Errors], seconds: int) -> None:  # noqa: ANN401 - calamine's
    """Answer requests for the next piece of a sheet (its number; 1 to begin it anew) until the pipe ends."""
    opened: dict[int, Iterator[bytes]] = {}
    while request := _read(REQUEST.size):
        _alarm(seconds)
        number, anew = REQUEST.unpack(request)
        if anew or number not in opened:
            opened[number] = _pieces(book.get_sheet_by_index(number), errors.get(number, {}))
        piece = next(opened[number], None)
        _answer(END if piece is None else CELLS, piece or b"")
        _alarm(0)


def _pieces(sheet: Any, errors: Errors) -> Iterator[bytes]:  # noqa: ANN401 - calamine's
    """Yield the cells of a sheet as Arrow IPC streams of one batch each."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    from dgov_std.dataset.sheet_cells import cells_of  # noqa: PLC0415

    rows = sheet.iter_rows()
    most = max(1, min(ROWS, _VALUES // max(sheet.total_width, 1)))
    first = 1
    while piece := list(islice(rows, most)):
        for row in errors.keys() & set(range(first - 1, first - 1 + len(piece))) if errors else ():
            _put(piece, row - first + 1, errors[row])
        batch = cells_of(piece, first)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        first += len(piece)
        yield sink.getvalue().to_pybytes()


def _put(piece: list[Any], index: int, errors: Mapping[int, str]) -> None:
    """Put error values into a row; a row stays as wide as the others."""
    row = list(piece[index])
    for column, text in errors.items():
        if column < len(row):
            row[column] = text
    piece[index] = row


def _follow(parent: int) -> None:
    """End with the parent. Elsewhere than on Linux the end of the pipe says so, and on Windows the job object."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before that was said
            os.kill(os.getpid(), signal.SIGKILL)


def _limit(memory: int, seconds: int) -> None:
    """Set the limits; what Windows knows instead is set by the parent from outside."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold the submitter's data
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # macOS does not keep this limit
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    _alarm(seconds)


def _alarm(seconds: int) -> None:
    """End this process after so many seconds, whatever it is doing then; 0 calls that off."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def _read(size: int) -> bytes:
    """Return one request, nothing at the end of the pipe."""
    data = b""
    while len(data) < size:
        more = os.read(0, size - len(data))
        if not more:
            return b""
        data += more
    return data


def _answer(kind: bytes, payload: bytes) -> None:
    data = memoryview(ANSWER.pack(kind, len(payload)) + payload)
    while data:
        data = data[os.write(1, data) :]
