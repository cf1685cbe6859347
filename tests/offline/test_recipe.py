"""What goes into the one-folder build follows the registries; what is left out is missed by nothing."""

from __future__ import annotations

import ast
import json
from importlib.metadata import distribution
from pathlib import Path

import pytest
import recipe

from dgov_std.cli import COMMANDS
from dgov_std.render import RENDERERS

ROOT = Path(__file__).resolve().parents[2]
# What the program never calls, because it needs a DataFrame to begin with.
FRAMES_ONLY = {"pandas": {"dataset/frame.py"}}


def imports(path: Path) -> set[str]:
    """Top names imported by a module, those for types only aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    found += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {part for name in found for part in (name, name.partition(".")[0])}


def test_every_command_and_format_is_registered():
    modules = recipe.registered()
    assert {module for module, _ in COMMANDS.values()} < set(modules)
    assert {place.partition(":")[0] for place in RENDERERS.values()} < set(modules)


@pytest.mark.parametrize("name", sorted(recipe.EXCLUDED))
def test_nothing_misses_what_is_left_out(name: str):
    users = {
        path.relative_to(ROOT / "dgov_std").as_posix() for path in (ROOT / "dgov_std").rglob("*.py") if name in imports(path)
    }
    assert users <= FRAMES_ONLY.get(name, set())


def test_links_and_notes_of_pip_are_dropped():
    entries = [
        ("libarrow.so", "pyarrow/libarrow.so", "SYMLINK"),
        ("numpy-2.dist-info/RECORD", "/x", "DATA"),
        ("numpy-2.dist-info/licenses/LICENSE", "/x", "DATA"),
        ("numpy-2.dist-info/METADATA", "/x", "DATA"),
        ("libz.so.1", "/x", "BINARY"),
    ]
    assert [name for name, *_ in recipe.kept(entries)] == ["libz.so.1", "numpy-2.dist-info/METADATA"]


def test_what_was_frozen_is_written_for_the_bill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "frozen.json"
    monkeypatch.setenv("DGOV_STD_CONTENTS", str(target))
    recipe.write_contents([("b", "/b", "DATA")], [("a", "/a", "PYMODULE"), ("made", "", "DATA")])
    assert json.loads(target.read_text(encoding="utf-8")) == [["a", "/a", "PYMODULE"], ["b", "/b", "DATA"]]


def test_contents_know_packages_and_refuse_what_has_no_licence(tmp_path: Path):
    import contents

    click = distribution("click")
    part = contents.part_of_package(click)
    assert (part.name, part.version, part.kind, part.licence) == ("click", click.version, "pypi", "BSD-3-Clause")
    assert [path.name for path in contents.texts_of_package(click)] == ["LICENSE.txt"]
    stray = tmp_path / "libstray.so.1"
    stray.write_bytes(b"")
    with pytest.raises(LookupError, match=r"libstray\.so\.1"):
        contents.parts_of([["libstray.so.1", str(stray), "BINARY"]], tmp_path / "LICENSES")
