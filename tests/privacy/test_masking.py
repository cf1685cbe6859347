"""A frozen report may be forwarded: no personal value is in it, in any form."""

from dataclasses import replace
from types import ModuleType

import pytest

from dgov_std.privacy.masking import freeze, mask_examples
from dgov_std.report import facts
from dgov_std.report.json_form import canonical_bytes
from dgov_std.report.priorities import number_findings
from dgov_std.report.values import CodeListEdition, Example, Rows, Rule, Run, Severity, Verdict
from dgov_std.text import Text

SECRET, OTHER, PHONE = "110101199001011234", "110101198002301235", "13812345678"
DIGEST = f"a{PHONE}b{SECRET}".ljust(64, "c")
PLAIN = "e3b0" * 16


def _report(sample: ModuleType, *findings: object, **changes: object):
    made = sample.report(number_findings(findings), Verdict.FAIL, Rows(9, 1, 8, 0))
    return replace(made, **changes)


def test_personal_examples_become_merged_shapes(sample: ModuleType) -> None:
    found = sample.finding(
        "IDN201",
        Severity.ERROR,
        "证件号码",
        6,
        2,
        Example(SECRET, 2, suggestion=OTHER, rows=(7, 9)),
        Example(OTHER, 3, rows=(4,)),
        Example("12345X", 1, rows=(5,)),
    )
    (finding,) = freeze(_report(sample, found)).findings
    assert finding.examples == (
        Example("9" * 18, 5, masked=True, rows=(4, 7, 9)),
        Example("99999A", 1, masked=True, rows=(5,)),
    )


def test_other_columns_keep_their_examples(sample: ModuleType) -> None:
    found = sample.finding("COD101", Severity.ERROR, "许可类别", 1, 2, Example("审批", 1, suggestion="01"))
    assert freeze(_report(sample, found)).findings[0].examples == found.examples


def test_a_number_in_free_text_makes_it_a_shape_and_the_suggestion_goes(sample: ModuleType) -> None:
    found = sample.finding("TYP206", Severity.ERROR, "内容", 1, 2, Example(f"张三{SECRET}", 1, suggestion=SECRET))
    (finding,) = freeze(_report(sample, found)).findings
    assert finding.examples == (Example("文文" + "9" * 18, 1, masked=True),)


def test_a_text_with_personal_information_is_shown_as_a_shape(sample: ModuleType) -> None:
    found = sample.finding("SEC101", Severity.WARNING, "内容", 1, 2, Example("张三 000000190001010000", 1))
    assert freeze(_report(sample, found)).findings[0].examples == (Example("文文 " + "9" * 18, 1, masked=True),)


@pytest.mark.parametrize("code", ["REL103", "KEY101"])
def test_findings_between_columns_that_touch_a_personal_one_show_nothing(sample: ModuleType, code: str) -> None:
    found = sample.finding(code, Severity.ERROR, "内容", 1, 2, Example("男", 1, suggestion="女"))
    touching = replace(found, columns=(*found.columns, sample.LABELS.index("证件号码")))
    assert freeze(_report(sample, touching)).findings[0].examples == ()
    assert freeze(_report(sample, found)).findings[0].examples == found.examples


@pytest.mark.parametrize("code", ["KEY102", "STR201"])
def test_findings_of_whole_rows_show_nothing_where_a_column_is_personal(sample: ModuleType, code: str) -> None:
    found = sample.finding(code, Severity.ERROR, None, 1, 2, Example("张三,男", 1))
    assert freeze(_report(sample, found)).findings[0].examples == ()
    public = tuple(replace(column, personal=False) for column in sample.COLUMNS)
    assert freeze(_report(sample, found, columns=public)).findings[0].examples == found.examples


def test_labels_names_and_parameters_are_scanned_too(sample: ModuleType) -> None:
    text = Text(f"列{SECRET}", f"column {PHONE}")
    all_facts = [
        facts.Named(SECRET, PHONE),
        facts.Compared(text, "<=", text),
        facts.Keyed((text,), 1),
        facts.Conditional(((text, ("1",)),)),
        facts.Limit(SECRET, "char"),
        facts.Listed(text, (SECRET, "01"), 2),
        facts.Deadline(text, text, 7, "working_day"),
        facts.Grouped((text,), 1, text, 1),
        facts.Referred((text,), SECRET, 1),
        facts.Labels((SECRET, PHONE), 2),
    ]
    found = [sample.finding("REL104", Severity.ERROR, "内容", 1, 2, facts=each) for each in all_facts]
    base = _report(sample, *found)
    report = replace(
        base,
        columns=(replace(base.columns[0], label=SECRET), *base.columns[1:]),
        input=replace(base.input, name=f"张三{SECRET}.xlsx", sheet=PHONE, sheets=(PHONE,)),
        outputs=tuple(replace(each, name=f"退回_{SECRET}.xlsx") for each in sample.returned().outputs),
        run=Run("t", 1.0, "h", f"{PHONE}.csv", 1),
        options={"sheet": PHONE, "codelist.days": f"{SECRET}.csv sha256:{PLAIN}", "reference.other": f"{PHONE}.csv"},
        basis=replace(
            base.basis,
            standard=SECRET,
            edition=PHONE,
            title=text,
            dataset=SECRET,
            dataset_title=text,
            codelists=(CodeListEdition("days", text, f"{SECRET}.csv", None, PLAIN),),
        ),
        sender=PHONE,
        period=SECRET,
        limits=(text,),
        checks=(sample.check("TYP201", 0, 0, status=base.checks[4].status, reason=text),),
    )
    report = replace(report, findings=tuple(replace(each, rule=Rule(text, SECRET, PHONE)) for each in report.findings))
    assert SECRET.encode() in canonical_bytes(report)
    frozen = canonical_bytes(freeze(report))
    assert SECRET.encode() not in frozen
    assert PHONE.encode() not in frozen
    assert frozen.count(PLAIN.encode()) == 2


def test_fingerprints_stay_whole(sample: ModuleType) -> None:
    report = sample.returned()
    report = replace(report, input=replace(report.input, sha256=DIGEST))
    assert freeze(report).input.sha256 == DIGEST


def test_no_value_of_a_personal_column_is_in_the_bytes(sample: ModuleType) -> None:
    frozen = canonical_bytes(freeze(sample.returned())).decode()
    for secret in ("110101199013011234", "110101198002301234"):
        assert not any(secret[i : i + 6] in frozen for i in range(13))


def test_freezing_twice_changes_nothing(sample: ModuleType) -> None:
    once = freeze(sample.returned())
    assert freeze(once) == once


def test_showing_values_is_explicit(sample: ModuleType) -> None:
    report = sample.returned()
    assert freeze(report, show_values=True) is report


def test_nothing_to_mask() -> None:
    assert mask_examples((), personal=True) == ()
