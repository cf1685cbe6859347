"""A standard in one file, tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgov_std.report.trials import Trial
from dgov_std.standard import load_standard
from dgov_std.trial import try_standard

HEAD = """
kind: standard
id: small
title: {zh: 小, en: small}
source: {standard: S, confidence: high}
"""


@pytest.fixture
def tried(tmp_path: Path):
    """Return a function: the documents of a standard (YAML, without its manifest) -> their trial."""

    def run(documents: str) -> Trial:
        file = tmp_path / "small.yaml"
        file.write_text(HEAD + "---" + documents, encoding="utf-8")
        return try_standard(load_standard(file), file)

    return run
