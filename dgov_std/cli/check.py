"""`dgov-std check`: check files, print the verdict, write the report and the annotated workbook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dgov_std.cli import exit_codes, store
from dgov_std.cli.asking import Asked, asked_of
from dgov_std.cli.clock import Clock, today
from dgov_std.cli.completion import complete_file
from dgov_std.cli.console import (
    aside,
    harmless,
    print_nothing_more,
    print_report,
    print_text,
    print_utf8,
    shown_here,
    spoken,
)
from dgov_std.cli.criteria import Criteria, criteria_options
from dgov_std.cli.failing import Failing, failing_options
from dgov_std.cli.gating import GateOptions, Gates, gate_options
from dgov_std.cli.language import say
from dgov_std.cli.outputs import refuse_overwriting, refuse_too_long, workbook_paths
from dgov_std.cli.overview import overview
from dgov_std.cli.progress import progress
from dgov_std.cli.project import project_of, tell
from dgov_std.cli.reading import reading_options
from dgov_std.cli.reports import SCREEN, Plan, Wanted, prepare, wanted, write_reports
from dgov_std.cli.selection import Selection, selection_options
from dgov_std.cli.shell import failure, unwritten
from dgov_std.cli.shell import report as complain_of
from dgov_std.cli.together import absent as absent_report
from dgov_std.cli.together import finish
from dgov_std.cli.unchanged import Memory
from dgov_std.errors import DgovError, InputError, LimitError, Problem, UsageError
from dgov_std.render import RENDERERS
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.result import Report
    from dgov_std.report.values import Report as Values


@click.command(
    help=say(
        Text(
            "按标准检查 CSV、Excel 文件。退出码: 0 合格, 1 有问题, 2 无法检查, 3 没查完。",
            "Check CSV and Excel files against a standard. Exit codes: 0 accepted, 1 findings, 2 cannot run, 3 unfinished.",
        )
    )
)
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=complete_file)
@criteria_options
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(list(RENDERERS)),
    metavar="FORMAT",
    help=say(Text(f"报告格式, 可多次给出: {'、'.join(RENDERERS)}", f"report format, repeatable: {', '.join(RENDERERS)}")),
)
@click.option(
    "--output",
    "-o",
    multiple=True,
    type=click.Path(path_type=Path),
    help=say(
        Text(
            "报告写到这个文件(后缀定格式, 如 .html、.json、.sarif; 可多次给出)或文件夹",
            "write the report to this file (its suffix names the format: .html, .json, .sarif ...; repeatable) or folder",
        )
    ),
)
@click.option(
    "--output-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=say(Text("各种格式的报告都写进这个文件夹", "write the reports, of all formats, into this folder")),
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
@failing_options
@reading_options
@selection_options
@gate_options
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
    criteria: Criteria,
    formats: tuple[str, ...],
    output: tuple[Path, ...],
    output_dir: Path | None,
    annotate: bool,  # noqa: FBT001 - an option
    workbook: Path | None,
    instance: Path | None,
    failing: Failing,
    reading: Mapping[str, Any],
    selection: Selection,
    gating: GateOptions,
    jobs: int,
    show_values: bool,  # noqa: FBT001 - an option
    everything: bool,  # noqa: FBT001 - an option
    lang: Language | None,
) -> int:
    """Check every input, whatever becomes of the others; return the worst exit code."""
    from dgov_std.api.options import Options  # noqa: PLC0415

    project = project_of(selection)
    language = project.language(lang)
    refuse_too_long([*output, output_dir, workbook, instance, *failing.asked])
    given, schema = criteria.setting(gating, reading), criteria.schema
    inputs, settings, absent = project.chosen(files, given, schema, language)
    targets = workbook_paths(inputs, workbook, language) if annotate or workbook else [None] * len(inputs)
    plan = wanted(inputs, project.formats(formats, output), output, language, folder=project.folder(output, output_dir))
    read = [*inputs, schema, *(path for each in settings for path in each.files())]
    others = [*plan.files, instance, *targets, *gating.outputs(settings)]
    rows = failing.targets(inputs, others, language)
    refuse_overwriting([*others, *failing.flat(rows)], read)
    _refuse_several(inputs, {"--emit-instance": instance})
    options = Options(
        schema=schema,
        jobs=jobs,
        show_values=show_values,
        instance=instance,
        several=len(inputs) > 1,
        language=language,
        approve=project.lock.approve if schema is None else None,
    )
    partial = selection.changed_since is not None
    # A reference date fixed in a configuration would keep exceptions alive for ever.
    day = given.as_of or today()
    gates = Gates(gating, project.config.root, day, partial=partial, whole=not (files or partial))
    asked = gates.of(asked_of(inputs, settings, options, rows, everything=everything))
    for error in absent:
        complain_of(error)
    prepare(plan.formats)
    made: list[Report] = [absent_report(error) for error in absent]
    alone = len(inputs) == 1 and not absent
    codes = _all(asked, targets, plan, made, project.memory(), alone=alone)
    shown = any(SCREEN in each.printed for each in plan.each) and any(each.receipt for each in made)
    if len(made) > 1 and shown:
        _print_overview(made, [one.name for one in asked], language)
    codes += [finish(plan.together, made, language, written=alone), *gates.close(made)]
    project.close(settings, named=bool(files))
    return exit_codes.worst([*codes, *[exit_codes.CANNOT_RUN] * len(absent)])


def _all(
    asked: list[Asked],
    targets: list[Path] | list[None],
    plan: Plan,
    made: list[Report],
    memory: Memory | None,
    *,
    alone: bool,
) -> list[int]:
    from dataclasses import replace  # noqa: PLC0415 - help stays light

    codes: list[int] = []
    for each_asked, target, each in zip(asked, targets, plan.each, strict=True):
        reports = replace(each, files={**each.files, **plan.together.files}) if alone else each
        one = replace(each_asked, options=replace(each_asked.options, workbook=target))
        codes.append(_one(one, reports, made, memory))
    if memory is not None:
        memory.close()
    return codes


def _refuse_several(inputs: list[Path], targets: dict[str, Path | None]) -> None:
    for option, path in targets.items():
        if path is not None and len(inputs) > 1:
            problem = Text(f"{option} 只能用于一个输入文件", f"{option} takes one input file")
            raise UsageError(Problem(problem, todo=Text("分开检查", "check the files one by one")))


def _repeated(asked: Asked, memory: Memory | None, clock: Clock, *, located: bool) -> Values | None:
    """Return the result of before of an input that is just as it was, and say so."""
    found = memory.find(asked) if memory is not None else None
    if found is None or found.run is None:
        return None
    when, name = found.run.started[:16].replace("T", " "), asked.path.name
    tell(
        Text(
            f"{name}: 与 {when} 检查时完全相同, 没有重新检查, 结果沿用那一次的",
            f"{name}: just as it was checked at {when}; not checked again, the result of then stands",
        )
    )
    from dataclasses import replace  # noqa: PLC0415

    # What tells platforms where the file lies is this run's to say.
    return replace(found, run=replace(found.run, path=clock.run(asked.path, asked.options.jobs, located=located).path))


def _one(asked: Asked, reports: Wanted, made: list[Report], memory: Memory | None) -> int:
    from dataclasses import replace  # noqa: PLC0415

    from dgov_std.api.check import check  # noqa: PLC0415
    from dgov_std.api.incoming import named  # noqa: PLC0415
    from dgov_std.api.result import Report, masked  # noqa: PLC0415
    from dgov_std.api.unread import unread  # noqa: PLC0415
    from dgov_std.render.failing_rows import told_of  # noqa: PLC0415
    from dgov_std.render.wording import verdict_word  # noqa: PLC0415

    path, options, clock = asked.path, asked.options, Clock()
    try:
        found = _repeated(asked, memory, clock, located=reports.located)
        if found is None:
            with progress(path, options) as watched:
                found = check(path, standard=asked.standard, options=watched)
            found = replace(found, run=clock.run(path, options.jobs, located=reports.located))
        report = write_reports(Report(found), reports.files, options.language)
    except Exception as error:  # noqa: BLE001 - a bug of ours in one input must not hide the others
        told = asked.placed(named(error, path)) if isinstance(error, DgovError) else error
        lacking = Report(unread(path.name, told, clock.run(path, options.jobs, located=reports.located)))
        made.append(lacking)
        if isinstance(told, InputError | LimitError):  # a report of before must not pass for one of this file
            with suppress(DgovError, OSError):  # the reason is told below
                write_reports(lacking, reports.files, options.language)
        return failure(told, asked.name)
    made.append(report)
    # A report that shows personal values is the asker's own business; it is not kept.
    kept = not options.show_values and store.keep(report.receipt, report.to_json())
    if memory is not None and kept:
        memory.keep(asked, report.values)
    files = list(reports.files.values())
    if not reports.printed:
        files += [*filter(None, (options.workbook, options.instance)), *options.failing_rows]
        said = f"{asked.name}: {verdict_word(report.verdict, options.language)}"
        said += f" -> {', '.join(map(str, files))}" if files else ""
        notes = [line for output in report.values.outputs for line in told_of(output, options.language)]
        aside("\n".join((said, *notes)))
    try:
        if SCREEN in reports.printed and any(each.receipt for each in made[:-1]):
            click.echo()
        if SCREEN in reports.printed and asked.name != path.name:
            click.echo(harmless(visible(masked(asked.name))))
        for name in reports.printed:
            _show(report, name, options.language, everything=asked.everything, kept=kept)
    except BrokenPipeError:  # `| head`: nobody reads on, and the verdict is what it is
        print_nothing_more()
    except OSError as error:
        return unwritten(error)
    if reports.printed and files:
        aside(f"{asked.name} -> {', '.join(map(str, files))}")
    return exit_codes.of_report(report.values, asked.fail_on)


def _print_overview(made: list[Report], names: list[str], language: Language) -> None:
    try:
        print_text("\n" + shown_here(overview(made, names, spoken(language))))
    except BrokenPipeError:  # as above
        print_nothing_more()


def _show(report: Report, name: str, language: Language, *, everything: bool, kept: bool) -> None:
    if name != SCREEN:
        print_utf8(report.render(name, language=language))
        return
    print_report(report, language, everything=everything, kept=kept)
    if not kept:
        said = Text("(报告没有留底, 不能按回执号查看)", "(the report was not kept, so it cannot be shown by its receipt)")
        click.echo(say(said))
