"""The options that say where the table stands."""

import pytest

from dgov_std.cli import exit_codes

TITLED = "某县许可表,,\n名称,代码,日期\n甲公司,A00001,2020-01-01\n乙公司,A00002,2020-01-02\n"
SCHEMA = (
    '{"type": "object", "properties": {"名称": {"type": "string"}, "代码": {"type": "string"}, "日期": {"format": "date"}}}'
)


@pytest.fixture
def check(run, tmp_path):
    def call(text, *options):
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        (tmp_path / "s.json").write_text(SCHEMA, encoding="utf-8")
        return run("check", tmp_path / "t.csv", "--schema", tmp_path / "s.json", *options)

    return call


def test_the_header_is_found_and_said(check):
    ran = check(TITLED)
    assert ran.code == exit_codes.PASS
    assert "表头在第 2 行" in ran.out
    assert "表上面有 1 行标题或说明" in ran.out


def test_no_header(check):
    records = "".join(TITLED.splitlines(keepends=True)[2:]) * 2
    refused = check(records)
    assert refused.code == exit_codes.CANNOT_RUN
    assert "没有表头: 第 1 行已经是数据" in refused.err and "--no-header" in refused.err
    assert check(records, "--no-header").code == exit_codes.PASS


def test_the_title_may_be_passed_over(check):
    assert "表头在第 2 行" in check(TITLED, "--skip-rows", "1").out
    assert "表头在第 2 行" in check(TITLED, "--header-row", "2", "--header-rows", "1").out


def test_a_range(check):
    ran = check(TITLED, "--range", "A2:C3")
    assert ran.code == exit_codes.PASS
    assert "1行 3列" in ran.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--range", "B3"], "--range: “B3”不是单元格区域。写成 B3:H200 的形式"),
        (["--no-header", "--header-row", "2"], "--no-header 不能和 --header-row、--header-rows 一起用"),
        (["--skip-rows", "3", "--header-row", "2"], "--skip-rows: 跳过的行数不对。应少于表头的行号"),
    ],
    ids=str,
)
def test_senseless_options(check, options, said):
    ran = check(TITLED, *options)
    assert ran.code == exit_codes.CANNOT_RUN
    assert said in ran.err


def test_a_file_without_rows_takes_no_rows(run, tmp_path):
    (tmp_path / "t.jsonl").write_text('{"名称": "甲公司"}\n', encoding="utf-8")
    (tmp_path / "s.json").write_text(SCHEMA, encoding="utf-8")
    ran = run("check", tmp_path / "t.jsonl", "--schema", tmp_path / "s.json", "--skip-rows", "1")
    assert ran.code == exit_codes.CANNOT_RUN
    assert "不用 --skip-rows" in ran.err
