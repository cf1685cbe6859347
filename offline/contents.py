"""What is in the folder and where it came from: packages with their versions and licences, and what is no package.

Runs in the environment the folder was made from: `contents.py FROZEN.json FOLDER CONTENTS.json`. FROZEN.json is what
recipe.py wrote. Each file that was frozen is looked up in the RECORD of the installed packages; the rest must come
from Python itself, from PyInstaller, or from a library of the system, whose licence is then looked up there. A file
without a licence ends the build.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

LICENCE_FILE = re.compile(r"^(licen[cs]es?|copying|notices?|authors|copyright)\b", re.IGNORECASE)
_MICROSOFTS = re.compile(r"(vcruntime|msvcp|concrt|ucrtbase|api-ms-win-)[\w.-]*\.dll$")
PYTHON, BOOTLOADER = "Python", "PyInstaller bootloader"
HERE = str(Path(__file__).resolve().parent)


@dataclass(slots=True)
class Part:
    """One thing bundled. `kind`: pypi (a package), deb or rpm (a library of the system), generic (Python, the bootloader)."""

    name: str
    version: str
    kind: str
    licence: str = ""
    summary: str = ""
    needs: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def packages() -> dict[str, Distribution]:
    """Return the installed package of every installed file, by its real path."""
    found: dict[str, Distribution] = {}
    for package in distributions():
        for file in package.files or []:
            found[_place(file.locate())] = package
    return found


def _place(path: str | os.PathLike[str]) -> str:
    return os.path.normcase(os.path.realpath(path))


def part_of_package(package: Distribution) -> Part:
    """Return a package as a part; its licence is an SPDX expression where it says one."""
    about = package.metadata
    classifiers = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    short = about.get("License", "").strip()
    licence = about.get("License-Expression") or ("\n" not in short and short) or ", ".join(classifiers)
    needs = [name[0] for line in package.requires or [] if ";" not in line and (name := re.match(r"[\w.-]+", line))]
    return Part(about["Name"], package.version, "pypi", licence, about.get("Summary", ""), sorted(needs))


def texts_of_package(package: Distribution) -> list[Path]:
    """Return the licence files a package ships."""
    files = [file for file in package.files or [] if LICENCE_FILE.match(file.name) and file.suffix not in {".py", ".pyc"}]
    beside = [file for file in files if ".dist-info" in file.parts[0]]
    return sorted({Path(str(file.locate())) for file in beside or files})


def texts_of_python() -> list[Path]:
    """Return Python's licence, which on Windows covers the libraries it ships."""
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix), Path("/usr/share/licenses/python3-libs")]
    places.append(Path(f"/usr/share/licenses/python{sys.version_info.major}.{sys.version_info.minor}-libs"))
    return [path for place in places for name in ("LICENSE.txt", "LICENSE") if (path := place / name).is_file()][:1]


def owner(library: str) -> tuple[Part, list[Path]]:
    """Return a library of the system as its packages know it, and their licence files.

    Raises:
        LookupError: the system does not say whose it is, or under which licence.
    """
    merged = library.removeprefix("/usr") if library.startswith("/usr/") else f"/usr{library}"
    if shutil.which("dpkg-query"):
        for path in (library, merged):
            said = _output("dpkg-query", "--search", path)
            if said:
                name = said.partition(":")[0].partition(",")[0]
                version = _output("dpkg-query", "--show", "--showformat=${Version}\n", name).splitlines()[0]
                return Part(name, version, "deb"), _existing([Path("/usr/share/doc", name, "copyright")], library)
    if shutil.which("rpm"):
        name, _, version = _output("rpm", "-qf", "--qf", "%{NAME} %{VERSION}-%{RELEASE}\n", library).partition(" ")
        texts = _output("rpm", "-q", "--licensefiles", name).split("\n")
        return Part(name, version.splitlines()[0], "rpm"), _existing([Path(text) for text in texts], library)
    raise LookupError(library)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8").stdout.strip()  # noqa: S603


def _existing(paths: Iterable[Path], library: str) -> list[Path]:
    found = [path for path in paths if path.is_file()]
    if not found:
        raise LookupError(library)
    return found


def parts_of(rows: list[list[str]], licences: Path) -> list[Part]:
    """Return the parts the frozen files belong to, and copy their licences to `LICENSES/<part>/`.

    Raises:
        LookupError: a part has no licence.
    """
    known = packages()
    parts: dict[str, Part] = {}
    texts: dict[str, list[Path]] = {}
    for name, source, _ in rows:
        if source.startswith(HERE) and Path(source).suffix in {".py", ".pyc"}:  # start.py and what it imports
            continue
        part, files = _part(name, source, known)
        parts.setdefault(part.name, part).files.append(name)
        texts.setdefault(part.name, files)
    for key, part in parts.items():
        if not texts[key]:
            raise LookupError(key)
        folder = licences / f"{part.name.replace(' ', '-')}-{part.version.replace(':', '_')}"
        folder.mkdir(parents=True)
        for text in texts[key]:
            target = _free(folder / text.name, text)
            shutil.copyfile(text, target)
            part.texts.append(target.relative_to(licences.parent).as_posix())
    return sorted(parts.values(), key=lambda part: part.name.lower())


def _part(name: str, source: str, known: dict[str, Distribution]) -> tuple[Part, list[Path]]:
    real = _place(source)
    package = known.get(real)
    if package is not None:
        part = part_of_package(package)
        if part.name.lower() == "pyinstaller":  # its start program and the hooks that run in it
            part.name, part.kind, part.needs = BOOTLOADER, "generic", []
        return part, texts_of_package(package)
    if _is_pythons(real) or name == "base_library.zip":
        return Part(PYTHON, platform.python_version(), "generic", "Python-2.0"), texts_of_python()
    return owner(source if Path(source).exists() else real)


def _free(target: Path, text: Path) -> Path:
    """Two licence files of one name lie in different folders of a package: the folder joins the name."""
    return target if not target.exists() else target.with_name(f"{text.parent.name}-{text.name}")


def _is_pythons(real: str) -> bool:
    """Of Python's installation; Microsoft's run-time libraries as well, whose terms its licence states on Windows."""
    places = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), str(Path(sys.base_prefix, "DLLs"))]
    inside = any(real.startswith(_place(place) + os.sep) for place in places) and "site-packages" not in real
    name = Path(real).name.lower()
    shared = name.startswith("libpython3") or (sys.platform == "win32" and bool(_MICROSOFTS.match(name)))
    beside = sys.platform == "win32" and str(Path(real).parent) == _place(sys.base_prefix)
    return inside or shared or beside or (sys.platform == "darwin" and name == "python")


def main() -> None:
    """Write the parts as JSON and their licences into the folder."""
    frozen, folder, target = (Path(argument) for argument in sys.argv[1:4])
    try:
        rows = json.loads(frozen.read_text(encoding="utf-8"))
        # The start program itself is not among what was frozen.
        rows.append([BOOTLOADER, str(distribution("pyinstaller").locate_file("PyInstaller/__init__.py")), "EXECUTABLE"])
        parts = parts_of(rows, folder / "LICENSES")
    except LookupError as error:
        sys.exit(f"no licence is known of what comes from {error}")
    target.write_text(json.dumps([asdict(part) for part in parts], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
