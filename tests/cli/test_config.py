"""The configuration: where it is found, which key holds, what is refused and how."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from demo_repository import BAD, CONFIG, EAST, GOOD, WEST, Repository, repository

from dgov_std.cli.config import RUN, TOP, find_config
from dgov_std.cli.settings import SETTINGS
from dgov_std.errors import UsageError

BELOW = "output_dir 的值不对, 应为这个配置所在文件夹里的一个文件夹"
MARKET = 'standard = "standards/market"\n'


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = repository(tmp_path / "repository")
    monkeypatch.chdir(made.path)
    return made


def problems(text: str, folder: Path) -> list[str]:
    path = folder / "dgov-std.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_config(folder, path)
    return [problem.in_("zh").removeprefix(f"{path}: ") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('standart = "x"', "standart: 没有“standart”。是不是 standard"),
        ('fail-on = "error"', "fail-on: 没有“fail-on”。是不是 fail_on"),
        ('[[datasets]]\nfiles = "a.csv"\nthreshold = {}', "datasets[1].threshold: 没有“threshold”。是不是 thresholds"),
        (
            "xyz = 1",
            "xyz: 没有“xyz”。可以写: standard、as_of、fail_on、thresholds、baseline、exceptions、lang、formats、output_dir、skip_unchanged、datasets",
        ),
        ('formats = ["jnit"]', "formats: 没有“jnit”。是不是 junit"),
        ('fail_on = "eror"', "fail_on 的值不对, 应为error、warning、info、none 之一"),
        ('as_of = "2026-13-01"', "as_of 的值不对, 应为日期, 如 2026-10-31"),
        ('lang = "fr"', "lang 的值不对, 应为zh 或 en"),
        ("standard = 1", "standard 的值不对, 应为文字"),
        ("skip_unchanged = 1", "skip_unchanged 的值不对, 应为true 或 false"),
        ('lang = ["zh"]', "lang 的值不对, 应为zh 或 en"),
        ('baseline = "a\\u0000b"', "baseline 的值不对, 应为文字"),
        ('output_dir = "../up"', BELOW),
        ('output_dir = "/tmp"', BELOW),
        ('output_dir = "a\\u0000b"', BELOW),
        ("[thresholds]\na = 1", "thresholds: 看不懂阈值“a”。写成 IDN201:max_rate=0.5% 的形式"),
        ("[thresholds.IDN201]\nmax_rat = 1", "thresholds IDN201: 没有“max_rat”这种阈值。是不是 max_rate?"),
        ("datasets = 1", "datasets 的值不对, 应为几个 [[datasets]] 表"),
        ("[[datasets]]", 'datasets[1].files 的值不对, 应为这个配置所在文件夹里的文件, 如 ["data/**/*.csv"]'),
        (
            '[[datasets]]\nfiles = "../*.csv"',
            'datasets[1].files 的值不对, 应为这个配置所在文件夹里的文件, 如 ["data/**/*.csv"]',
        ),
        ('[[datasets]]\nfiles = "a"\nheader_row = 0', "datasets[1].header_row 的值不对, 应为不小于 1 的整数"),
        ('[[datasets]]\nfiles = "a"\n[datasets.references]\nx = 1', "datasets[1].references.x 的值不对, 应为文件的路径"),
        ("a = ", "不是 TOML(Invalid value (at end of document))。改正这一处"),
    ],
)
def test_what_makes_no_sense_is_told_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    assert problems(text, tmp_path) == [said]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    assert len(problems('a = 1\nlang = "fr"\n[[datasets]]\nb = 1\n', tmp_path)) == 4


def test_pyproject_holds_it_too_and_its_own_file_goes_first(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_config(tmp_path / "a" / "b").path is None
    (tmp_path / "pyproject.toml").write_text('[tool.dgov-std]\nfail_on = "none"\n', encoding="utf-8")
    assert find_config(tmp_path / "a" / "b").setting.fail_on == "none"
    (tmp_path / "dgov-std.toml").write_bytes(b'\xef\xbb\xbffail_on = "info"\n')
    assert find_config(tmp_path / "a" / "b").setting.fail_on == "info"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert find_config(tmp_path / "a" / "b").setting.fail_on == "info"


def test_none_is_taken_from_above_the_repository(tmp_path: Path) -> None:
    (tmp_path / "dgov-std.toml").write_text('fail_on = "none"\n', encoding="utf-8")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert find_config(tmp_path / "repository").path is None


def test_the_last_entry_that_means_a_file_holds_and_takes_from_the_top(tmp_path: Path) -> None:
    path = tmp_path / "dgov-std.toml"
    path.write_text(
        'standard = "top"\nas_of = 2026-10-31\n[thresholds.a]\nmax_count = 1\n'
        '[[datasets]]\nfiles = ["data/**/*.csv", "!data/old/*"]\nfail_on = "warning"\n'
        '[[datasets]]\nfiles = "data/new"\nstandard = "own"\nsheet = 2\nrange = "A1:B2"\n'
        "[datasets.thresholds.b]\nmax_rate = 0.5\n",
        encoding="utf-8",
    )
    config = find_config(tmp_path)
    one, two, none = (config.setting_of(tmp_path / name) for name in ("data/x.CSV", "data/new/x.xlsx", "data/old/x.csv"))
    assert (one.standard, one.fail_on, one.as_of) == ("top", "warning", "2026-10-31")
    assert (two.standard, two.fail_on, two.as_of) == ("own", None, "2026-10-31")
    assert two.thresholds == {"a": {"max_count": 1}, "b": {"max_rate": 0.5}}
    assert two.reading == {"sheet": "2", "cells": "A1:B2"}
    assert none == config.setting


def test_check_without_files_takes_those_of_the_configuration(run: Callable, demo: Repository) -> None:
    demo.write("data/.hidden/x.csv", BAD)
    demo.write("data/批注_x.csv", BAD)
    demo.write("other.csv", BAD)
    ran = run("check")
    assert (ran.code, ran.err, ran.out.count("回执号")) == (0, "", 2)


def test_the_command_line_goes_first(run: Callable, demo: Repository) -> None:
    demo.write(WEST, BAD)
    demo.write("dgov-std.toml", f'fail_on = "none"\n[[datasets]]\nfiles = "data/*"\n{MARKET}')
    assert run("check").code == 0
    assert run("check", "--fail-on", "error").code == 1


def test_another_standard_named_drops_the_dataset_configured(run: Callable, demo: Repository) -> None:
    demo.write("dgov-std.toml", '[[datasets]]\nfiles = "data/*"\nstandard = "licence-publicity"\ndataset = "no-such"\n')
    assert run("check", WEST).code == 2
    assert run("check", WEST, "--standard", "standards/market").code == 0


def test_an_entry_without_files_is_told_and_may_fail(run: Callable, demo: Repository) -> None:
    demo.write("dgov-std.toml", f'[[datasets]]\nfiles = "data/*"\n{MARKET}[[datasets]]\nfiles = "new/*.csv"\n{MARKET}')
    ran = run("check")
    assert (ran.code, ran.err) == (0, "datasets[2] 没有对上任何文件(new/*.csv)\n")
    ran = run("check", "--require-files")
    said = "错误: dgov-std.toml: datasets[2] 没有对上任何文件(new/*.csv)。改正模式\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_no_file_at_all_cannot_run(run: Callable, demo: Repository) -> None:
    demo.write("dgov-std.toml", f'[[datasets]]\nfiles = "new/*.csv"\n{MARKET}')
    assert run("check").code == 2
    demo.write("dgov-std.toml", "")
    ran = run("check")
    said = "错误: dgov-std.toml: 没有指明要检查的文件。给出文件, 或在配置里写 [[datasets]]\n"
    assert (ran.code, ran.err) == (2, said)


def test_formats_folder_and_language_of_the_run(run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.write(
        "dgov-std.toml", f'lang = "en"\nformats = ["json"]\noutput_dir = "out.d"\n[[datasets]]\nfiles = "**/*"\n{MARKET}'
    )
    monkeypatch.delenv("DGOV_STD_LANG")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    ran = run("check")
    assert (ran.code, ran.out) == (0, "")
    assert "accepted" in ran.err
    assert sorted(path.name for path in (demo.path / "out.d").iterdir()) == ["东城 摊位.json", "西城.json"]
    demo.write("out.d/x.csv", BAD)
    assert run("check").code == 0


def test_metadata_and_other_tables_of_an_entry(run: Callable, demo: Repository) -> None:
    demo.write("dgov-std.toml", f'[[datasets]]\nfiles = "data/*"\nmetadata = "no.json"\n{MARKET}')
    ran = run("check")
    assert ran.code == 2
    assert "no.json" in ran.err


def test_a_configuration_named_is_taken(run: Callable, demo: Repository) -> None:
    demo.write("ci/gate.toml", '[[datasets]]\nfiles = "*.csv"\nstandard = "../standards/market"\n')
    demo.write("ci/x.csv", GOOD)
    demo.write(EAST, BAD)
    ran = run("check", "--config", "ci/gate.toml")
    assert (ran.code, ran.out.count("回执号")) == (0, 1)


def test_every_key_of_the_top_is_one_of_an_input_or_of_the_run() -> None:
    assert {*TOP} <= {*SETTINGS}
    assert not {*RUN} & {*SETTINGS}


def test_a_file_named_on_the_command_line_needs_no_format_of_the_configuration(run: Callable, demo: Repository) -> None:
    demo.write("dgov-std.toml", 'formats = ["json", "junit"]\n' + CONFIG)
    assert (run("check", WEST, "-o", "x.html").code, (demo.path / "x.html").is_file()) == (0, True)
    assert run("check", WEST, "-o", "folder").code == 0
    assert sorted(path.name for path in (demo.path / "folder").iterdir()) == ["dgov-std.junit.xml", "西城.json"]


def test_a_link_means_what_it_is_called(run: Callable, demo: Repository, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text(BAD, encoding="utf-8")
    (demo.path / "data" / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    demo.write("dgov-std.toml", CONFIG + 'fail_on = "none"\n')
    assert find_config(demo.path).setting_of(Path("data/link.csv")).fail_on == "none"
    assert run("check").code == 0
    (tmp_path / "other").symlink_to(demo.path)
    assert find_config(demo.path).setting_of(tmp_path / "other" / WEST).fail_on == "none"


def test_reports_cannot_be_led_out_of_the_repository_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "reports").symlink_to(tmp_path)
    assert problems('output_dir = "reports"', tmp_path / "a") == [BELOW]


def test_a_name_that_is_too_long_for_a_path_is_an_id(tmp_path: Path) -> None:
    (tmp_path / "dgov-std.toml").write_text(f'standard = "{"a" * 5000}"\n', encoding="utf-8")
    assert list(find_config(tmp_path).setting.files()) == []


def test_an_encoding_is_of_the_text_files_of_an_entry_and_a_sheet_of_its_workbooks(run: Callable, demo: Repository) -> None:
    demo.write("dgov-std.toml", CONFIG.replace("*.csv", "*.*") + 'encoding = "gb18030"\nsheet = "名单"\n')
    for path in (EAST, WEST):
        (demo.path / path).write_bytes(GOOD.encode("gb18030"))
    book = openpyxl.Workbook()
    named = book.create_sheet("名单")
    for cells in csv.reader(GOOD.splitlines()):
        named.append(cells)
    book.save(demo.path / "data" / "南城.xlsx")
    assert run("check").code == 0
    assert "工作簿不用 --encoding" in run("check", "--encoding", "gb18030").err
    assert "文本文件不用 --sheet" in run("check", "--sheet", "名单").err


@pytest.mark.parametrize(
    ("wrong", "key", "option"),
    [
        ('dataset = "stallz"', "dataset", ["--dataset", "stallz"]),
        ('encoding = "utf-99"', "encoding", ["--encoding", "utf-99"]),
        ('delimiter = "ab"', "delimiter", ["--delimiter", "ab"]),
        ('range = "A:"', "range", ["--range", "A:"]),
        ('references.other = "x.csv"', "references", ["--reference", "other=x.csv"]),
        ('codelists.other = "x.csv"', "codelists", ["--codelist", "other=x.csv"]),
    ],
)
def test_a_fault_of_the_configuration_is_told_by_its_key(
    run: Callable, demo: Repository, wrong: str, key: str, option: list[str]
) -> None:
    demo.write(EAST, GOOD)
    demo.write("x.csv", GOOD)
    assert run("check", EAST).code == 0
    told = run("check", EAST, *option)
    demo.write("dgov-std.toml", f"{CONFIG}{wrong}\n")
    ran = run("check", EAST)
    place = f"dgov-std.toml: datasets[1].{key}"
    assert (told.code, told.err.partition(option[0])[1], ran.code, ran.err.partition(place)[1]) == (2, option[0], 2, place)
    assert told.err.replace(option[0], place, 1) == ran.err
    given = run("check", EAST, *option)  # where the command line says it too, that is at fault
    assert (given.code, given.err) == (2, told.err)


def test_a_standard_that_is_not_there_is_told_by_where_it_is_named(run: Callable, demo: Repository) -> None:
    demo.write("one.csv", GOOD)
    demo.write("dgov-std.toml", 'standard = "markt"\n[[datasets]]\nfiles = "one.csv"\nskip_rows = 0\n')
    assert run("check").err.startswith("错误: dgov-std.toml: standard: 没有名为“markt”的标准")
    demo.write("dgov-std.toml", '[[datasets]]\nfiles = "one.csv"\nstandard = "markt"\n')
    assert run("check").err.startswith("错误: dgov-std.toml: datasets[1].standard: 没有名为“markt”的标准")
    assert run("check", "-s", "markt").err.startswith("错误: --standard: 没有名为“markt”的标准")
