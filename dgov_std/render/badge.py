"""The verdict as a badge: an SVG that needs nothing else, and the JSON of the endpoint badges of shields.io (schema 1)."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from dgov_std.render.page_text import safe
from dgov_std.render.statement_words import said
from dgov_std.report.values import Report, Severity, Verdict
from dgov_std.text import Language

# Of Verdana, thousandths of the type size, from space to ~; what is told is stretched or pressed to fit.
_WIDTHS = (
    "352 394 459 818 636 1076 727 269 454 454 636 818 364 454 364 454 636 636 636 636 636 636 636 636 636 636 454 454 "
    "818 818 818 545 1000 684 686 698 771 632 575 775 751 421 455 693 557 843 748 787 603 787 695 684 616 732 684 989 "
    "685 615 685 454 454 454 818 636 636 601 623 521 623 596 352 623 633 274 344 592 274 973 633 607 623 623 427 521 "
    "394 633 592 818 592 592 525 635 454 635 818"
)
_ADVANCES = [int(width) for width in _WIDTHS.split()]
_WIDE = 1000  # a Chinese character, and whatever else is not ASCII
_SIZE, _PADDING = 11, 6
_LABEL_COLOUR = "#3d4653"
# White letters stand out against each by at least 4.5 : 1. The names are those of shields.io.
_COLOURS = {"good": "#1d6b40", "bad": "#ad1f1b", "mixed": "#8a5200", "none": "#535f70"}
_NAMES = {"good": "success", "bad": "critical", "mixed": "important", "none": "inactive"}
_TITLE = 120


def render(report: Report, *, language: Language) -> str:
    """Return the badge as SVG, 20 pixels high and as wide as its text; its description names file, standard and receipt."""
    label, message = said("badge", language), _message(report, language)
    left, right = (_width(text) + 2 * _PADDING for text in (label, message))
    name, about = escape(f"{label}: {message}"), escape(_about(report, language))
    fonts = "Verdana,'DejaVu Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" viewBox="0 0 {left + right} 20"'
        f' role="img" aria-label="{name}" lang="{"zh-CN" if language == "zh" else "en"}">\n'
        f"<title>{name}</title>\n<desc>{about}</desc>\n"
        f'<path fill="{_LABEL_COLOUR}" d="M3 0h{left - 3}v20H3a3 3 0 01-3-3V3a3 3 0 013-3z"/>'
        f'<path fill="{_COLOURS[_tone(report)]}" d="M{left} 0h{right - 3}a3 3 0 013 3v14a3 3 0 01-3 3H{left}z"/>\n'
        f'<g fill="#fff" font-family="{fonts}" font-size="{_SIZE}">\n'
        f"{_text(label, _PADDING)}\n{_text(message, left + _PADDING)}\n</g>\n</svg>\n"
    )


def render_endpoint(report: Report, *, language: Language) -> str:
    """Return what an endpoint badge of shields.io reads; its schema refuses any other key."""
    tone = _tone(report)
    made = {
        "schemaVersion": 1,
        "label": said("badge", language),
        "message": _message(report, language),
        "color": _NAMES[tone],
        "isError": tone != "good",  # so that no address can ask for another colour
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _message(report: Report, language: Language) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in report.findings)
    text = said(f"badge_{report.verdict.value}", language, f"{errors:,}")
    if report.gate is None:
        return text
    return text + said("semicolon", language) + said("badge_passed" if report.gate.passed else "badge_failed", language)


def _tone(report: Report) -> str:
    """Return the colour's meaning: the verdict's; what a gate lets pass is not red, what it stops not green."""
    tone = {Verdict.PASS: "good", Verdict.FAIL: "bad", Verdict.INCOMPLETE: "mixed"}.get(report.verdict, "none")
    if report.gate is not None and tone in ("good", "bad"):
        return tone if report.gate.passed == (tone == "good") else "mixed" if report.gate.passed else "bad"
    return tone


def _about(report: Report, language: Language) -> str:
    basis = report.basis
    standard = (basis.title.in_(language), basis.edition) if basis else (said("against_none", language),)
    parts = (safe(part, _TITLE) for part in (report.input.name, *standard, report.receipt) if part)
    return said("semicolon", language).join(parts)


def _width(text: str) -> int:
    thousandths = sum(_ADVANCES[ord(each) - 32] if " " <= each <= "~" else _WIDE for each in text)
    return -(-thousandths * _SIZE // 1000)


def _text(text: str, left: int) -> str:
    return f'<text x="{left}" y="14" textLength="{_width(text)}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
