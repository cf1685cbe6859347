"""`dgov-std check`: check files, print the verdict, write the report and the annotated workbook."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dgov_std.cli import exit_codes, store
from dgov_std.cli.clock import Clock
from dgov_std.cli.console import print_nothing_more, print_report, print_utf8
from dgov_std.cli.inputs import inputs_of
from dgov_std.cli.language import language_of, say
from dgov_std.cli.outputs import refuse_overwriting, refuse_too_long, workbook_paths
from dgov_std.cli.reading import reading_options
from dgov_std.cli.reports import SCREEN, Wanted, prepare, wanted, write_reports
from dgov_std.cli.shell import failure, unwritten
from dgov_std.cli.shell import report as complain_of
from dgov_std.cli.tables import tables_of
from dgov_std.errors import DgovError, InputError, Problem, UsageError
from dgov_std.render import RENDERERS
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.options import Options
    from dgov_std.api.result import Report


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of every input: the standard, what fails, how much is shown."""

    standard: str | None
    fail_on: str
    everything: bool


@click.command(
    help=say(
        Text(
            "按标准检查 CSV、Excel 文件。退出码: 0 合格, 1 有问题, 2 无法检查, 3 没查完。",
            "Check CSV and Excel files against a standard. Exit codes: 0 accepted, 1 findings, 2 cannot run, 3 unfinished.",
        )
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--standard", "-s", help=say(Text("标准的编号, 或标准文件夹的路径", "id of a standard, or a path to one")))
@click.option(
    "--schema",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say(
        Text(
            "改用 JSON Schema 或 Frictionless Table Schema",
            "a JSON Schema or Frictionless Table Schema instead of a standard",
        )
    ),
)
@click.option("--dataset", help=say(Text("标准里的哪张表(默认按表头选)", "which dataset of it (default: by the header)")))
@click.option("--as-of", metavar="DATE", help=say(Text("数据基准日, 如 2026-10-31", "reference date, such as 2026-10-31")))
@click.option(
    "--reference",
    "references",
    multiple=True,
    metavar="NAME=FILE",
    help=say(Text("引用到的另一张表的文件, 可多次给出", "file of another table that is referred to, repeatable")),
)
@click.option(
    "--codelist",
    "codelists",
    multiple=True,
    metavar="NAME=FILE",
    help=say(
        Text("标准要求另外提供的代码表, 如工作日历, 可多次给出", "codes of a list that is given when checking, repeatable")
    ),
)
@click.option("--metadata", type=click.Path(path_type=Path), help=say(Text("元数据文件(JSON)", "metadata file (JSON)")))
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(list(RENDERERS)),
    help=say(Text("报告格式, 可多次给出", "report format, repeatable")),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help=say(
        Text(
            "报告写到这个文件(.html、.md、.json)或文件夹",
            "write the report to this file (.html, .md, .json) or folder",
        )
    ),
)
@click.option(
    "--annotate",
    "-a",
    is_flag=True,
    help=say(Text("写批注表, 放在原文件旁", "write the annotated workbook beside the input")),
)
@click.option(
    "--workbook",
    "-w",
    type=click.Path(path_type=Path),
    help=say(Text("批注表写到这个文件或文件夹", "write the annotated workbook to this file or folder")),
)
@click.option(
    "--emit-instance",
    "instance",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say(
        Text("写出供其他校验器用的 JSON(元数据、表头、行)", "write metadata, header and rows as JSON for other validators")
    ),
)
@reading_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "none"]),
    default="error",
    show_default=True,
    help=say(Text("哪一级问题算不通过", "lowest severity that fails")),
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=min(os.cpu_count() or 1, 8), help=say(Text("线程数", "threads"))
)
@click.option(
    "--show-values",
    is_flag=True,
    help=say(Text("报告里不遮盖个人信息(会记录在报告中)", "do not mask personal values (recorded in the report)")),
)
@click.option(
    "--all", "everything", is_flag=True, help=say(Text("列出全部问题, 不限一屏", "list every finding, not one screen only"))
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def command(  # noqa: PLR0913 - one parameter per option
    files: tuple[str, ...],
    standard: str | None,
    schema: Path | None,
    dataset: str | None,
    as_of: str | None,
    references: tuple[str, ...],
    codelists: tuple[str, ...],
    metadata: Path | None,
    formats: tuple[str, ...],
    output: Path | None,
    annotate: bool,  # noqa: FBT001 - an option
    workbook: Path | None,
    instance: Path | None,
    reading: Mapping[str, Any],
    fail_on: str,
    jobs: int,
    show_values: bool,  # noqa: FBT001 - an option
    everything: bool,  # noqa: FBT001 - an option
    lang: Language | None,
) -> int:
    """Check every input, whatever becomes of the others; return the worst exit code."""
    from dgov_std.api.options import Options, reference_date  # noqa: PLC0415

    language = lang or language_of()
    refuse_too_long([output, workbook, instance])
    inputs, absent = inputs_of(files, language)
    chosen = _standard(standard, dataset) if schema is None else standard
    targets = workbook_paths(inputs, workbook, language) if annotate or workbook else [None] * len(inputs)
    tables, lists = tables_of(references), tables_of(codelists, "--codelist")
    reports = wanted(inputs, formats, output, language)
    written = [path for each in reports for path in each.files.values()]
    read = [*inputs, metadata, schema, standard, *tables.values(), *lists.values()]
    refuse_overwriting([*written, instance, *targets], read)
    _refuse_several(inputs, {"--emit-instance": instance})
    options = Options(
        schema=schema,
        dataset=dataset,
        as_of=reference_date(as_of),
        metadata=_metadata(metadata),
        jobs=jobs,
        show_values=show_values,
        instance=instance,
        references=tables,
        codelists=lists,
        several=len(inputs) > 1,
        language=language,
        **reading,
    )
    for error in absent:
        complain_of(error)
    asked = Asked(chosen, fail_on, everything)
    prepare({name for each in reports for name in (*each.printed, *each.files)})
    codes = _all(inputs, targets, reports, options, asked)
    return exit_codes.worst([*codes, *[exit_codes.CANNOT_RUN] * len(absent)])


def _all(
    inputs: list[Path], targets: list[Path] | list[None], reports: list[Wanted], options: Options, asked: Asked
) -> list[int]:
    from dataclasses import replace  # noqa: PLC0415 - help stays light

    codes: list[int] = []
    for path, target, each in zip(inputs, targets, reports, strict=True):
        if codes and SCREEN in each.printed:
            click.echo()
        codes.append(_one(path, replace(options, workbook=target), asked, each))
    return codes


def _refuse_several(inputs: list[Path], targets: dict[str, Path | None]) -> None:
    for option, path in targets.items():
        if path is not None and len(inputs) > 1:
            problem = Text(f"{option} 只能用于一个输入文件", f"{option} takes one input file")
            raise UsageError(Problem(problem, todo=Text("分开检查", "check the files one by one")))


def _one(path: Path, options: Options, asked: Asked, reports: Wanted) -> int:
    from dataclasses import replace  # noqa: PLC0415

    from dgov_std.api.check import check  # noqa: PLC0415
    from dgov_std.api.incoming import named  # noqa: PLC0415
    from dgov_std.api.result import Report, masked  # noqa: PLC0415
    from dgov_std.render.wording import verdict_word  # noqa: PLC0415

    clock = Clock()
    try:
        found = check(path, standard=asked.standard, options=options)
        report = write_reports(Report(replace(found, run=clock.run(path, options.jobs))), reports.files, options.language)
    except Exception as error:  # noqa: BLE001 - a bug of ours in one input must not hide the others
        return failure(named(error, path) if isinstance(error, DgovError) else error, path.name)
    # A report that shows personal values is the asker's own business; it is not kept.
    kept = not options.show_values and store.keep(report.receipt, report.to_json())
    if not reports.printed:
        files = [*reports.files.values(), *filter(None, (options.workbook, options.instance))]
        said = f"{path.name}: {verdict_word(report.verdict, options.language)} -> {', '.join(map(str, files))}"
        click.echo(visible(masked(said)), err=True)
    try:
        for name in reports.printed:
            _show(report, name, options.language, everything=asked.everything, kept=kept)
    except BrokenPipeError:  # `| head`: nobody reads on, and the verdict is what it is
        print_nothing_more()
    except OSError as error:
        return unwritten(error)
    return exit_codes.of_report(report.values, asked.fail_on)


def _show(report: Report, name: str, language: Language, *, everything: bool, kept: bool) -> None:
    if name != SCREEN:
        print_utf8(report.render(name, language=language))
        return
    print_report(report, language, everything=everything)
    if not kept:
        said = Text("(报告没有留底, 不能按回执号查看)", "(the report was not kept, so it cannot be shown by its receipt)")
        click.echo(say(said))


def _standard(standard: str | None, dataset: str | None) -> str | None:
    """Return the standard asked for; None leaves it to the header, which never decides in CI."""
    if standard is None and not dataset and os.environ.get("CI", "").lower() in {"1", "true"}:
        raise UsageError(
            Problem(
                Text("在 CI 中必须指明标准", "in CI the standard must be named"),
                where="--standard",
                todo=Text("例如 --standard licence-publicity", "for example --standard licence-publicity"),
            )
        )
    return standard


def _metadata(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            Problem(
                Text(f"元数据文件读不了({error})", f"the metadata file cannot be read ({error})"),
                where=str(path),
                todo=Text(
                    '应为 JSON 对象, 如 {"resource-title": "…"}',
                    'it should be a JSON object such as {"resource-title": "…"}',
                ),
            )
        ) from None
    if not isinstance(found, dict):
        raise InputError(Problem(Text("元数据应为 JSON 对象", "the metadata should be a JSON object"), where=str(path)))
    nested = [key for key, value in found.items() if isinstance(value, list | dict)]
    if nested:
        what = Text(f"元数据“{nested[0]}”应为文字", f"metadata {nested[0]!r} should be a text")
        raise InputError(Problem(what, where=str(path)))
    return {
        str(key): value if isinstance(value, str) else json.dumps(value) for key, value in found.items() if value is not None
    }
