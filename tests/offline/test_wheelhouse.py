"""Wheels for another system: what pip leaves out, because it judges by the machine it runs on, is found."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

pytest.importorskip("packaging")
import wheelhouse

WINDOWS, LINUX = wheelhouse.Target("windows-x64", "3.11"), wheelhouse.Target("linux-aarch64", "3.12")


def wheel(folder: Path, name: str, *needs: str) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {need}" for need in needs)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n\n")
    return path


def test_conditions_are_judged_for_the_target(tmp_path: Path):
    one = wheel(
        tmp_path,
        "one",
        'colorama>=0.4; platform_system == "Windows"',
        'uvloop; sys_platform == "linux" and python_version >= "3.12"',
        'pytest; extra == "test"',
        "Two_Parts",
    )
    two = wheel(tmp_path, "two_parts")
    assert wheelhouse.missing([one, two], WINDOWS) == ["colorama>=0.4"]
    assert wheelhouse.missing([one, two], LINUX) == ["uvloop"]
    assert wheelhouse.missing([one], LINUX) == ["Two_Parts", "uvloop"]


def test_pip_is_told_the_target():
    assert LINUX.name == "linux-aarch64-cp312"
    options = LINUX.options()
    assert options[:2] == ["--platform", "manylinux_2_28_aarch64"]
    assert options[-5:] == ["--python-version", "3.12", "--implementation", "cp", "--only-binary=:all:"]


@pytest.mark.parametrize("platform", sorted(wheelhouse.PLATFORMS))
def test_the_installer_computes_the_same_name(platform: str):
    script = "install.bat" if platform.startswith("windows") else "install.sh"
    text = (wheelhouse.HERE / "wheelhouse" / script).read_text(encoding="utf-8")
    assert (platform if script.endswith("bat") else platform.partition("-")[0]) in text
    assert "--no-index" in text
    assert "--require-hashes" in text
