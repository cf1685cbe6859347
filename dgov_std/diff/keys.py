"""Which columns make the key: those that were named, or the key of the standard's dataset."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dgov_std.bind import normalise
from dgov_std.diff.columns import Pair, Pairing
from dgov_std.errors import Problem, UsageError
from dgov_std.privacy.shape import mask_runs
from dgov_std.report.visible import visible
from dgov_std.text import Text

_COMMAS = re.compile("[,\uff0c、]")
_SHOWN = 12  # labels in a message


def asked_key(
    asked: Sequence[str], pairing: Pairing, old: Sequence[str], new: Sequence[str], binding: Mapping[str, Any] | None = None
) -> tuple[Pair, ...]:
    """Return the columns named as the key, in their order.

    Args:
        asked: labels, or several of them with commas between; with a standard ids and titles of data elements, too.
        pairing: which column is which.
        old, new: the labels of the two returns.
        binding: of the standard's dataset, if one is used.

    Raises:
        UsageError: one of the returns has no such column, or has several of that label.
    """
    names = _names(binding)
    found: list[Pair] = []
    for text in asked:
        whole = _matching(text, pairing, old, new, names)
        parts = [text] if whole else [part for part in _COMMAS.split(text) if part.strip()]
        for part in parts:
            pair = _one(part.strip(), pairing, old, new, names)
            if pair not in found:
                found.append(pair)
    if not found:
        raise UsageError(Problem(Text("没有写键列", "no key column is named"), where="--key", todo=_choose(new)))
    return tuple(found)


def standard_key(bundle: Mapping[str, Any], pairing: Pairing) -> tuple[Pair, ...]:
    """Return the columns of the first key of a dataset that both returns have all columns of.

    Raises UsageError: it has no key, or a column of every key is lacking.
    """
    by_element = {pair.element: pair for pair in pairing.common if pair.element is not None}
    names = {column["id"]: column["name"] for column in bundle["binding"]["columns"]}
    keys = list(declared_keys(bundle))
    for key in keys:
        if all(column in by_element for column in key):
            return tuple(by_element[column] for column in key)
    dataset = bundle["dataset"]["id"]
    if not keys:
        what = Text(f"标准的数据集 {dataset} 没有规定键", f"the dataset {dataset} of the standard has no key")
        raise UsageError(Problem(what, todo=Text("用 --key 指明键列", "name the key columns with --key")))
    lacking = [names[column] for column in keys[0] if column not in by_element]
    raise UsageError(
        Problem(
            Text(
                f"标准的键要用到“{'、'.join(lacking)}”, 两份文件不都有",
                f"the standard's key needs {', '.join(lacking)}, which not both files have",
            ),
            todo=Text("用 --key 指明别的键列", "name other key columns with --key"),
        )
    )


def declared_keys(bundle: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of a dataset as element ids, obligatory ones first; that rows differ at all is none."""
    rows = bundle["schema"].get("$defs", {}).get("rows", {})
    advised = [item["schema"] for item in rows.get("advise", ())]
    for schema in (rows, *rows.get("allOf", ()), *advised):
        for key in schema.get("uniqueKeys", ()):
            if key.get("missing") != "equal":
                yield tuple(key["columns"])


def _names(binding: Mapping[str, Any] | None) -> dict[str, str]:
    """Return element ids by what a data element may be called."""
    found: dict[str, str] = {}
    for column in binding["columns"] if binding is not None else ():
        titles = (column.get("title") or {}).values()
        for name in (column["id"], column["name"], *column["names"], *titles):
            found.setdefault(normalise(name), column["id"])
    return found


def _matching(text: str, pairing: Pairing, old: Sequence[str], new: Sequence[str], names: Mapping[str, str]) -> list[Pair]:
    for form in (str.strip, normalise):
        wanted = form(text)
        found = [pair for pair in pairing.common if wanted in (form(new[pair.new]), form(old[pair.old]))]
        if found:
            return found
    element = names.get(normalise(text))
    return [pair for pair in pairing.common if element is not None and pair.element == element]


def _one(text: str, pairing: Pairing, old: Sequence[str], new: Sequence[str], names: Mapping[str, str]) -> Pair:
    found = _matching(text, pairing, old, new, names)
    if len(found) == 1:
        return found[0]
    shown = visible(text)
    if found:
        what = Text(
            f"有 {len(found)} 列都叫“{shown}”, 不能当键",
            f'{len(found)} columns are called "{shown}"; they cannot be the key',
        )
        raise UsageError(Problem(what, where="--key", todo=Text("先改掉重复的列名", "rename them first")))
    have_old, have_new = (any(normalise(text) == normalise(label) for label in labels) for labels in (old, new))
    which = Text("两份文件都", "neither file") if have_old == have_new else Text("旧的一份", "the old file")
    if have_old and not have_new:
        which = Text("新的一份", "the new file")
    negation = "has" if which.en == "neither file" else "lacks"
    what = Text(f"{which.zh}没有“{shown}”这一列", f'{which.en} {negation} a column "{shown}"')
    lacking = old if have_new and not have_old else new
    near = difflib.get_close_matches(text, [label for label in lacking if label.strip()], n=1)
    likely = seen_label(near[0]) if near else ""
    todo = Text(f"是不是“{likely}”?", f'perhaps "{likely}"?') if near else _choose(lacking)
    raise UsageError(Problem(what, where="--key", todo=todo))


def seen_label(label: str) -> str:
    """Return a label as a message may show it: where a file has no header, its first row is taken for one."""
    return visible(mask_runs(label))


def _choose(labels: Sequence[str]) -> Text:
    filled = [seen_label(label) for label in labels if label.strip()]
    shown = filled[:_SHOWN]
    more = Text("等", " ...") if len(filled) > len(shown) else Text("", "")
    return Text(f"可用的列: {'、'.join(shown)}{more.zh}", f"The columns are {', '.join(shown)}{more.en}")
