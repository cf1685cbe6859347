"""`--skip-unchanged`: what is just as it was keeps its result, with a word; anything else is checked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from demo_repository import BAD, CONFIG, EAST, GOOD, STANDARD, WEST, Repository, repository

from dgov_std.api.check import check
from dgov_std.api.options import Options
from dgov_std.cli import store
from dgov_std.cli.asking import Asked
from dgov_std.cli.lock import Lock
from dgov_std.cli.settings import Setting
from dgov_std.cli.unchanged import Memory

SKIP = ("check", "--skip-unchanged")


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The repository with one good and one bad table, both checked before."""
    made = repository(tmp_path / "repository")
    monkeypatch.chdir(made.path)
    made.write(WEST, BAD)
    return made


def skipped(err: str) -> list[str]:
    return [line.split(": ")[0] for line in err.splitlines() if "完全相同, 没有重新检查" in line]


def test_the_result_of_before_is_repeated_not_forgotten(run: Callable, demo: Repository) -> None:
    first = run(*SKIP)
    again = run(*SKIP)
    assert (first.code, first.err, again.code) == (1, "", 1)
    assert skipped(again.err) == ["东城 摊位.csv", "西城.csv"]
    assert again.out == first.out


def test_git_does_not_see_the_file_of_the_state(run: Callable, demo: Repository) -> None:
    demo.commit({})
    run(*SKIP)
    assert (demo.path / ".dgov-std" / "unchanged.json").is_file()
    assert demo.git("status", "--porcelain") == ""


def test_reports_are_written_from_the_result_of_before(run: Callable, demo: Repository) -> None:
    run(*SKIP)
    ran = run(*SKIP, WEST, "-f", "json", "-f", "html", "-o", "out")
    assert (ran.code, skipped(ran.err)) == (1, [])  # one input of several is another run: what tables may be given differs
    ran = run(*SKIP, WEST, "-f", "json", "-f", "html", "-o", "out")
    assert (ran.code, skipped(ran.err)) == (1, ["西城.csv"])
    report = json.loads((demo.path / "out" / "西城.json").read_bytes())
    assert (report["verdict"], [each["name"] for each in report["outputs"]]) == ("fail", ["西城.html"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (WEST, GOOD),
        ("standards/market/standard.yaml", STANDARD + "\n"),
        ("standards/national/standard.yaml", "kind: standard\n"),
        ("dgov-std.toml", CONFIG.replace("2026-10-31", "2026-10-30")),
        ("dgov-std.toml", CONFIG + 'fail_on = "warning"\n'),
        ("dgov-std.toml", CONFIG + "[datasets.thresholds.IDN201]\nmax_count = 1\n"),
        ("dgov-std.lock", "format = 1\n"),
    ],
)
def test_anything_the_result_depends_on_makes_a_check(run: Callable, demo: Repository, name: str, text: str) -> None:
    run(*SKIP)
    demo.write(name, text)
    assert "西城.csv" not in skipped(run(*SKIP).err)


def test_a_report_that_is_gone_or_altered_makes_a_check(run: Callable, demo: Repository) -> None:
    run(*SKIP)
    for path in store.store_root().glob("*.json"):
        path.write_bytes(path.read_bytes().replace(b'"fail"', b'"pass"'))
    ran = run(*SKIP)
    assert (ran.code, skipped(ran.err)) == (1, ["东城 摊位.csv"])


@pytest.mark.parametrize("text", ["", "x", "[]", '{"format": 1}', '{"format": 2, "results": {}}'])
def test_a_damaged_state_is_no_state(run: Callable, demo: Repository, text: str) -> None:
    run(*SKIP)
    demo.write(".dgov-std/unchanged.json", text)
    ran = run(*SKIP)
    assert (ran.code, skipped(ran.err)) == (1, [])
    assert len(skipped(run(*SKIP).err)) == 2


def test_what_came_to_no_verdict_is_tried_again(run: Callable, demo: Repository) -> None:
    demo.write(EAST, "")
    run(*SKIP)
    ran = run(*SKIP)
    assert (ran.code, skipped(ran.err)) == (2, ["西城.csv"])


def test_what_passed_as_the_only_file_is_checked_again_as_the_only_one_that_changed(run: Callable, demo: Repository) -> None:
    """The only file of a run may be known to a baseline under another name; one of several that changed may not."""
    run("check", WEST, "--write-baseline", "b.json")
    demo.commit({})
    demo.write(EAST, BAD)
    assert run(*SKIP, EAST, "--baseline", "b.json").code == 0
    assert run(*SKIP, "--changed-since", "HEAD", EAST, "--baseline", "b.json").code == 1


def test_a_workbook_asked_for_is_written(run: Callable, demo: Repository) -> None:
    run(*SKIP)
    assert skipped(run(*SKIP, "--workbook", "out").err) == []


def test_the_configuration_asks_for_it_but_not_in_ci(
    run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.write("dgov-std.toml", "skip_unchanged = true\n" + CONFIG)
    run("check")
    assert len(skipped(run("check").err)) == 2
    assert skipped(run("check", "--no-skip-unchanged").err) == []
    monkeypatch.setenv("CI", "true")
    assert skipped(run("check").err) == []
    assert len(skipped(run(*SKIP).err)) == 2


def test_nothing_is_skipped_unasked(run: Callable, demo: Repository) -> None:
    run("check")
    assert (run("check").err, (demo.path / ".dgov-std").exists()) == ("", False)


def test_a_lock_that_refuses_in_ci_is_not_passed_by(
    run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.write("dgov-std.lock", "format = 1\n")
    assert run(*SKIP).code == 1
    monkeypatch.setenv("CI", "true")
    assert run(*SKIP).code == 2


def test_platforms_are_told_where_the_file_lies(run: Callable, demo: Repository) -> None:
    run(*SKIP)
    ran = run(*SKIP, "--format", "github")
    assert len(skipped(ran.err)) == 2
    assert f"::error file={WEST},line=3" in ran.out


def test_another_state_of_the_program_makes_a_check(
    run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*SKIP)
    monkeypatch.setattr(Memory, "_program", "another")
    assert skipped(run(*SKIP).err) == []


def test_a_file_that_changes_while_it_is_checked_is_not_noted(demo: Repository) -> None:
    path = demo.path / WEST
    asked = Asked(path, path.name, Setting(), Options(), "error", everything=False)
    memory = Memory(demo.path, Lock(demo.path / "dgov-std.lock", None))
    for meanwhile, noted in ((GOOD, False), (GOOD, True)):
        assert memory.find(asked) is None
        report = check(path, standard="standards/market")
        path.write_text(meanwhile, encoding="utf-8")
        memory.keep(asked, report)
        assert bool(memory._new) is noted


def test_a_report_from_elsewhere_is_not_taken(run: Callable, demo: Repository) -> None:
    run(*SKIP)
    state = demo.path / ".dgov-std" / "unchanged.json"
    for path in store.store_root().glob("*.json"):
        path.rename(demo.path / path.name)
    way = os.path.relpath(demo.path, store.store_root())
    known = json.loads(state.read_bytes())
    for entry in known["results"].values():
        entry["receipt"] = f"{way}/{entry['receipt']}"
    state.write_text(json.dumps(known), encoding="utf-8")
    assert skipped(run(*SKIP).err) == []


def test_a_link_in_place_of_the_state_is_not_followed(run: Callable, demo: Repository, tmp_path: Path) -> None:
    aim = tmp_path / "aim"
    aim.write_text("kept", encoding="utf-8")
    (demo.path / ".dgov-std").mkdir()
    (demo.path / ".dgov-std" / ".gitignore").symlink_to(aim)
    assert run(*SKIP).code == 1
    assert aim.read_text(encoding="utf-8") == "kept"
