"""Severity and source of a constraint: declared, or derived from the confidence."""

from pathlib import Path

import pytest

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Confidence, Mark, Source
from dgov_std.standard.problems import Problems
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.yaml_tree import parse_yaml

SOURCE = Source("GB 1", "3", Confidence.HIGH)


def build(text: str, source: Source = SOURCE) -> tuple[str, Source, list[str]]:
    ledger = Ledger(Path(), Problems())
    documents, _ = parse_yaml(text.encode(), "f", ledger.problems)
    facet = facet_of(ledger, 1, documents[0] if documents else None, Mark("f", 1, 1), source)
    return facet.severity, facet.source, [p.in_("en") for p in ledger.problems.in_order()]


@pytest.mark.parametrize(
    ("text", "severity", "confidence"),
    [
        ("", "error", "high"),
        ("confidence: medium", "error", "medium"),
        ("confidence: low", "warning", "low"),
        ("severity: info", "info", "high"),
        ("{severity: warning, confidence: low}", "warning", "low"),
    ],
)
def test_severity(text: str, severity: str, confidence: str) -> None:
    found, source, problems = build(text)
    assert (found, source.confidence, problems) == (severity, confidence, [])


def test_error_of_low_confidence_is_refused_also_when_the_document_is_low() -> None:
    said = "f:1:11: a rule of low confidence cannot be an error. Write severity: warning, or name a better source."
    assert build("severity: error", Source("S", None, Confidence.LOW))[2] == [said]


def test_clause_of_another_standard_is_not_inherited() -> None:
    assert build("standard: GB 2")[1] == Source("GB 2", None, Confidence.HIGH)
    assert build("clause: '4'")[1] == Source("GB 1", "4", Confidence.HIGH)
