"""PyInstaller hook: of pyarrow only what the engine uses; no ORC, Flight, cloud storage, headers or tests.

The stock hook takes all of it. Libraries that the modules named here are linked with come in by themselves.
"""

from PyInstaller.utils.hooks import collect_delvewheel_libs_directory
from recipe import PYARROW

hiddenimports = [f"pyarrow.{name}" for name in PYARROW]
excludedimports = ["pyarrow.cffi", "pyarrow.flight", "pyarrow.orc", "pyarrow.parquet.encryption"]
# Windows wheels carry their C++ runtime in a folder beside the package, under changed names.
datas, binaries = collect_delvewheel_libs_directory("pyarrow")
