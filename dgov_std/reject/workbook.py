"""The two annotated workbooks: a marked copy of the submitted one, and a new one for other inputs."""

from __future__ import annotations

from dgov_std.reject.annotated import annotate_xlsx
from dgov_std.reject.fresh import new_workbook

__all__ = ["annotate_xlsx", "new_workbook"]
