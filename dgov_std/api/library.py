"""Where the shipped standards lie, in a checkout and in an installed wheel, and how to get a bundle.

A wheel carries `standards/` twice: as YAML, to extend, and compiled, so that a plain check parses
no YAML. A checkout has only the YAML and compiles when asked.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgov_std import lfs
from dgov_std.api.codelists import Bundle, internalise
from dgov_std.api.shelf import Shelf, index_of
from dgov_std.errors import DgovError, Problem, StandardError, UsageError
from dgov_std.privacy.shape import mask_runs
from dgov_std.text import Text

if TYPE_CHECKING:
    from dgov_std.plan import Plan
    from dgov_std.standard.model import Standard

_PACKAGE = Path(__file__).resolve().parent.parent
SURE = 0.8
FORMAT = 1
# What reading a bundle that was edited by hand may trip over.
_MALFORMED = (KeyError, TypeError, AttributeError, IndexError, ValueError)


def standards_root() -> Path:
    """Return the folder of the shipped standards (YAML)."""
    installed = _PACKAGE / "_standards"
    return installed if installed.is_dir() else _PACKAGE.parent / "standards"


def bundles_root() -> Path:
    """Return the folder of the compiled standards; it exists in an installed wheel only."""
    return _PACKAGE / "_bundles"


def load_standard(standard: str | os.PathLike[str]) -> Standard:
    """Load a standard from YAML.

    Args:
        standard: the id of a shipped standard, or the path of a folder or a YAML file.

    Raises:
        StandardError: every mistake in the files, each with file:line:column.
        UsageError: there is no such standard.
    """
    from dgov_std.standard import load_standard as load  # noqa: PLC0415 - a plain check needs no YAML

    shipped = standards_root()
    path = Path(standard)
    if not str(standard).strip():
        raise _unknown(str(standard))
    if _exists(path):
        return load(path, search=(path.resolve().parent, shipped))
    found = shipped / str(standard)
    if not found.is_dir():
        raise _unknown(str(standard))
    return load(found, search=(shipped,))


def load_standards() -> list[Standard]:
    """Load every shipped standard from YAML, what they share once. Raises StandardError."""
    from dgov_std.standard import load_standards as load  # noqa: PLC0415 - a plain check needs no YAML

    root = standards_root()
    return load(sorted(path.parent for path in root.glob("*/standard.yaml")), search=(root,))


def compile_bundle(standard: Standard | str | os.PathLike[str], dataset: str | None = None) -> Bundle:
    """Compile one dataset of a standard into its bundle (see the page "bundle" in docs/).

    Args:
        standard: a loaded standard, or what `load_standard` takes.
        dataset: the dataset's id; not needed when the standard has one dataset only.

    Raises:
        StandardError: mistakes in the standard.
        UsageError: no such dataset, or several and none named.
    """
    from dgov_std.schema.bundle import compile_dataset  # noqa: PLC0415 - a plain check compiles nothing

    loaded = load_standard(standard) if isinstance(standard, str | os.PathLike) else standard
    if dataset is None and len(loaded.dataset_order) == 1:
        dataset = loaded.dataset_order[0]
    if dataset is None or dataset not in loaded.datasets:
        raise _which(loaded.head.id, loaded.dataset_order, dataset)
    return compile_dataset(loaded, dataset)


def bundles_of(standard: str | os.PathLike[str]) -> Mapping[str, Bundle]:
    """Return the bundles of a standard by dataset id, in its own order of preference.

    `standard` is a shipped standard's or dataset's id, a folder or YAML file, or a `.bundle.json`.
    """
    path = Path(standard)
    if not str(standard).strip():
        raise _unknown(str(standard))
    if path.suffix == ".json" and _exists(path) and path.is_file():
        bundle = read_bundle(path)
        return {bundle["dataset"]["id"]: bundle}
    if not _exists(path):
        compiled = _compiled(str(standard))
        if compiled:
            return compiled
        return _from_checkout(str(standard))
    loaded = load_standard(path)
    return {name: compile_bundle(loaded, name) for name in loaded.dataset_order}


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for the system, or with a NUL: certainly no file
        return False


def schema_of(
    schema: str | os.PathLike[str] | Mapping[str, Any],
    *,
    standard: object = None,
    dataset: str | None = None,
    resource: str | None = None,
) -> Bundle:
    """Return the bundle of a schema of another maker: a JSON Schema or a Frictionless Table Schema.

    Args:
        schema: its path, or the parsed document.
        standard, dataset: what else was asked for; a schema takes their place, so they must be None.
        resource: the data file's name, which chooses among the tables of a Data Package.

    Raises:
        InputError: the file cannot be read.
        StandardError: it is no schema, or one of more than a flat record.
        UsageError: a standard or dataset was named as well.
    """
    if standard is not None or dataset is not None:
        what = Text("--schema 和 --standard、--dataset 只能用一种", "--schema takes the place of --standard and --dataset")
        raise UsageError(Problem(what, todo=Text("去掉其中一个", "leave one of them out")))
    from dgov_std.foreign.reading import read_schema, schema_bundle  # noqa: PLC0415 - only foreign schemas need it

    if isinstance(schema, str | os.PathLike):
        return read_schema(Path(schema), resource)
    return schema_bundle(schema, "schema", resource)


def read_bundle(path: Path) -> Bundle:
    """Read a compiled bundle and the code lists beside it. Raises StandardError when the file is none."""
    from dgov_std.engine.findings import facts_of  # noqa: PLC0415 - who compiles runs nothing
    from dgov_std.plan import cell_plan  # noqa: PLC0415

    bundle = _parsed(path)
    try:
        for check in bundle["checks"]:
            facts_of(check["facts"])
        for definition in ("label", "file-name"):
            cell_plan(bundle, definition)
        _ = bundle["standard"]["id"], bundle["dataset"]["title"]["zh"], bundle["quality"], bundle["binding"]["columns"]
    except _MALFORMED as error:
        raise _no_bundle(str(path), f"{type(error).__name__}: {error}") from None
    return bundle


@contextmanager
def read_from(standard: object) -> Iterator[None]:
    """Let what a bundle edited by hand trips up end in a refusal of the bundle.

    Raises:
        StandardError: `standard` is the file of a bundle, and something was not as a bundle has it.
    """
    try:
        yield
    except DgovError:
        raise
    except _MALFORMED as error:
        if not isinstance(standard, str | os.PathLike) or Path(standard).suffix != ".json":
            raise
        raise _no_bundle(str(standard), f"{type(error).__name__}: {error}") from error


def _parsed(path: Path) -> Bundle:
    try:
        data = path.read_bytes()
        if lfs.is_pointer(data):
            raise StandardError(Problem(lfs.WHAT, where=str(path), todo=lfs.TODO))
        bundle = json.loads(data)
    except (OSError, ValueError, RecursionError) as error:
        raise _no_bundle(str(path), str(error)) from None
    if not isinstance(bundle, dict) or bundle.get("format") != FORMAT:
        raise _no_bundle(str(path), f"format {FORMAT}")
    return internalise(bundle, path.parent)


def plan_of(bundle: Bundle, places: Mapping[str, int], as_of: str | None, references: Collection[str] = ()) -> Plan:
    """Return the plan of a bundle for a file's columns (see `dgov_std.plan.build_plan`).

    Raises:
        StandardError: the schema holds what cannot be run, or the bundle was edited by hand and lacks something.
    """
    from dgov_std.plan import build_plan  # noqa: PLC0415 - who compiles runs nothing

    try:
        return build_plan(bundle, places, as_of=as_of, references=references)
    except RecursionError:
        where = str(bundle["standard"]["id"])
        raise StandardError(Problem(Text("模式嵌套太深", "the schema is nested too deeply"), where=where)) from None
    except _MALFORMED as error:
        raise _no_bundle(str(bundle.get("dataset", {}).get("id", "")), f"{type(error).__name__}: {error}") from None


def shipped() -> Mapping[str, Mapping[str, Any]]:
    """Return what is shipped compiled (see `index_of`). Empty in a checkout."""
    return index_of(bundles_root())


def _compiled(name: str) -> Shelf:
    return _shelf({dataset: entry for dataset, entry in shipped().items() if name in (dataset, entry["standard"])})


def _shelf(entries: Mapping[str, Mapping[str, Any]]) -> Shelf:
    return Shelf(entries, lambda file: _parsed(bundles_root() / file))


def _from_checkout(name: str) -> dict[str, Bundle]:
    """Compile from YAML: `name` is a standard's folder, or a dataset of one of them."""
    if _exists(standards_root() / name / "standard.yaml"):
        loaded = load_standard(name)
        return {dataset: compile_bundle(loaded, dataset) for dataset in loaded.dataset_order}
    for loaded in load_standards():
        if name in loaded.dataset_order:
            return {name: compile_bundle(loaded, name)}
    raise _unknown(name)


def known_names() -> list[str]:
    """Return the ids of the shipped standards that have datasets, for messages."""
    entries = shipped()
    if entries:
        return sorted({entry["standard"] for entry in entries.values()})
    return sorted(loaded.head.id for loaded in load_standards() if loaded.dataset_order)


def shipped_bundles() -> Shelf:
    """Return the bundles of all shipped standards by dataset id."""
    bundles = _shelf(shipped())
    if bundles:
        return bundles
    from dgov_std.schema.bundle import header_of  # noqa: PLC0415 - a wheel has the headers

    loaded = {name: standard for standard in load_standards() for name in standard.dataset_order}
    entries = {
        name: {
            "standard": standard.head.id,
            "file": name,
            "title": standard.datasets[name].head.title.to_dict(),
            "header": header_of(standard, name),
        }
        for name, standard in loaded.items()
    }
    return Shelf(entries, lambda name: compile_bundle(loaded[name], name))


def unrecognised(where: str = "") -> UsageError:
    """Return the refusal of a file whose standard must be known, and that follows no shipped one for sure."""
    names = known_names()
    return UsageError(
        Problem(
            Text("看不出这个文件要按哪个标准检查", "the header does not tell which standard the file follows"),
            where=where,
            todo=Text(f"用 --standard 指明: {'、'.join(names)}", f"name one with --standard: {', '.join(names)}"),
        )
    )


def named_bundle(dataset: str, bundles: Mapping[str, Bundle]) -> Bundle:
    """Return the bundle of a dataset asked for by name. Raises UsageError."""
    if dataset not in bundles:
        standard = bundles[next(iter(bundles))]["standard"]["id"] if bundles else ""
        raise _which(standard, list(bundles), dataset)
    return bundles[dataset]


def no_dataset(labels: Sequence[str], names: Sequence[str], where: str = "") -> UsageError:
    """Return the refusal of a file whose header is of none of the several datasets of its standard."""
    read = mask_runs(" | ".join(labels[:3]))[:40]
    return UsageError(
        Problem(
            Text(
                f"表头与标准的哪张表都对不上(读到: {read})",
                f"the header fits none of the standard's datasets (read: {read})",
            ),
            where=where,
            todo=Text(
                f"表头不在这一行时用 --header-row, 没有表头时用 --no-header; 或用 --dataset 指明: {'、'.join(names)}",
                f"give --header-row if the header is in another row, --no-header if there is none, or --dataset: "
                f"{', '.join(names)}",
            ),
        )
    )


def without_datasets() -> UsageError:
    """Return the refusal of a standard that others build on and no file follows."""
    what = Text("这个标准没有数据集, 不能按它检查文件", "the standard has no datasets, so that no file can be checked by it")
    todo = Text("dgov-std explain 列出全部标准和数据集", "dgov-std explain lists the standards and their datasets")
    return UsageError(Problem(what, where="--standard", todo=todo))


def headless(names: Sequence[str], where: str = "") -> UsageError:
    """Return the refusal of a file that is to be read without a header under a standard with several datasets."""
    return UsageError(
        Problem(
            Text("没有表头, 看不出是标准的哪张表", "without a header nothing tells which dataset of the standard this is"),
            where=where,
            todo=Text(f"用 --dataset 指明: {'、'.join(names)}", f"name it with --dataset: {', '.join(names)}"),
        )
    )


def _unknown(name: str) -> UsageError:
    names = known_names()
    near = difflib.get_close_matches(name, names, n=1)
    perhaps = Text(f"是不是 {near[0]}? ", f"perhaps {near[0]}? ") if near else Text("", "")
    return UsageError(
        Problem(
            Text(f"没有名为“{name}”的标准", f"there is no standard {name!r}"),
            where="--standard",
            todo=Text(
                f"{perhaps.zh}现有: {'、'.join(names)}; 也可以给出标准文件夹的路径",
                f"{perhaps.en}known: {', '.join(names)}; a path to a folder of YAML files works too",
            ),
        )
    )


def _which(standard: str, names: Sequence[str], dataset: str | None) -> UsageError:
    what = Text(f"标准 {standard} 没有数据集 {dataset}", f"standard {standard} has no dataset {dataset}")
    if dataset is None:
        what = Text(f"标准 {standard} 有几个数据集", f"standard {standard} has several datasets")
    todo = Text(f"指明一个: {'、'.join(names)}", f"name one: {', '.join(names)}")
    return UsageError(Problem(what, where="--dataset", todo=todo))


def _no_bundle(where: str, detail: str) -> StandardError:
    return StandardError(
        Problem(
            Text(f"不是编译好的标准({detail})", f"this is no compiled standard ({detail})"),
            where=where,
            todo=Text("用 dgov-std compile 生成", "make one with dgov-std compile"),
        )
    )
