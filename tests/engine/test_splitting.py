"""Splitting a file into Blocks anywhere changes nothing: not a finding, a place, a count or an example."""

from pathlib import Path
from typing import Any

import pytest
from licences import AS_OF, ROOT, bundle

from dgov_std.api.examine import examine
from dgov_std.api.options import Options
from dgov_std.dataset.csv import open_csv
from dgov_std.report.json_form import report_to_dict

DATASET = "administrative-licence-person"


def nasty(source: bytes, newline: bytes) -> bytes:
    """Rows of the bad example with quoted newlines, a bad byte, ragged and blank rows and stray quotes."""
    lines = source.split(b"\r\n" if b"\r\n" in source else b"\n")
    lines = [*lines[:24], *lines[100:112]]
    lines.insert(3, b'"quoted\nnewline","a ""quoted"" word"')
    lines.insert(5, b'"2"x,plain,' + b",".join([b"007"] * 18))
    lines.insert(7, b"")
    lines.insert(9, lines[8] + b",surplus")
    lines.insert(11, lines[10].replace(b",", b"\xff,", 1))
    lines.insert(13, b",".join([b""] * 20))
    return newline.join(lines) + newline


def report_of(path: Path, block_size: int, jobs: int) -> dict[str, Any]:
    table = open_csv(path, block_size=block_size)
    try:
        run = examine(table, bundle(DATASET), Options(as_of=AS_OF, jobs=jobs), path, keep_flawed=True)
        flaws = sorted((f.row, -1 if f.column is None else f.column, f.finding, f.suggestion or "") for f in run.flaws())
    finally:
        table.close()
    return {**report_to_dict(run.report), "flaws": flaws}


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_block_size_and_threads_do_not_matter(tmp_path: Path, newline: bytes) -> None:
    path = tmp_path / "licences.csv"
    path.write_bytes(nasty((ROOT / "examples" / "licences" / "bad-persons.csv").read_bytes(), newline))
    whole = report_of(path, 1 << 20, 1)
    codes = {finding["code"] for finding in whole["findings"]}
    assert {"STR201", "STR202", "STR204"} <= codes
    for block_size in (1, 2, 37, 150, 151, 400, 1_000, 4_096):
        for jobs in (1, 3):
            assert report_of(path, block_size, jobs) == whole, (block_size, jobs)
