"""Thirty scripted pairs of returns: every count is exact, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_returns import SCRIPTS, Script, make

from dgov_std.api.comparison import compare
from dgov_std.report.comparisons import Comparison

IDS = [script.name for script in SCRIPTS]


def counts(found: Comparison) -> dict[str, object]:
    """The numbers of a comparison in the form in which a script tells them."""
    keys, sides = found.keys, (found.old, found.new)
    return {
        "keys": (keys.new, keys.vanished, keys.changed, keys.unchanged, keys.repeated, keys.repeated_changed),
        "rows": tuple(side.rows for side in sides),
        "different": tuple(side.keys for side in sides),
        "keyless": tuple(side.keyless for side in sides),
        "repeated": tuple((s.repeated.keys, s.repeated.rows, s.repeated.identical) for s in sides),
        "cells": {c.old_label: (c.changed, c.filled, c.emptied) for c in found.columns if not c.key},
        "empty": {c.old_label: (c.old_empty, c.new_empty) for c in found.columns},
        "added": tuple(head.label for head in found.added),
        "removed": tuple(head.label for head in found.removed),
    }


def test_there_are_thirty_pairs():
    assert len(SCRIPTS) == len(set(IDS)) == 30


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_all_counts_are_exact(script: Script, tmp_path: Path):
    old, new, expected = make(script, 20261031 + IDS.index(script.name), tmp_path)
    found = compare(old, new, key=list(script.key))
    assert counts(found) == {name: getattr(expected, name) for name in counts(found)}


@pytest.mark.parametrize("script", SCRIPTS[-1:], ids=IDS[-1:])
def test_a_temporary_file_makes_no_difference(script: Script, tmp_path: Path):
    old, new, _ = make(script, 7, tmp_path)
    assert compare(old, new, key="编号", memory=0) == compare(old, new, key="编号")


def test_every_key_is_counted_once(tmp_path: Path):
    old, new, _ = make(SCRIPTS[-1], 8, tmp_path)
    found = compare(old, new, key="编号")
    keys = found.keys
    both = keys.changed + keys.unchanged + keys.repeated
    assert (both + keys.vanished, both + keys.new) == (found.old.keys, found.new.keys)
