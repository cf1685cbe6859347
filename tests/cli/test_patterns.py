"""The globs of the configuration."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from dgov_std.cli.patterns import Patterns, flaw


@pytest.mark.parametrize(
    ("pattern", "path", "meant"),
    [
        ("data/*.csv", "data/a.csv", True),
        ("data/*.csv", "data/a.CSV", True),
        ("data/*.csv", "DATA/a.csv", False),
        ("data/*.csv", "data/b/a.csv", False),
        ("data/**/*.csv", "data/a.csv", True),
        ("data/**/*.csv", "data/b/c/a.csv", True),
        ("**/*.csv", "a.csv", True),
        ("data/**", "data/b/a.xlsx", True),
        ("data", "data/b/a.xlsx", True),
        ("data", "data2/a.xlsx", False),
        ("./data\\*.csv", "data/a.csv", True),
        ("许可 ?.csv", "许可 1.csv", True),
        ("许可[0-9].csv", "许可1.csv", True),
        ("许可[!0-9].csv", "许可1.csv", False),
        ("a.b/x+y(1).csv", "a.b/x+y(1).csv", True),
        ("a.b/x.csv", "aXb/x.csv", False),
        ("*.csv", "a.csv\n", False),
        (".hidden/*.csv", ".hidden/a.csv", True),
        (".", "data/a.csv", True),
        ("**/a/**/b*c/*.csv", "a/x/a/bcbc/1.csv", True),
        ("**/a/**/b*c/*.csv", "a/x/a/bcbc/d/1.csv", False),
        ("*a*ab", "aab", True),
        ("[a--]x", "ax", True),
    ],
)
def test_which_paths_a_pattern_means(pattern: str, path: str, meant: bool) -> None:
    assert Patterns((pattern,)).match(path) is meant


def test_a_name_as_macos_writes_it() -> None:
    assert Patterns(("données/é*.csv",)).match(unicodedata.normalize("NFD", "données/été.csv"))


def test_some_are_taken_away_again() -> None:
    both = Patterns(("data/*.csv", "!data/old*"))
    assert [both.match(f"data/{name}.csv") for name in ("new", "old1")] == [True, False]


@pytest.mark.parametrize("pattern", ["", " ", "../a.csv", "/a.csv", "a/../../b", "C:\\a.csv", "!../a", "a\0b", "[z-a].csv"])
def test_patterns_that_lead_elsewhere(pattern: str) -> None:
    assert flaw(pattern)


def test_the_files_below_a_folder(tmp_path: Path) -> None:
    names = ["data/b/2.csv", "data/1.csv", "data/1.md", "data/~$1.xlsx", ".git/x.csv", "data/.x/y.csv", "out/1.csv", "0.csv"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    def found(*patterns: str) -> list[str]:
        return [path.relative_to(tmp_path).as_posix() for path in Patterns(patterns).files(tmp_path, tmp_path / "out")]

    assert found("**/*") == ["0.csv", "data/1.csv", "data/b/2.csv"]
    assert found("**/*.csv", "data/**") == ["0.csv", "data/1.csv", "data/b/2.csv"]
    assert found("data/*.md") == ["data/1.md"]
    assert found("data/1.csv", "nothing/*.csv") == ["data/1.csv"]
    assert found("data/.x/*.csv") == ["data/.x/y.csv"]


def test_no_pattern_takes_long() -> None:
    assert not Patterns(("*a*a*a*a*a*a*a*b",)).match("a" * 255)
    assert not Patterns(("**/a/" * 30 + "b",)).match("/".join("a" * 2000))


def test_what_is_taken_away_opens_no_hidden_folder(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    for name in ("a.csv", ".venv/b.csv"):
        (tmp_path / name).touch()
    assert [path.name for path in Patterns(("**/*.csv", "!.git/**")).files(tmp_path)] == ["a.csv"]
    assert list(Patterns(("a" * 300, "b" * 300 + "/*")).files(tmp_path)) == []
