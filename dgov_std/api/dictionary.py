"""A data dictionary of a standard, in a language and a format."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from dgov_std import __version__
from dgov_std.api.library import load_standard
from dgov_std.atomic import write_aside
from dgov_std.errors import Problem, UsageError
from dgov_std.exchange import FORMATS, writer
from dgov_std.exchange.building import build_dictionary
from dgov_std.exchange.words import word
from dgov_std.render.wording import topic
from dgov_std.text import Language, Text

SUFFIXES: Mapping[str, tuple[str, ...]] = {name: each.suffixes for name, each in FORMATS.items()}


def export_dictionary(
    standard: str | os.PathLike[str],
    output: str | os.PathLike[str] | None = None,
    *,
    dataset: str | None = None,
    form: str | None = None,
    language: Language = "zh",
) -> Path:
    """Write the data dictionary of a standard and return where it is. The same standard gives the same bytes.

    Args:
        standard: the id of a shipped standard, or the path of a folder or a YAML file.
        output: a file, or an existing folder; None: the current folder, under a name made of the id.
        dataset: the id of one dataset; the dictionary then holds it and what it uses.
        form: `xlsx`, `docx` or `html`; None: what the end of the file name says, else `xlsx`.
        language: `zh` or `en`.

    Raises:
        StandardError: mistakes in the standard.
        UsageError: no such standard, dataset or format; the output cannot be written, or would replace the standard.
        MissingPackageError: the package that writes this format is not installed.
    """
    chosen = _form(None if output is None else Path(output), form)
    write = writer(chosen)
    loaded = load_standard(standard)
    if dataset is not None and dataset not in loaded.datasets:
        raise _no_dataset(loaded.head.id, list(dict.fromkeys([*loaded.dataset_order, *loaded.datasets])), dataset)
    name = word("file", language).format(dataset or loaded.head.id) + SUFFIXES[chosen][0]
    target = Path(name) if output is None else Path(output)
    target = target / name if target.is_dir() else target
    _keep(Path(standard), target)
    built = build_dictionary(loaded, language=language, version=__version__, topic=topic, dataset=dataset)
    write_aside(target, partial(write, built), private=False)
    return target


def _form(output: Path | None, asked: str | None) -> str:
    """Return the format asked for or told by the file name; the two must agree."""
    suffix = "" if output is None or output.is_dir() else output.suffix.lower()
    told = next((name for name, suffixes in SUFFIXES.items() if suffix in suffixes), None)
    known = ", ".join(SUFFIXES)
    if asked is not None and asked not in SUFFIXES:
        what = Text(f"没有格式“{asked}”", f"there is no format {asked!r}")
        raise UsageError(Problem(what, where="--format", todo=Text(f"可用: {known}", f"use one of {known}")))
    if suffix and (told is None or asked not in (None, told)):
        what = Text(f"文件名的后缀 {suffix} 与格式不符", f"the file name ends in {suffix}, which is no fit for the format")
        wanted = SUFFIXES[asked][0] if asked else ", ".join(each[0] for each in SUFFIXES.values())
        raise UsageError(Problem(what, where=str(output), todo=Text(f"后缀用 {wanted}", f"end it in {wanted}")))
    return asked or told or "xlsx"


def _keep(standard: Path, target: Path) -> None:
    """Refuse to write over a file of the standard. One below its folder is its own unless it is an earlier dictionary."""
    ends = tuple(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
    place, source = Path(os.path.realpath(target)), Path(os.path.realpath(standard))
    inside = source in place.parents and place.suffix.lower() not in ends
    if place == source or inside:
        what = Text("输出不能覆盖标准自己的文件", "an output must not replace a file of the standard")
        raise UsageError(Problem(what, where=str(target), todo=Text("换一个文件名", "choose another name")))


def _no_dataset(standard: str, names: list[str], dataset: str) -> UsageError:
    what = Text(f"标准 {standard} 没有数据集 {dataset}", f"standard {standard} has no dataset {dataset}")
    known = Text(f"现有: {'、'.join(names)}", f"known: {', '.join(names)}")
    none = Text("这个标准没有数据集, 请去掉 --dataset", "it has no datasets; leave out --dataset")
    return UsageError(Problem(what, where="--dataset", todo=known if names else none))
