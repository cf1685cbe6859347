"""`check --reference NAME=FILE`."""

from pathlib import Path

import pytest
from children import spawn

PROVINCE = Path(__file__).parent / "province"


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    (tmp_path / "offices.csv").write_text("单位编号,单位名称\n1,市容局\n", encoding="utf-8")
    (tmp_path / "districts.csv").write_text("代码\n330102\n", encoding="utf-8")
    data = tmp_path / "sites.csv"
    data.write_text("站点编号,单位编号,单位名称,区县代码,上级站点\na,1,市容局,330102,\nb,,,,a\n", encoding="utf-8")
    return data


def said(data: Path, *more: str) -> tuple[int, str]:
    done = spawn("check", data, "-s", PROVINCE, "--dataset", "sites", *more, DGOV_STD_LANG="zh", CI="")
    return done.returncode, (done.stdout + done.stderr).decode()


def test_with_both_tables_it_passes(sites: Path) -> None:
    given = [
        f"--reference={name}={sites.parent / file}"
        for name, file in (("offices", "offices.csv"), ("districts.csv", "districts.csv"))
    ]
    assert said(sites, *given)[0] == 0


def test_without_one_it_is_unfinished(sites: Path) -> None:
    code, text = said(sites, "--reference", f"districts.csv={sites.parent / 'districts.csv'}")
    assert code == 3
    assert "没查完: 没有给出参照表“offices”, 用 --reference offices=文件" in text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("offices", "错误: --reference: “offices”不是 名称=文件。例如 --reference offices.csv=单位.csv\n"),
        ("offices=nowhere.csv", "错误: nowhere.csv: 没有这个文件。看看路径是否写对\n"),
    ],
)
def test_what_names_no_file_is_refused(sites: Path, given: str, message: str) -> None:
    assert said(sites, "--reference", given) == (2, message)


def test_the_same_name_twice_is_refused(sites: Path) -> None:
    one = f"offices={sites.parent / 'offices.csv'}"
    assert said(sites, "--reference", one, "--reference", one) == (
        2,
        "错误: --reference: “offices”给了两次。例如 --reference offices.csv=单位.csv\n",
    )
