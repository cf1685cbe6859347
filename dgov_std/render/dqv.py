"""The report as linked data for a catalogue: W3C DQV measurements of a DCAT dataset, and what it was tested against.

JSON-LD 1.1 with its context inside: nothing has to be fetched to read it. Conformance (dct:conformsTo) is
stated where the verdict is `pass` and nowhere else; the degree of conformance is that of the test result,
after DCAT 3, "Documenting conformance to standards", with the concepts of INSPIRE. No content of a cell
and no label of a column stands in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from dgov_std.render.page_text import safe
from dgov_std.render.quality import formula_of
from dgov_std.render.statement_words import said
from dgov_std.render.wording import counted_word, dimension_word, word
from dgov_std.report.codes import Dimension
from dgov_std.report.json_form import report_digest
from dgov_std.report.values import Indicator, Report, Score, Verdict
from dgov_std.text import Language, Text

Node = dict[str, Any]
_LONGEST = 300
_BASE = "urn:dgov-std:"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
CONTEXT: Node = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    # A and B of an indicator, what they count, until when a code list is complete: there are no other terms for these.
    "numerator": {"@id": "urn:dgov-std:term:numerator", "@type": "xsd:integer"},
    "denominator": {"@id": "urn:dgov-std:term:denominator", "@type": "xsd:integer"},
    "unit": "urn:dgov-std:term:unit",
    "knownUntil": {"@id": "urn:dgov-std:term:knownUntil", "@type": "xsd:date"},
    "verdict": "urn:dgov-std:term:verdict",
    "notMeasured": {"@id": "urn:dgov-std:term:notMeasured", "@type": "@id"},
}
_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/json",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "parquet": "application/vnd.apache.parquet",
    "arrow": "application/vnd.apache.arrow.file",
}
_DEGREES = {Verdict.PASS: "conformant", Verdict.FAIL: "notConformant"}
_INSPIRE = "http://inspire.ec.europa.eu/metadata-codelist/DegreeOfConformity/"


def render(report: Report, *, language: Language) -> str:
    """Return the report as JSON-LD in both languages, whatever `language` is; it ends in a newline."""
    about = f"{_BASE}report:sha256:{report_digest(report)}"
    metrics = _metrics(report)
    graph = [
        _dataset(report, about),
        _distribution(report, about),
        *_tested_against(report),
        _test(report, about, metrics),
        _result(report, about),
        _tool(report),
        *_measurements(report, about),
        *metrics.values(),
        *_dimensions(report),
    ]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _dataset(report: Report, about: str) -> Node:
    basis = report.basis
    found: Node = {"@id": f"{about}#dataset", "@type": "dcat:Dataset"}
    found["dct:title"] = _both(basis.dataset_title) if basis else _clean(report.input.name)
    if report.sender:
        found["dct:publisher"] = {"@type": "foaf:Agent", "foaf:name": _clean(report.sender)}
    if report.period:
        found["dct:temporal"] = {"@type": "dct:PeriodOfTime", "rdfs:label": _clean(report.period)}
    found["dcat:distribution"] = {"@id": f"{about}#distribution"}
    found |= _conforms(report)
    found["prov:wasUsedBy"] = {"@id": f"{about}#test"}
    return found


def _distribution(report: Report, about: str) -> Node:
    source = report.input
    found: Node = {"@id": f"{about}#distribution", "@type": "dcat:Distribution", "dct:title": _clean(source.name)}
    if source.bytes is not None:
        found["dcat:byteSize"] = {"@value": str(source.bytes), "@type": "xsd:nonNegativeInteger"}
    if source.format in _MEDIA:
        found["dcat:mediaType"] = {"@id": f"https://www.iana.org/assignments/media-types/{_MEDIA[source.format]}"}
    found |= _checksum(source.sha256)
    return found | _conforms(report)


def _conforms(report: Report) -> Node:
    """Return the statement of conformance: only an accepted file conforms."""
    if report.verdict is not Verdict.PASS or report.basis is None:
        return {}
    return {"dct:conformsTo": {"@id": _standard_id(report)}}


def _standard_id(report: Report) -> str:
    basis = report.basis
    return _name(basis.standard, basis.edition or "0", basis.dataset) if basis else f"{_BASE}none"


def _tested_against(report: Report) -> list[Node]:
    """Return the standard, its compiled form and the code lists, each with edition and checksum."""
    basis = report.basis
    if basis is None:
        return []
    standard: Node = {"@id": _standard_id(report), "@type": "dct:Standard", "dct:title": _both(basis.title)}
    standard["dct:identifier"] = _clean(basis.standard)
    standard["dcat:version"] = _clean(basis.edition)
    plan: Node = {"@id": _bundle_id(report), "@type": ["prov:Plan", "prov:Entity"]}
    plan |= {"prov:wasDerivedFrom": {"@id": _standard_id(report)}} | _checksum(basis.bundle_sha256)
    lists = []
    for used in basis.codelists:
        found: Node = {"@id": _name("codelist", used.id, used.sha256), "@type": ["skos:ConceptScheme", "prov:Entity"]}
        found |= {"dct:identifier": _clean(used.id), "dct:title": _both(used.title)}
        if used.edition:
            found["dcat:version"] = _clean(used.edition)
        if used.known_until and _DAY.fullmatch(used.known_until):
            found["knownUntil"] = used.known_until
        lists.append(found | _checksum(used.sha256))
    return [standard, plan, *lists]


def _bundle_id(report: Report) -> str:
    return _name("bundle", "sha256", report.basis.bundle_sha256) if report.basis else f"{_BASE}none"


def _test(report: Report, about: str, metrics: dict[str, Node]) -> Node:
    """Return the activity: what was used, by which program after which plan, what came of it."""
    basis = report.basis
    used = [
        f"{about}#distribution",
        *(_name("codelist", each.id, each.sha256) for each in (basis.codelists if basis else ())),
    ]
    association: Node = {"@type": "prov:Association", "prov:agent": {"@id": _tool_id(report)}}
    if basis:
        association["prov:hadPlan"] = {"@id": _bundle_id(report)}
    found: Node = {"@id": f"{about}#test", "@type": "prov:Activity", "prov:used": [{"@id": each} for each in used]}
    if report.run and _MOMENT.fullmatch(report.run.started):
        found["prov:startedAtTime"] = {"@value": report.run.started, "@type": "xsd:dateTime"}
    found["prov:wasAssociatedWith"] = {"@id": _tool_id(report)}
    found["prov:qualifiedAssociation"] = association
    found["prov:generated"] = {"@id": f"{about}#result"}
    missing = dict.fromkeys(_metric_id(each) for each in report.indicators if each.value is None)
    missing |= dict.fromkeys(_score_id(each) for each in report.scores if each.points is None)
    if missing:
        found["notMeasured"] = [each for each in missing if each in metrics]
    return found


def _result(report: Report, about: str) -> Node:
    degree = _DEGREES.get(report.verdict, "notEvaluated")
    return {
        "@id": f"{about}#result",
        "@type": "prov:Entity",
        **({"dct:identifier": _clean(report.receipt)} if report.receipt else {}),
        "dct:type": {"@id": _INSPIRE + degree},
        "verdict": report.verdict.value,
        "dct:description": _told(partial(word, report.verdict.value)),
    }


def _tool(report: Report) -> Node:
    others = [f"{name} {version}" for name, version in sorted(report.versions.items()) if name != "dgov-std"]
    found: Node = {"@id": _tool_id(report), "@type": "prov:SoftwareAgent", "foaf:name": "dgov-std"}
    found["dcat:version"] = _clean(report.versions.get("dgov-std", ""))
    if others:
        found["dct:requires"] = [{"@type": "prov:Entity", "dct:title": _clean(each)} for each in others]
    return found


def _tool_id(report: Report) -> str:
    return _name("software", report.versions.get("dgov-std", ""))


def _measurements(report: Report, about: str) -> list[Node]:
    found: list[Node] = []
    for indicator in report.indicators:
        if indicator.value is not None:
            made = _measurement(about, len(found) + 1, _metric_id(indicator), indicator.value)
            found.append(made | _counts(indicator))
    for score in report.scores:
        if score.points is not None:
            found.append(_measurement(about, len(found) + 1, _score_id(score), score.points))
    return found


def _measurement(about: str, number: int, metric: str, value: float) -> Node:
    return {
        "@id": f"{about}#measurement-{number}",
        "@type": "dqv:QualityMeasurement",
        "dqv:isMeasurementOf": {"@id": metric},
        "dqv:computedOn": {"@id": f"{about}#dataset"},
        # As text: a decimal number of JSON would be read as binary floating point.
        "dqv:value": {"@value": f"{value:.6f}", "@type": "xsd:decimal"},
        "prov:wasGeneratedBy": {"@id": f"{about}#test"},
    }


def _counts(indicator: Indicator) -> Node:
    if indicator.formula == "mean":
        return {"rdfs:comment": _told(partial(formula_of, indicator))}
    return {"numerator": str(indicator.a), "denominator": str(indicator.b)}


def _metrics(report: Report) -> dict[str, Node]:
    """Return what is measured: each indicator in each unit it counts, and each score, by identifier."""
    found: dict[str, Node] = {}
    for each in report.indicators:
        made: Node = {"@id": _metric_id(each), "@type": "dqv:Metric", "skos:notation": _clean(each.id)}
        made |= {"skos:prefLabel": _both(each.title), "dct:source": _clean(each.standard)}
        made["skos:definition"] = _told(partial(_definition, each))
        if each.counts not in ("parts", "none"):
            made["unit"] = each.unit
        made |= {"dqv:expectedDataType": {"@id": "xsd:decimal"}, "dqv:inDimension": {"@id": _dimension_id(each)}}
        found[_metric_id(each)] = made
    for score in report.scores:
        made = {"@id": _score_id(score), "@type": "dqv:Metric", "skos:prefLabel": _both(score.title)}
        made |= {"dct:source": _clean(score.standard), "skos:definition": _told(partial(said, "scale"))}
        found[_score_id(score)] = made | {"dqv:expectedDataType": {"@id": "xsd:decimal"}}
    return found


def _definition(indicator: Indicator, language: Language) -> str:
    counted = word(f"p_counts_{indicator.counts}", language)
    parts = [counted]
    if indicator.counts not in ("parts", "none"):
        whole = said("all_rows" if indicator.counts.startswith("rows") else "all_evaluated", language)
        formula = "X = 1 - A / B" if indicator.formula == "complement" else "X = A / B"
        parts = [formula, f"A = {counted}", f"B = {whole}", counted_word(indicator.unit, language)]
    if indicator.reason:
        parts.append(_clean(indicator.reason.in_(language)))
    return said("semicolon", language).join([*parts, word(indicator.polarity, language)])


def _dimensions(report: Report) -> list[Node]:
    found = {}
    for each in report.indicators:
        known = each.dimension in set(Dimension)
        label = _told(partial(dimension_word, each.dimension)) if known else _clean(each.dimension)
        found[_dimension_id(each)] = {"@id": _dimension_id(each), "@type": "dqv:Dimension", "skos:prefLabel": label}
    return list(found.values())


def _metric_id(indicator: Indicator) -> str:
    return _name("indicator", indicator.standard, indicator.id, indicator.unit)


def _score_id(score: Score) -> str:
    return _name("score", score.standard)


def _dimension_id(indicator: Indicator) -> str:
    return _name("dimension", indicator.dimension)


def _checksum(sha256: str | None) -> Node:
    if sha256 is None or not _SHA256.fullmatch(sha256):
        return {}
    value = {"@value": sha256, "@type": "xsd:hexBinary"}
    algorithm = {"@id": "spdx:checksumAlgorithm_sha256"}
    return {"spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": algorithm, "spdx:checksumValue": value}}


def _name(*parts: str) -> str:
    """Return a name of this project; what a part must not hold is percent-encoded."""
    return _BASE + ":".join(quote(safe(part, _LONGEST), safe="") for part in parts)


def _told(words: Callable[[Language], str]) -> list[Node]:
    return _both(Text(words("zh"), words("en")))


def _both(text: Text) -> list[Node]:
    return [{"@value": _clean(text.zh), "@language": "zh-Hans"}, {"@value": _clean(text.en), "@language": "en"}]


def _clean(text: str) -> str:
    return safe(text, _LONGEST)
