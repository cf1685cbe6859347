"""The baseline: what is known passes, what is new fails, what is gone is told; its file is canonical."""

import json
from dataclasses import replace

import pytest
from gated import E, I, W, faulty, finding, gate, keyed, rulings

from dgov_std.errors import InputError
from dgov_std.gate.baseline import Baseline, baseline_bytes, read_baseline, section_of
from dgov_std.gate.faults import Fault, Found, found_in
from dgov_std.gate.rules import Rules
from dgov_std.report.values import Status, Verdict

KEYS = ("00000000000000aa", "00000000000000bb", "00000000000000cc")
NAME = "cod101-许可类别"


def known(report, found=None, fail_on="error") -> Baseline:
    section = section_of(report, found or found_in(report), fail_on)
    assert section is not None
    return read_baseline(baseline_bytes([section]), "b.json")


def judged(baseline: Baseline, report, found=None, **rules):
    return gate(report, Rules(baseline=baseline, **rules), found)


def wrong(rows: int):
    return faulty(finding("COD101", E, "许可类别", rows, 9))


def test_what_is_known_passes() -> None:
    found = judged(known(wrong(12)), wrong(12))
    assert found.passed
    assert (found.rulings[0].known, found.rulings[0].outcome) == (12, "known")
    assert (found.baseline.known, found.baseline.new, found.baseline.gone) == (12, 0, ())


def test_one_more_fails() -> None:
    found = judged(known(wrong(12)), wrong(13))
    assert not found.passed
    assert (found.rulings[0].known, found.rulings[0].left, found.baseline.new) == (12, 1, 1)


def test_what_is_gone_is_told() -> None:
    found = judged(known(wrong(12)), wrong(9))
    assert found.passed
    assert [(each.check, each.column, each.count) for each in found.baseline.gone] == [(NAME, "element-12", 3)]


def test_a_row_is_known_by_its_key() -> None:
    before, after = wrong(2), wrong(2)
    baseline = known(before, keyed(before, *KEYS[:2]))
    assert judged(baseline, after, keyed(after, *KEYS[:2])).passed
    found = judged(baseline, after, keyed(after, *KEYS[1:]))
    assert not found.passed
    assert (found.rulings[0].known, found.rulings[0].left) == (1, 1)
    assert [each.count for each in found.baseline.gone] == [1]
    assert found.baseline.key == ("code",)


def test_rows_that_share_a_key_are_counted() -> None:
    report = wrong(2)
    baseline = known(report, keyed(report, KEYS[0], KEYS[0]))
    assert judged(baseline, report, keyed(report, KEYS[0], KEYS[0])).passed
    assert not judged(baseline, wrong(3), keyed(report, KEYS[0], KEYS[0], KEYS[0])).passed


def test_a_known_row_is_known_once() -> None:
    split = faulty(finding("COD101", E, "许可类别", 1, 9), replace(finding("TYP901", E, "许可类别", 1, 9), checks=(NAME,)))
    faults = tuple(Fault(number, NAME, "element-12", 1, KEYS[:1]) for number in (1, 2))
    baseline = known(wrong(1), keyed(wrong(1), KEYS[0]))
    assert [each.known for each in rulings(split, baseline=baseline, faults=Found("x", faults, ("code",)))] == [1, 0]


def test_rows_whose_key_may_not_be_told_are_counted() -> None:
    def some(rows: int, *told: str) -> Found:
        return Found("x", (Fault(1, NAME, "element-12", rows, told),), ("code",))

    baseline = known(wrong(3), some(3, KEYS[0]))
    assert judged(baseline, wrong(3), some(3, KEYS[0])).passed
    assert judged(baseline, wrong(3), some(3, KEYS[1])).rulings[0].known == 2
    assert judged(baseline, wrong(4), some(4, KEYS[0])).rulings[0].known == 3
    assert judged(baseline, wrong(3), some(3)).rulings[0].known == 2


def test_rows_told_apart_and_not_are_never_known_twice() -> None:
    """Of more faults than can be told apart no keys are held: then the known ones may all be taken already."""
    baseline = known(wrong(2), keyed(wrong(2), *KEYS[:2]))
    split = faulty(finding("COD101", E, "许可类别", 1, 9), replace(finding("TYP901", E, "许可类别", 1, 9), checks=(NAME,)))

    def some(*keys: tuple[str, ...] | None) -> Found:
        counts = (1 if each is None else len(each) for each in keys)
        faults = (Fault(n, NAME, "element-12", *of) for n, of in enumerate(zip(counts, keys, strict=True), 1))
        return Found("x", tuple(faults), ("code",))

    assert [each.known for each in rulings(split, baseline=baseline, faults=some(None, KEYS[:2]))] == [1, 1]
    many = Found("x", (Fault(1, NAME, "element-12", 5), Fault(2, NAME, "element-12", 1, KEYS[:1])), ("code",))
    assert [(each.known, each.left) for each in rulings(split, baseline=baseline, faults=many)] == [(2, 3), (0, 1)]


def test_where_the_key_is_another_one_faults_are_counted() -> None:
    report = wrong(2)
    baseline = known(report, keyed(report, *KEYS[:2]))
    found = judged(baseline, report, replace(keyed(report, *KEYS[1:]), key=("number",)))
    assert found.passed
    assert found.baseline.key == ()


def test_another_check_or_column_is_new() -> None:
    baseline = known(wrong(12))
    assert not judged(baseline, faulty(finding("COD101", E, "状态", 12, 9))).passed
    assert not judged(baseline, faulty(finding("COD102", E, "许可类别", 12, 9))).passed


def test_a_fault_is_known_whatever_caused_it() -> None:
    """Whether a column is damaged is decided by all of it: next month the same cells may be plainly wrong."""
    split = faulty(finding("COD101", E, "许可类别", 5, 9), replace(finding("TYP901", E, "许可类别", 7, 9), checks=(NAME,)))
    assert [each.known for each in rulings(split, baseline=known(wrong(12)))] == [7, 5]


@pytest.mark.parametrize(("fail_on", "passed"), [("error", True), ("warning", True), ("info", False)])
def test_warnings_are_known_notes_where_they_fail(fail_on, passed) -> None:
    report = faulty(finding("COD104", W, "机关代码", 3, 80), finding("COD101", I, "状态", 2, 9))
    assert judged(known(report), report, fail_on=fail_on).passed is passed
    assert judged(known(report, fail_on="info"), report, fail_on="info").passed


def test_what_did_not_run_is_not_gone() -> None:
    baseline, report = known(wrong(12)), wrong(12)
    skipped = tuple(replace(each, status=Status.SKIPPED) for each in report.checks)
    assert judged(baseline, replace(report, findings=(), checks=skipped)).baseline.gone == ()
    assert judged(baseline, replace(report, findings=(), verdict=Verdict.INCOMPLETE)).baseline.gone == ()
    assert judged(baseline, replace(report, findings=(), checks=())).baseline.gone == ()


def test_what_was_held_while_notes_failed_is_not_gone() -> None:
    report = faulty(finding("COD101", I, "状态", 2, 9))
    found = judged(known(report, fail_on="info"), report)
    assert (found.baseline.known, found.baseline.gone, found.rulings[0].outcome) == (0, (), "below")


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, Verdict.NOT_EVALUATED])
def test_it_never_hides_what_was_not_checked(verdict) -> None:
    assert not judged(known(wrong(12)), replace(wrong(12), verdict=verdict)).passed


def of(file: str) -> Found:
    return Found(file, found_in(wrong(12)).faults)


def listed(baseline: Baseline, file: str, *, alone: bool) -> bool:
    return judged(baseline, wrong(12), of(file), by_name=not alone).baseline.listed


def test_files_are_known_by_name_the_one_input_of_a_run_under_another_one_as_well() -> None:
    one = known(wrong(12), of("10.csv"))
    assert listed(one, "10.csv", alone=False)
    assert listed(one, "11.csv", alone=True)
    assert not listed(one, "11.csv", alone=False)
    two = replace(one, sections=(*one.sections, replace(one.sections[0], file="09.csv")))
    assert listed(two, "09.csv", alone=True)
    assert not listed(two, "11.csv", alone=True)


def test_another_dataset_is_not_known() -> None:
    report = wrong(12)
    other = replace(report, basis=replace(report.basis, dataset="other"))
    found = judged(known(other), report)
    assert (found.baseline.listed, found.baseline.known, found.baseline.new, found.passed) == (False, 0, 12, False)
    assert section_of(replace(report, basis=None), found_in(report), "error") is None


def test_the_file_is_canonical_a_key_a_line() -> None:
    report = faulty(finding("COD101", E, "许可类别", 3, 9), finding("TYP101", E, "决定日期", 4, 50))
    section = section_of(report, keyed(report, KEYS[1], KEYS[0], KEYS[0]), "error")
    # The first finding has four rows; the keys stand for it here.
    data = baseline_bytes([section]).decode()
    assert data == (
        '{"format": "dgov-std-baseline/1", "tables": [\n'
        '{"standard": "licence-publicity", "dataset": "licence-org", "file": "某县_行政许可_202610.xlsx", "key": ["code"],'
        ' "issues": [\n'
        '{"check": "cod101-许可类别", "column": "element-12", "count": 3},\n'
        '{"check": "typ101-决定日期", "column": "element-8", "count": 3, "keys": {\n'
        '"00000000000000aa": 2,\n'
        '"00000000000000bb": 1\n'
        "}}\n"
        "]}\n"
        "]}\n"
    )
    assert json.loads(data)["tables"][0]["issues"][1]["count"] == 3


def test_the_order_of_the_inputs_does_not_matter() -> None:
    sections = [replace(known(wrong(12)).sections[0], file=name) for name in ("b", "a", "c")]
    assert baseline_bytes(sections) == baseline_bytes(sections[::-1])
    assert [each.file for each in read_baseline(baseline_bytes(sections), "x").sections] == ["a", "b", "c"]
    assert read_baseline(baseline_bytes([]), "x").sections == ()


ISSUE = {"check": "a", "column": "", "count": 1}


def text(**changes) -> bytes:
    section = {"standard": "s", "dataset": "d", "file": "f", "key": [], "issues": [ISSUE]} | changes
    return json.dumps({"format": "dgov-std-baseline/1", "tables": [section]}).encode()


twice = json.dumps({"format": "dgov-std-baseline/1", "tables": json.loads(text())["tables"] * 2}).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "/ 应为 JSON"),
        (b"[]", "/ 应为对象"),
        (b"[" * 100_000, "/ 应为 JSON"),
        (b'{"format": "dgov-std-report/1", "tables": []}', '/format 应为 "dgov-std-baseline/1"'),
        (twice, "/tables 每个文件只能有一次"),
        (text(more=1), "/tables/0/more 不该有"),
        (text(key=[1]), "/tables/0/key 应为文字的数组"),
        (text(issues=[ISSUE | {"count": -1}]), "/tables/0/issues/0/count 应为不小于 0 的整数"),
        (text(issues=[ISSUE | {"count": True}]), "/tables/0/issues/0/count 应为不小于 0 的整数"),
        (text(issues=[ISSUE, ISSUE]), "/tables/0/issues 每个检查和栏目只能有一次"),
        (text(issues=[ISSUE | {"keys": {"A" * 16: 1}}]), "/tables/0/issues/0/keys 应为 16 位十六进制数: 次数"),
        (text(issues=[ISSUE | {"keys": {"a" * 16: 0}}]), "/tables/0/issues/0/keys 应为 16 位十六进制数: 次数"),
        (text(issues=[ISSUE | {"keys": {"a" * 16: 2}}]), "/tables/0/issues/0/count 应不小于 2"),
    ],
)
def test_what_is_no_baseline_is_refused(data, said) -> None:
    with pytest.raises(InputError) as caught:
        read_baseline(data, "b.json")
    (problem,) = caught.value.problems
    assert problem.in_("zh").startswith(f"b.json: 不是存量问题清单: {said}")
    assert problem.in_("zh").endswith("请用 check --write-baseline 重新生成")
