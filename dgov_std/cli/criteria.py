"""The options that say by what an input is checked, and which finding fails it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dgov_std.cli.completion import complete_standard
from dgov_std.cli.language import say
from dgov_std.cli.settings import FAIL_ON, Setting
from dgov_std.cli.tables import tables_of
from dgov_std.text import Text

if TYPE_CHECKING:
    from dgov_std.cli.gating import GateOptions

_OPTIONS = (
    click.option(
        "--standard",
        "-s",
        shell_complete=complete_standard,
        help=say(Text("标准的编号, 或标准文件夹的路径", "id of a standard, or a path to one")),
    ),
    click.option(
        "--schema",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=say(
            Text(
                "改用 JSON Schema 或 Frictionless Table Schema",
                "a JSON Schema or Frictionless Table Schema instead of a standard",
            )
        ),
    ),
    click.option(
        "--dataset", help=say(Text("标准里的哪张表(默认按表头选)", "which dataset of it (default: by the header)"))
    ),
    click.option(
        "--as-of", metavar="DATE", help=say(Text("数据基准日, 如 2026-10-31", "reference date, such as 2026-10-31"))
    ),
    click.option(
        "--reference",
        "references",
        multiple=True,
        metavar="NAME=FILE",
        help=say(Text("引用到的另一张表的文件, 可多次给出", "file of another table that is referred to, repeatable")),
    ),
    click.option(
        "--codelist",
        "codelists",
        multiple=True,
        metavar="NAME=FILE",
        help=say(
            Text(
                "标准要求另外提供的代码表, 如工作日历, 可多次给出", "codes of a list that is given when checking, repeatable"
            )
        ),
    ),
    click.option("--metadata", type=click.Path(path_type=Path), help=say(Text("元数据文件(JSON)", "metadata file (JSON)"))),
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help=say(Text("哪一级问题算不通过(默认 error)", "lowest severity that fails (default: error)")),
    ),
)


@dataclass(frozen=True, slots=True)
class Criteria:
    """The options of this module as given."""

    standard: str | None
    schema: Path | None
    dataset: str | None
    as_of: str | None
    references: tuple[str, ...]
    codelists: tuple[str, ...]
    metadata: Path | None
    fail_on: str | None

    def setting(self, gating: GateOptions, reading: Mapping[str, Any]) -> Setting:
        """Return what the command line says of every input. Raises UsageError and InputError for what makes no sense."""
        from dgov_std.api.options import reference_date  # noqa: PLC0415 - help stays light

        thresholds, baseline, exceptions = gating.rules
        return Setting(
            standard=self.standard,
            dataset=self.dataset,
            as_of=reference_date(self.as_of),
            fail_on=self.fail_on,
            thresholds=thresholds,
            baseline=baseline,
            exceptions=exceptions,
            metadata=self.metadata,
            references=tables_of(self.references),
            codelists=tables_of(self.codelists, "--codelist"),
            reading=reading,
        )


def criteria_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of what to check by; it takes them as `criteria`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> int:  # noqa: ANN401 - what click passes
        chosen = Criteria(**{name: given.pop(name) for name in Criteria.__slots__})
        return command(criteria=chosen, **given)

    found: Callable[..., int] = gathered
    for option in reversed(_OPTIONS):
        found = option(found)
    return found
