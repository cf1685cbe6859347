"""Codes of a file kept by column say what codes built one by one say."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgov_std.standard.codefile import CodeRows
from dgov_std.standard.codelists import check_codes
from dgov_std.standard.codes import Codes, written
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Code, Mark
from dgov_std.standard.problems import Problems
from dgov_std.text import Text

HEADER = "code,name,parent,valid_from,valid_to,replaced_by"
LINES = {
    "sound": "1,a,,,2000,2\n2,b,,2000,,\n2,b,,1990,2000,\n3,c,1,,,",
    "several successors": "1,a,,,2000,2|3\n2,b,,2000,,\n3,c,,2000,,",
    "unknown successor": "1,a,,,2000,2|4\n2,b,,2000,,",
    "unknown parent": "1,a,9,,,",
    "own parent": "1,a,1,,,",
    "round": "1,a,2,,,\n2,b,3,,,\n3,c,1,,,\n4,d,1,,,",
    "empty code": ",a,,,,\n1,b,,,,",
    "blank": "1 ,a,,,,",
    "no date": "1,a,,soon,,",
    "end before begin": "1,a,,2001,2000,",
    "overlap": "1,a,,1990,2001,\n1,b,,2000,,",
    "open overlap": "1,a,,1990,,\n1,b,,2000,,",
    "twice": "1,a,,,,\n1,a,,,,",
    "touching": "1,a,,,2000,\n1,b,,2000,2000-05-01,\n1,c,,2000-05-01,,",
    "day in the year of abolition": "1,a,,,2000-05-01,\n1,b,,2000,,",
    "one year": "1,a,,2015,2015,\n1,b,,2015,,",
}


def read(tmp_path: Path, text: str) -> CodeRows:
    rows = CodeRows(Ledger(tmp_path, Problems()), "codes.csv")
    rows.read(text.encode())
    return rows


def noted(codes: list[Code] | Codes, *, closed: bool) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    check_codes(codes, lambda at, what, _: found.append((at, what.en)), lambda at: Mark("codes.csv", at, 1), closed=closed)
    return found


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("name", LINES)
def test_the_same_mistakes_are_found_by_column_and_by_entry(name: str, closed: bool, tmp_path: Path) -> None:
    codes = read(tmp_path, f"{HEADER}\n{LINES[name]}\n").codes
    assert isinstance(codes, Codes)
    assert noted(codes, closed=closed) == noted(list(codes), closed=closed)


@pytest.mark.parametrize("name", LINES)
def test_quoted_cells_are_read_as_plain_ones(name: str, tmp_path: Path) -> None:
    text = f"{HEADER}\n{LINES[name]}\n"
    plain, quoted = read(tmp_path, text), read(tmp_path, text.replace("code,", '"code",', 1))
    assert quoted.codes == plain.codes
    assert list(quoted.lines) == list(plain.lines)


def test_an_entry_has_what_its_line_says(tmp_path: Path) -> None:
    codes = read(tmp_path, f"{HEADER},aliases,name_en\n1,甲,,1990,2000-01-01,2|3,x|y,A\n").codes
    assert codes[0] == Code("1", Text("甲", "A"), None, None, "1990", "2000-01-01", "2|3", ("x", "y"))
    assert (len(codes), codes[:1], written(codes), written(list(codes))) == (1, tuple(codes), ["1"], ["1"])
    assert codes == list(codes)
    assert codes != []
    assert hash(codes) == hash(tuple(codes))


def test_several_successors_must_all_be_in_the_list(tmp_path: Path) -> None:
    codes = read(tmp_path, f"{HEADER}\n{LINES['unknown successor']}\n").codes
    assert noted(list(codes), closed=True) == [(0, 'the replacement "4" of the code "1" is not in the list')]
