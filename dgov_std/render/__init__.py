"""Report -> bytes: one file per format. Only values of `dgov_std.report` come in."""

from __future__ import annotations

# Format -> "module:function". Names, not functions: listing the formats must not import rich.
RENDERERS: dict[str, str] = {
    "terminal": "dgov_std.render.terminal:render",
    "json": "dgov_std.render.json:render",
}
