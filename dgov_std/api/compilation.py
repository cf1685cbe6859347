"""Compile a standard into files: the bundle of each dataset and its plain JSON Schemas."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from dgov_std.api.codelists import externalise
from dgov_std.api.library import compile_bundle, load_standard
from dgov_std.errors import Problem, UsageError
from dgov_std.schema.bundle import plain_schemas
from dgov_std.schema.canonical import canonical_bytes
from dgov_std.text import Text


def compiled_files(
    standard: str | os.PathLike[str], dataset: str | None = None, *, external: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes): `DATASET.bundle.json` and `DATASET.{rows,header,metadata}.schema.json`.

    With `external`, large code lists come before the bundle as `codelists/ID.HASH.json`, each once.

    Raises StandardError for mistakes in the standard, UsageError for an unknown dataset.
    """
    loaded = load_standard(standard)
    if not loaded.dataset_order:
        raise UsageError(
            Problem(
                Text(f"标准 {loaded.head.id} 没有数据集", f"standard {loaded.head.id} has no dataset"),
                where=str(standard),
                todo=Text("给出含有 dataset 文档的文件夹", "name the folder that holds its dataset documents"),
            )
        )
    written: set[str] = set()
    for name in [dataset] if dataset else loaded.dataset_order:
        bundle = compile_bundle(loaded, name)
        told, files = externalise(bundle) if external else (bundle, {})
        yield from ((file, data) for file, data in files.items() if file not in written)
        written |= set(files)
        yield f"{name}.bundle.json", canonical_bytes(told)
        for part, schema in plain_schemas(bundle).items():
            yield f"{name}.{part}.schema.json", json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"
