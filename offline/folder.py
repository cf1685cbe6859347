"""Make the one-folder build: `python offline/folder.py WHEEL --into DIST`.

In a fresh environment the wheel and PyInstaller are installed; PyInstaller freezes them (`dgov-std.spec`, `recipe.py`);
the icons, the licences of everything bundled, a bill of materials and SHA256SUMS are added, and the folder is packed.
It is made on the system it is for: PyInstaller does not build for another one.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

import pack

HERE = Path(__file__).resolve().parent
NAME = "dgov-std"
# What needs more than the wheel's own requirements and is worth its size to somebody without pip: Word files, xlsb and ods.
EXTRAS = "docx,sheets"
WINDOWS = sys.platform == "win32"
# The time written into archives: the last commit where git tells it, else the first day zip archives know.
EARLIEST = 315_532_800


def main() -> None:
    """Build, and say where it lies and how big it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--into", type=Path, default=Path("dist"), help="where the folder and its archive go")
    parser.add_argument("--aside", type=Path, help="keep the environments and the work files here (an empty folder)")
    parser.add_argument("--no-archive", action="store_true", help="the folder only")
    parser.add_argument("--constraints", type=Path, help="versions to take, such as constraints.txt of an earlier build")
    asked = parser.parse_args()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or commit_time() or EARLIEST)
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as thrown_away:
        aside = (asked.aside or Path(thrown_away)).resolve()
        folder = build(asked.wheel.resolve(), asked.into.resolve(), aside, asked.constraints, epoch)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.0f} MB")
    if not asked.no_archive:
        version = asked.wheel.name.split("-")[1]
        archive = pack.archive(folder, f"{NAME}-{version}-{system()}", epoch)
        print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")


def build(wheel: Path, into: Path, aside: Path, constraints: Path | None, epoch: int) -> Path:
    """Make the folder in `into` and return it; `aside` holds the environments and the work files."""
    limits = ["-c", str(constraints.resolve())] if constraints else []
    program = environment(aside / "program", [f"{wheel}[{EXTRAS}]", "-r", str(HERE / "requirements.txt"), *limits])
    frozen, parts, folder = aside / "frozen.json", aside / "parts.json", into / NAME
    shutil.rmtree(folder, ignore_errors=True)
    seed = {"SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0", "DGOV_STD_CONTENTS": str(frozen)}
    freeze = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(into)]
    run([program, *freeze, "--workpath", str(aside / "work"), str(HERE / "dgov-std.spec")], seed)
    strip(folder)
    run([program, str(HERE / "contents.py"), str(frozen), str(folder), str(parts)])
    bill = environment(aside / "bill", ["-r", str(HERE / "requirements-bill.txt")])
    run([bill, str(HERE / "bill.py"), str(parts), str(folder), wheel.name.split("-")[1], str(epoch)])
    listed = subprocess.run(  # noqa: S603 - pip of the environment made above
        [program, "-m", "pip", "freeze", "--exclude", NAME], capture_output=True, check=True, encoding="utf-8"
    )
    (folder / "constraints.txt").write_text(listed.stdout, encoding="utf-8", newline="\n")
    for icon in icons():
        shutil.copy(icon, folder / icon.name)
    pack.write_sums(folder)
    return folder


def environment(place: Path, packages: list[str]) -> str:
    """Make a virtual environment with these packages; return its Python."""
    venv.create(place, with_pip=True)
    python = str(place / ("Scripts/python.exe" if WINDOWS else "bin/python"))
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages])
    return python


def run(command: list[str], more: dict[str, str] | None = None) -> None:
    """Run a step; its failure ends the build. Nothing is imported from where the build was called: a checkout, most often."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONSAFEPATH": "1"}
    if subprocess.run(command, env=environment | (more or {}), check=False).returncode:  # noqa: S603
        sys.exit(f"failed: {' '.join(command)}")


def strip(folder: Path) -> None:
    """Remove the debugger's tables from Python's own library; the wheels' libraries stay as their makers signed them off."""
    tool = shutil.which("strip")
    if sys.platform == "linux" and tool:
        for library in folder.glob("_internal/libpython3.*"):
            run([tool, "--strip-unneeded", str(library)])


def icons() -> Iterable[Path]:
    """Return what to put beside the program for the mouse: a batch file on Windows, a script elsewhere; a page to read."""
    wanted = {".bat" if WINDOWS else ".sh", ".txt"}
    return sorted(path for path in (HERE / "icons").iterdir() if path.suffix in wanted)


def system() -> str:
    """Return what the archive is called for: linux-x86_64, windows-x64, macos-arm64."""
    machine = platform.machine().lower()
    if WINDOWS:
        return f"windows-{ {'amd64': 'x64'}.get(machine, machine) }"
    return f"{'macos' if sys.platform == 'darwin' else 'linux'}-{machine}"


def commit_time() -> str:
    """Return the time of the last commit, "" outside a repository."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "-C", str(HERE), "log", "-1", "--format=%ct"]
    return subprocess.run(asked, capture_output=True, check=False, encoding="utf-8").stdout.strip()  # noqa: S603


if __name__ == "__main__":
    main()
