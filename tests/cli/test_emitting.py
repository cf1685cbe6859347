"""`check --emit-instance` and `compile --codelists`: what is written, where, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")


def test_the_document_is_written_beside_the_report(run: Callable, tmp_path: Path) -> None:
    target, report = tmp_path / "i.json", tmp_path / "report.json"
    ran = run("check", LICENCES / "good-persons.csv", *STANDARD, "--emit-instance", target, "-o", report, "--lang", "en")
    assert (ran.code, "For other validators: i.json (personal data)" in ran.out) == (0, True)
    assert [output["name"] for output in json.loads(report.read_bytes())["outputs"]] == ["i.json"]
    assert len(json.loads(target.read_bytes())["rows"]) == json.loads(report.read_bytes())["rows"]["total"]


def test_one_input_and_a_file_of_its_own(run: Callable, tmp_path: Path) -> None:
    target = tmp_path / "i.json"
    both = (LICENCES / "good-persons.csv", LICENCES / "good-persons.xlsx")
    ran = run("check", *both, *STANDARD, "--emit-instance", target)
    assert (ran.code, ran.err) == (2, "错误: --emit-instance 只能用于一个输入文件。分开检查\n")
    ran = run("check", both[0], *STANDARD, "--emit-instance", target, "-o", target)
    assert (ran.code, "也不能互相覆盖" in ran.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_lists_beside_the_bundle(run: Callable, tmp_path: Path) -> None:
    ran = run("compile", "licence-publicity", "-o", tmp_path / "a" / "b", "--codelists", "external")
    assert (ran.code, len(ran.out.splitlines())) == (0, 10)
    bundle = tmp_path / "a" / "b" / "administrative-licence-person.bundle.json"
    assert run("check", LICENCES / "good-persons.csv", "-s", bundle).code == 0
    for file in (tmp_path / "a" / "b" / "codelists").iterdir():
        file.unlink()
    ran = run("check", LICENCES / "good-persons.csv", "-s", bundle)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("缺少代码表文件。把 compile 写出的 codelists 文件夹原样放在标准旁边\n")
