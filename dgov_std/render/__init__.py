"""Report -> bytes: one file per format. Only values of `dgov_std.report` come in."""

from __future__ import annotations

# Format -> "module:function". Names, not functions: listing the formats must not import rich.
RENDERERS: dict[str, str] = {
    "terminal": "dgov_std.render.terminal:render",
    "json": "dgov_std.render.json:render",
    "html": "dgov_std.render.html:render",
    "markdown": "dgov_std.render.markdown:render",
}
# Format -> what its files end in; the others are for the screen.
SUFFIXES: dict[str, str] = {"json": ".json", "html": ".html", "markdown": ".md"}
