"""Report -> bytes: one file per format. Only values of `dgov_std.report` come in."""

from __future__ import annotations

# Format -> "module:function". Names, not functions: listing the formats must not import rich.
RENDERERS: dict[str, str] = {
    "terminal": "dgov_std.render.terminal:render",
    "json": "dgov_std.render.json:render",
    "html": "dgov_std.render.html:render",
    "markdown": "dgov_std.render.markdown:render",
    "junit": "dgov_std.render.junit:render",
    "sarif": "dgov_std.render.sarif:render",
    "gitlab": "dgov_std.render.gitlab:render",
    "github": "dgov_std.render.github:render",
    "summary": "dgov_std.render.summary:render",
    "badge": "dgov_std.render.badge:render",
    "badge-json": "dgov_std.render.badge:render_endpoint",
    "dqv": "dgov_std.render.dqv:render",
    "conformance": "dgov_std.render.conformance:render",
    "conformance-docx": "dgov_std.render.conformance_docx:render",
}
# Format -> what its files end in; the others are for the screen. Of two that fit, the longer one counts.
SUFFIXES: dict[str, str] = {
    "json": ".json",
    "html": ".html",
    "markdown": ".md",
    "junit": ".junit.xml",
    "sarif": ".sarif",
    "gitlab": ".gitlab.json",
    "github": ".github.txt",
    "summary": ".summary.md",
    "badge": ".svg",
    "badge-json": ".badge.json",
    "dqv": ".jsonld",
    "conformance": ".conformance.html",
    "conformance-docx": ".docx",
}
# Format -> the extra of this package that it needs.
EXTRAS: dict[str, str] = {"conformance-docx": "docx"}
# Formats that tell of all reports of a run together: their functions take a sequence of reports.
JOINT: tuple[str, ...] = ("junit", "sarif", "gitlab", "github", "summary")
