"""The fragment for catalogues: JSON-LD that needs nothing fetched, in the terms of DQV, DCAT, PROV and SPDX."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import machine_reports as machine
import pytest

from dgov_std.privacy.masking import freeze
from dgov_std.render.dqv import CONTEXT, render
from dgov_std.report.json_form import report_digest
from dgov_std.report.values import Grade, Indicator, Part, Report, Score, Verdict
from dgov_std.text import Text

# rdflib warns of its own parser.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
GOLDEN = Path(__file__).with_name("golden-statement")
CASES = ["accepted", "faults", "empty", "unreadable", "unfinished", "hostile", "million", "bare"]
DIGEST = re.compile(r"urn:dgov-std:report:sha256:[0-9a-f]{64}")
DQV, DCAT, SPDX = (CONTEXT[name] for name in ("dqv", "dcat", "spdx"))
INSPIRE = "http://inspire.ec.europa.eu/metadata-codelist/DegreeOfConformity/"
# Of the Data Quality Vocabulary (https://www.w3.org/TR/vocab-dqv/, W3C Document Licence): its classes that occur here,
# and of each property what it is said of and what it leads to; None is a literal or of another vocabulary.
CLASSES = {"QualityMeasurement", "Metric", "Dimension"}
PROPERTIES = {
    "isMeasurementOf": ("QualityMeasurement", "Metric"),
    "computedOn": ("QualityMeasurement", None),
    "value": ("QualityMeasurement", None),
    "expectedDataType": ("Metric", None),
    "inDimension": ("Metric", "Dimension"),
}
# Of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) and of the checksums of SPDX 2 that it uses.
DCAT_TERMS = {"Dataset", "Distribution", "distribution", "byteSize", "mediaType", "version"}
SPDX_TERMS = {"Checksum", "checksum", "algorithm", "checksumValue", "checksumAlgorithm_sha256"}


def made(report: Report) -> dict[str, Any]:
    return json.loads(render(report, language="zh"))


def nodes(report: Report, kind: str) -> list[dict[str, Any]]:
    return [
        node
        for node in made(report)["@graph"]
        if kind in ([node["@type"]] if isinstance(node["@type"], str) else node["@type"])
    ]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def scored(sample: ModuleType) -> Report:
    """A report with indicators of every kind: a mean, a complement, not measured; and scores."""
    text = Text("指标", "indicator")
    head = ("GB/T 1", text, "conformity", "higher", "cell")
    mean = Indicator("M", *head, "parts", (), 0, 0, formula="mean", parts=(Part("A", 0.5), Part("B", 0.25)))
    less = Indicator("C", *head, "failed", ("x",), 1, 4, formula="complement")
    none = Indicator("N", *head, "none", (), 0, 0, reason=Text("要看系统", "depends on the system"))
    scores = (
        Score("GB/T 1", text, 87.5, 1.0, ("C",), ("M",), Text("良", "good"), (Grade(Text("良", "good"), 80),)),
        Score("GB/T 2", text, None, 0.0, (), ("N",)),
    )
    return replace(sample.accepted(), indicators=(mean, less, none), scores=scores)


@pytest.mark.parametrize("name", CASES)
def test_golden(name: str) -> None:
    (report,) = machine.reports(name)
    text = render(report, language="zh")
    assert text == render(report, language="en")
    assert report_digest(report) in text
    # The digest is of the whole report, and changes with whatever a report tells besides.
    text = DIGEST.sub("urn:dgov-std:report:sha256:…", text)
    path = GOLDEN / f"{name}.jsonld"
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_the_run_changes_nothing_but_its_time(name: str) -> None:
    (report,) = machine.reports(name)
    again = (
        replace(report, run=replace(report.run, host="other", jobs=9, path="/home/x", seconds=7.0)) if report.run else report
    )
    assert render(again, language="zh") == render(report, language="zh")
    later = made(replace(report, run=None))
    (activity,) = [node for node in later["@graph"] if node["@type"] == "prov:Activity"]
    assert "prov:startedAtTime" not in activity


@pytest.mark.parametrize("verdict", Verdict)
def test_only_an_accepted_file_conforms(sample: ModuleType, verdict: Verdict) -> None:
    report = replace(sample.accepted(), verdict=verdict)
    said = [
        node["dct:conformsTo"]["@id"]
        for kind in ("dcat:Dataset", "dcat:Distribution")
        for node in nodes(report, kind)
        if "dct:conformsTo" in node
    ]
    name = "urn:dgov-std:licence-publicity:2018%E7%89%88:licence-org"
    assert said == ([name, name] if verdict is Verdict.PASS else [])
    (result,) = [node for node in nodes(report, "prov:Entity") if "verdict" in node]
    degree = {Verdict.PASS: "conformant", Verdict.FAIL: "notConformant"}.get(verdict, "notEvaluated")
    assert (result["verdict"], result["dct:type"]["@id"]) == (verdict.value, INSPIRE + degree)


def test_a_report_without_a_receipt_has_no_empty_one(sample: ModuleType) -> None:
    for report, said in ((sample.accepted(), "K8F2-PF2D"), (machine.reports("unreadable")[0], None)):
        (result,) = [node for node in nodes(report, "prov:Entity") if "verdict" in node]
        assert result.get("dct:identifier") == said


def test_without_a_standard_there_is_nothing_to_conform_to(sample: ModuleType) -> None:
    report = replace(sample.bare(), verdict=Verdict.PASS)
    assert nodes(report, "dct:Standard") == nodes(report, "prov:Plan") == []
    assert "dct:conformsTo" not in json.dumps(made(report))


def test_every_indicator_with_a_value_is_measured_with_its_a_and_b(sample: ModuleType) -> None:
    found = [
        (node["dqv:isMeasurementOf"]["@id"], node["dqv:value"]["@value"], node["numerator"], node["denominator"])
        for node in nodes(sample.returned(), "dqv:QualityMeasurement")
    ]
    assert found == [
        ("urn:dgov-std:indicator:GB%2FT%2036344-2018:0302:cell", "0.981838", "919", "936"),
        ("urn:dgov-std:indicator:GB%2FT%2036344-2018:0501:row", "0.006410", "2", "312"),
    ]
    (test,) = nodes(sample.returned(), "prov:Activity")
    assert test["notMeasured"] == ["urn:dgov-std:indicator:GB%2FT%2036344-2018:0601:cell"]


def test_means_complements_and_scores(sample: ModuleType) -> None:
    report = scored(sample)
    found = {
        node["dqv:isMeasurementOf"]["@id"].removeprefix("urn:dgov-std:"): node
        for node in nodes(report, "dqv:QualityMeasurement")
    }
    values = {name: node["dqv:value"]["@value"] for name, node in found.items()}
    assert values == {
        "indicator:GB%2FT%201:M:cell": "0.375000",
        "indicator:GB%2FT%201:C:cell": "0.750000",
        "score:GB%2FT%201": "87.500000",
    }
    assert found["indicator:GB%2FT%201:M:cell"]["rdfs:comment"][1] == {"@value": "mean of A, B", "@language": "en"}
    assert "numerator" not in found["indicator:GB%2FT%201:M:cell"]
    definitions = {node["@id"]: node["skos:definition"][1]["@value"] for node in nodes(report, "dqv:Metric")}
    assert definitions["urn:dgov-std:indicator:GB%2FT%201:C:cell"].startswith("X = 1 - A / B; A = what failed")
    assert "depends on the system" in definitions["urn:dgov-std:indicator:GB%2FT%201:N:cell"]
    (test,) = nodes(report, "prov:Activity")
    assert test["notMeasured"] == ["urn:dgov-std:indicator:GB%2FT%201:N:cell", "urn:dgov-std:score:GB%2FT%202"]


def test_what_was_tested_is_named_by_its_fingerprints(sample: ModuleType) -> None:
    report = sample.accepted()
    sums = [
        node["spdx:checksum"]["spdx:checksumValue"]["@value"] for node in made(report)["@graph"] if "spdx:checksum" in node
    ]
    assert sums == ["0" * 64, "a" * 64, "b" * 64]
    odd = replace(report, input=replace(report.input, sha256="DROP TABLE"))
    assert "spdx:checksum" not in nodes(odd, "dcat:Distribution")[0]
    (tool,) = nodes(report, "prov:SoftwareAgent")
    assert (tool["foaf:name"], tool["dcat:version"]) == ("dgov-std", "0.1.0")


def test_no_content_of_a_cell_and_no_label_stands_in_it(sample: ModuleType) -> None:
    report = sample.returned()  # not even masked
    text = render(report, language="zh")
    examples = {example.value for finding in report.findings for example in finding.examples}
    assert len(examples) == 12
    assert not [
        value for value in {*examples, *sample.LABELS} - {"1 "} if f'"{value}"' in text or (len(value) > 6 and value in text)
    ]


def test_nothing_is_fetched_and_names_are_safe(sample: ModuleType) -> None:
    found = made(freeze(sample.hostile()))
    assert all(
        isinstance(value, dict) or value.startswith(("http://", "https://", "urn:")) for value in found["@context"].values()
    )
    names = re.findall(r'"@id": "([^"]*)"', json.dumps(found["@graph"]))
    assert names
    assert all(re.fullmatch(r"[A-Za-z0-9:/#._%-]+|xsd:decimal|spdx:\w+", name) for name in names)


# ---- as a program reads it that knows RDF ----------------------------------------------------


@pytest.fixture
def rdf() -> ModuleType:
    return pytest.importorskip("rdflib", reason="rdflib, of the extra `test`, is not installed: the JSON-LD is not parsed")


@pytest.mark.parametrize("name", [*CASES, "scored"])
def test_the_triples_fit_the_published_vocabularies(rdf: ModuleType, sample: ModuleType, name: str) -> None:
    report = freeze(scored(sample)) if name == "scored" else machine.reports(name)[0]
    graph = rdf.Graph().parse(data=render(report, language="zh"), format="json-ld")
    kinds = {(subject, str(kind)) for subject, kind in graph.subject_objects(rdf.RDF.type)}
    for subject, predicate, value in graph:
        if str(predicate).startswith(DQV):
            of, to = PROPERTIES[str(predicate).removeprefix(DQV)]
            assert (subject, DQV + of) in kinds
            assert to is None or (value, DQV + to) in kinds
        for term in (predicate, value):
            assert not isinstance(term, rdf.Literal) or term.ill_typed is not True, term
            known(rdf, str(term) if isinstance(term, rdf.URIRef) else "")
    conforming = [value for _, value in graph.subject_objects(rdf.DCTERMS.conformsTo)]
    assert all((value, str(rdf.DCTERMS.Standard)) in kinds for value in conforming)
    assert len(conforming) == (2 if report.verdict is Verdict.PASS else 0)


def known(rdf: ModuleType, term: str) -> None:
    """Fail for a term that its vocabulary does not have."""
    own = {DQV: CLASSES | set(PROPERTIES), DCAT: DCAT_TERMS, SPDX: SPDX_TERMS}
    for base, names in own.items():
        assert not term.startswith(base) or term.removeprefix(base) in names, term
    for vocabulary in (rdf.DCTERMS, rdf.PROV, rdf.SKOS, rdf.FOAF, rdf.RDF, rdf.RDFS, rdf.XSD):
        if term.startswith(str(vocabulary)):
            assert term in vocabulary, term


def test_each_measurement_has_one_value_one_metric_one_dataset(rdf: ModuleType, sample: ModuleType) -> None:
    graph = rdf.Graph().parse(data=render(sample.returned(), language="zh"), format="json-ld")
    dqv = rdf.Namespace(DQV)
    measured = list(graph.subjects(rdf.RDF.type, dqv.QualityMeasurement))
    assert len(measured) == 2
    for each in measured:
        (value,) = graph.objects(each, dqv.value)
        (metric,) = graph.objects(each, dqv.isMeasurementOf)
        (dataset,) = graph.objects(each, dqv.computedOn)
        (dimension,) = graph.objects(metric, dqv.inDimension)
        assert value.datatype == rdf.XSD.decimal
        a, b = (
            graph.value(each, rdf.URIRef(f"urn:dgov-std:term:{name}")).toPython() for name in ("numerator", "denominator")
        )
        assert float(value) == round(a / b, 6)
        assert (dataset, rdf.RDF.type, rdf.URIRef(DCAT + "Dataset")) in graph
        assert {label.language for label in graph.objects(dimension, rdf.SKOS.prefLabel)} == {"zh-Hans", "en"}


def test_two_reports_in_one_store_stay_apart(rdf: ModuleType, sample: ModuleType) -> None:
    graph = rdf.Graph()
    for report in (sample.accepted(), sample.returned()):
        graph.parse(data=render(report, language="zh"), format="json-ld")
    dcat = rdf.Namespace(DCAT)
    datasets = set(graph.subjects(rdf.RDF.type, dcat.Dataset))
    assert len(datasets) == 2
    assert len({next(graph.objects(each, rdf.DCTERMS.conformsTo), None) for each in datasets}) == 2
    assert len(set(graph.subjects(rdf.RDF.type, rdf.URIRef(DQV + "Metric")))) == 3


@pytest.mark.parametrize("base", ["dct", "prov", "skos", "foaf", "dqv", "dcat", "spdx", "xsd"])
def test_a_term_that_is_none_would_be_told(rdf: ModuleType, base: str) -> None:
    with pytest.raises(AssertionError, match="nonsense"):
        known(rdf, CONTEXT[base] + "nonsense")
