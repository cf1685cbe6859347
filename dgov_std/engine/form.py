"""What a reader remarks of the form of a file becomes findings, each check of form once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgov_std.dataset.table import Form, Remark
from dgov_std.engine.document import Found, file_check, file_finding
from dgov_std.engine.noted import noted
from dgov_std.report import facts
from dgov_std.report.codes import CODES
from dgov_std.report.values import Place, Rule, Severity

SEVERITIES = {
    "STR301": Severity.INFO,
    "STR302": Severity.INFO,
    "STR303": Severity.INFO,
    "STR401": Severity.INFO,
    "STR402": Severity.INFO,
    "STR403": Severity.WARNING,
    "STR404": Severity.WARNING,
    "STR405": Severity.WARNING,
    "STR406": Severity.INFO,
    "STR407": Severity.INFO,
    "STR408": Severity.INFO,
    "STR409": Severity.WARNING,
    "STR410": Severity.INFO,
}
_ANY = ("STR401", "STR406")
_ASKED = {
    "csv": ("STR301", "STR302", *_ANY),
    "jsonl": ("STR301",),
    "xlsx": ("STR303", *_ANY, "STR407", "STR408", "STR409", "STR410"),
    "xls": ("STR303", *_ANY, "STR407", "STR408", "STR409", "STR410"),
    "xlsb": (*_ANY, "STR409"),
    "ods": (*_ANY, "STR409"),
}
PLACES = 5


def form_findings(form: Form) -> Found:
    """Return what the reader remarked, and every check of form this kind of file undergoes.

    A check that nothing was remarked of ran and passed. Texts are those of the file: `freeze` masks them.
    """
    remarks: dict[str, list[Remark]] = {}
    for remark in (*_encoding(form), *form.remarks):
        remarks.setdefault(remark.code, []).append(remark)
    found = Found()
    for code in dict.fromkeys((*_ASKED.get(form.format, ()), *remarks)):
        told = remarks.get(code, [])
        check = file_check(f"structure.{code}", CODES[code], SEVERITIES[code], Rule(), failed=bool(told))
        found.checks.append(check)
        if told:
            finding = file_finding(check, _facts(told))
            rows = sorted({row for remark in told for row in remark.rows})
            columns = dict.fromkeys(column for remark in told for column in remark.columns)
            first = tuple(Place(row, max(row - form.header_row, 0)) for row in rows[:PLACES])
            found.findings.append(replace(finding, first=first, columns=tuple(columns)))
    return found


def _encoding(form: Form) -> tuple[Remark, ...]:
    """Remark a text file that is not UTF-8: it is read all the same."""
    foreign = form.format in {"csv", "jsonl"} and form.encoding not in {"utf-8", "ascii", None}
    foreign = foreign and all(remark.code != "STR301" for remark in form.remarks)
    return (Remark("STR301", texts=((form.encoding or "").upper(),)),) if foreign else ()


def _facts(told: Sequence[Remark]) -> facts.Facts:
    if told[0].code == "STR301":
        # What was only guessed is told without what it should be: then the sentence says so.
        return facts.Named(told[0].texts[0].upper(), None if "guessed" in told[0].texts else "UTF-8")
    if told[0].code == "STR302":
        known = dict(text.split("=", 1) for text in told[0].texts)
        return facts.Divided(
            known.get("delimiter"), known.get("quote"), known.get("escape"), "spaced" in known, "declared" in known
        )
    return noted((text for remark in told for text in remark.texts), sum(remark.count for remark in told))
