"""Windows: a job object limits the memory of a child process and ends it with its parent.

Elsewhere there is nothing to do from outside: the child sets its own limits (`sheet_child`).
"""

from __future__ import annotations

import subprocess
import sys
from typing import Protocol


class JobObject(Protocol):
    """What holds the limits of a child; closing it ends what runs in it."""

    def close(self) -> None:
        """Let go of it."""


if sys.platform == "win32":  # pragma: no cover
    import ctypes
    from ctypes import wintypes

    _PROCESS_MEMORY, _DIE_ON_UNHANDLED, _KILL_ON_CLOSE = 0x100, 0x400, 0x2000
    _EXTENDED_LIMITS = 9

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("per_process_user_time", wintypes.LARGE_INTEGER),
            ("per_job_user_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    class _Job:
        """A job object with one process in it."""

        def __init__(self, process: subprocess.Popen[bytes], memory: int) -> None:
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.CreateJobObjectW.restype = wintypes.HANDLE
            self._kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
            self._kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
            self._kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            self._kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
            self._handle = self._kernel.CreateJobObjectW(None, None)
            limits = _Extended()
            limits.basic.flags = _PROCESS_MEMORY | _DIE_ON_UNHANDLED | _KILL_ON_CLOSE
            limits.process_memory = memory
            done = self._handle and self._kernel.SetInformationJobObject(
                self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
            )
            # Popen keeps the handle of its process as an integer subclass.
            if not done or not self._kernel.AssignProcessToJobObject(self._handle, int(process._handle)):  # noqa: SLF001
                error = ctypes.WinError(ctypes.get_last_error())
                process.kill()  # unconfined it must not read anything
                self.close()
                raise error

        def close(self) -> None:
            if self._handle:
                self._kernel.CloseHandle(self._handle)
                self._handle = None

    def confine(process: subprocess.Popen[bytes], memory: int) -> JobObject | None:
        """Limit the memory (bytes) of a process and let it end with this one. Raises OSError when that is refused."""
        return _Job(process, memory)

else:

    def confine(process: subprocess.Popen[bytes], memory: int) -> JobObject | None:
        """Do nothing: the process limits itself."""
        return None
