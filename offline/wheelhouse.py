"""Wheels for machines without a network: `python offline/wheelhouse.py WHEEL --into FOLDER`.

The folder holds the wheels of dgov-std and of everything it needs for the chosen systems and Python versions, a
requirements file with hashes for each, and install.sh / install.bat, which use nothing else.

Needs the package `packaging`: pip judges conditions such as `platform_system == "Windows"` by the machine it runs on, not
by the one it downloads for, so what it leaves out is found and fetched here.
"""

from __future__ import annotations

import argparse
import email
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pack
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
# glibc 2.28 is what UOS 20, Kylin V10, RHEL 8 and Debian 10 have; older tags run there as well.
_GLIBC = ["_2_28", "_2_27", "_2_26", "_2_24", "_2_17", "2014", "_2_12", "2010", "_2_5", "1"]
_LINUX = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux"}
_WINDOWS = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}
_MAC = {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"}
PLATFORMS: dict[str, tuple[list[str], dict[str, str]]] = {
    "linux-x86_64": ([f"manylinux{v}_x86_64" for v in _GLIBC], _LINUX | {"platform_machine": "x86_64"}),
    "linux-aarch64": ([f"manylinux{v}_aarch64" for v in _GLIBC[:6]], _LINUX | {"platform_machine": "aarch64"}),
    "windows-x64": (["win_amd64"], _WINDOWS),
    "macos-arm64": (["macosx_14_0_arm64"], _MAC),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A system and a Python version to download for."""

    platform: str
    python: str

    @property
    def name(self) -> str:
        """Return the name of its requirements file: linux-x86_64-cp311."""
        return f"{self.platform}-cp{self.python.replace('.', '')}"

    def options(self) -> list[str]:
        """Return what `pip download` must be told."""
        tags = [part for tag in PLATFORMS[self.platform][0] for part in ("--platform", tag)]
        return [*tags, "--python-version", self.python, "--implementation", "cp", "--only-binary=:all:"]

    def environment(self) -> dict[str, str]:
        """Return the values of the markers there."""
        python = {"python_version": self.python, "python_full_version": f"{self.python}.0", "extra": ""}
        names = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
        return PLATFORMS[self.platform][1] | python | names


def main() -> None:
    """Fill the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--platform", action="append", choices=list(PLATFORMS), help="default: all")
    parser.add_argument("--python", action="append", help="such as 3.11, repeatable; default: 3.11, 3.12, 3.13")
    asked = parser.parse_args()
    (asked.into / "requirements").mkdir(parents=True, exist_ok=True)
    (asked.into / "wheels").mkdir(exist_ok=True)
    for platform in asked.platform or PLATFORMS:
        for python in asked.python or ["3.11", "3.12", "3.13"]:
            fill(asked.into, asked.wheel.resolve(), Target(platform, python))
    for script in ("install.sh", "install.bat"):
        shutil.copy(HERE / "wheelhouse" / script, asked.into / script)
    pack.write_sums(asked.into)


def fill(house: Path, wheel: Path, target: Target) -> None:
    """Download for one target, move the wheels into the house, write its requirements file."""
    with tempfile.TemporaryDirectory() as aside:
        place = Path(aside)
        wanted = [str(wheel)]
        while wanted:
            download(wanted, place, target)
            wanted = missing(sorted(place.glob("*.whl")), target)
        lines = []
        for found in sorted(place.glob("*.whl")):
            name, version, *_ = parse_wheel_filename(found.name)
            lines.append(f"{name}=={version} --hash=sha256:{pack.digest(found)}\n")
            shutil.move(found, house / "wheels" / found.name)
    (house / "requirements" / f"{target.name}.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{target.name}: {len(lines)} wheels")


def download(wanted: list[str], place: Path, target: Target) -> None:
    """Let pip fetch packages with what they need, as far as it sees it."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *target.options(), "--dest", str(place), *wanted], check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{target.name}: there is no set of wheels for it")


def missing(wheels: list[Path], target: Target) -> list[str]:
    """Return the requirements that hold on the target and that no wheel satisfies by name."""
    present = {parse_wheel_filename(wheel.name)[0] for wheel in wheels}
    needed = [requirement for wheel in wheels for requirement in requirements(metadata(wheel), target)]
    return sorted({f"{r.name}{r.specifier}" for r in needed if canonicalize_name(r.name) not in present})


def requirements(about: Message, target: Target) -> list[Requirement]:
    """Return what a package needs on the target, its extras aside."""
    found = [Requirement(line) for line in about.get_all("Requires-Dist") or []]
    return [need for need in found if need.marker is None or need.marker.evaluate(target.environment())]


def metadata(wheel: Path) -> Message:
    """Return the METADATA of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_string(archive.read(name).decode("utf-8"))


if __name__ == "__main__":
    main()
