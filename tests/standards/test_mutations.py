"""The examples of the shipped standards notice slips: of 200 random ones at least 98 in 100 make `dgov-std test` fail."""

from __future__ import annotations

import importlib.util
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

STANDARDS = Path(__file__).parents[2] / "standards"
SEED = 20250630


def module():
    """The mutations beside this file; workers find it by its name, too."""
    if "mutations_of_standards" not in sys.modules:
        spec = importlib.util.spec_from_file_location("mutations_of_standards", Path(__file__).with_name("mutations.py"))
        sys.modules["mutations_of_standards"] = loaded = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
    return sys.modules["mutations_of_standards"]


def survivors(folder: Path, count: int, workers: int) -> list[str]:
    """Return the mutations nothing noticed, each worker on a copy of its own."""
    parts = [(str(folder / str(n)), count, n, workers) for n in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        return [each for found in pool.map(_survivors, parts) for each in found]


def _survivors(part: tuple[str, int, int, int]) -> list[str]:
    folder, count, worker, workers = part
    mutations = module()
    Path(folder).mkdir()
    root = mutations.copied(STANDARDS, Path(folder))
    before = {path.parent: mutations.missed(root, path.parent) for path in sorted(root.glob("*/standard.yaml"))}
    found = []
    for mutation in mutations.draw(root, count, SEED)[worker::workers]:
        told = mutation.told(mutation.file.read_bytes().decode("utf-8"))
        if mutations.caught(root, mutation, before) is None:
            found.append(told)
    return found


def test_the_mutations_are_the_same_each_time_and_of_every_category(tmp_path: Path):
    root = module().copied(STANDARDS, tmp_path)
    drawn = module().draw(root, 60, SEED)
    assert drawn == module().draw(root, 60, SEED)
    assert {mutation.category for mutation in drawn} == set(module().CATEGORIES)


@pytest.mark.long
def test_examples_notice_random_mutations(tmp_path: Path):
    count = 200
    left = survivors(tmp_path, count, workers=os.cpu_count() or 1)
    print(f"{count - len(left)} of {count} mutations were noticed")
    print("\n".join(left))
    assert len(left) <= count * 0.02, "\n".join(left)
