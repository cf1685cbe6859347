"""Build hook: the wheel carries `standards/` as YAML, to extend, and compiled, to check without parsing YAML."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE_SUFFIXES = {".yaml", ".csv", ".md"}


class StandardsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Map the shipped standards into the wheel and compile every dataset of them."""

    PLUGIN_NAME = "custom"
    _aside: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add `_standards/` and `_bundles/`; an editable install reads the checkout instead."""
        if version == "editable":
            return
        root = Path(self.root)
        self._aside = tempfile.TemporaryDirectory()
        bundles = Path(self._aside.name)
        compile_standards(root, bundles)
        files = {path: f"dgov_std/_standards/{path.relative_to(root / 'standards').as_posix()}" for path in sources(root)}
        compiled = sorted(path for path in bundles.rglob("*") if path.is_file())
        files |= {path: f"dgov_std/_bundles/{path.relative_to(bundles).as_posix()}" for path in compiled}
        build_data["force_include"].update({str(path): place for path, place in files.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder the bundles were written to."""
        if self._aside is not None:
            self._aside.cleanup()


def sources(root: Path) -> list[Path]:
    """Return the files of the shipped standards; scripts beside them stay in the repository."""
    return sorted(path for path in (root / "standards").rglob("*") if path.suffix in SOURCE_SUFFIXES)


def compile_standards(root: Path, target: Path) -> None:
    """Write `<dataset>.bundle.json` for every dataset of every shipped standard, and what is looked up in all of them.

    That is `index.json`, `identifiers.json`, and `lists/` (see below).
    """
    sys.path.insert(0, str(root))
    try:
        from dgov_std.schema.bundle import compile_dataset, header_of  # noqa: PLC0415 - the checkout's own
        from dgov_std.schema.canonical import canonical_bytes  # noqa: PLC0415
        from dgov_std.schema.lists import shelved  # noqa: PLC0415
        from dgov_std.schema.schemes import shelved_schemes  # noqa: PLC0415
        from dgov_std.standard import load_standard  # noqa: PLC0415
    finally:
        sys.path.remove(str(root))
    index: dict[str, dict[str, Any]] = {}
    standards = []
    for manifest in sorted((root / "standards").glob("*/standard.yaml")):
        standard = load_standard(manifest.parent, search=(root / "standards",))
        standards.append(standard)
        for dataset in standard.dataset_order:
            if dataset in index:
                msg = f"dataset {dataset} is in {index[dataset]['standard']} and in {standard.head.id}"
                raise ValueError(msg)
            name = f"{dataset}.bundle.json"
            bundle = compile_dataset(standard, dataset)
            (target / name).write_bytes(canonical_bytes(bundle))
            title = standard.datasets[dataset].head.title.to_dict()
            index[dataset] = {
                "standard": standard.head.id,
                "file": name,
                "title": title,
                "header": header_of(standard, dataset),
            }
    # The order of a standard's datasets is its order of preference, so the keys are not sorted.
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (target / "index.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    schemes = json.dumps(shelved_schemes(standards), ensure_ascii=False, separators=(",", ":"))
    (target / "identifiers.json").write_text(schemes + "\n", encoding="utf-8", newline="\n")
    write_lists(target / "lists", *shelved(standards))


def write_lists(folder: Path, index: dict[str, Any], files: dict[str, dict[str, Any]]) -> None:
    """Write the code lists and mappings for `dgov-std codes`: `index.json`, and a file of rows for each."""
    folder.mkdir()
    for name, content in {"index.json": index, **files}.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / name).write_text(text + "\n", encoding="utf-8", newline="\n")
