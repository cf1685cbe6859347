"""Trees -> what holds over the rows of a dataset together: references, groups, the number of rows."""

from __future__ import annotations

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Count, Group, Reference, Source
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import bilingual_of, integer_of, mark_of, text_of, texts_of, tree_of, trees_of
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

_TARGETS = ("dataset", "file", "self")


def build_references(ledger: Ledger, document: Tree, source: Source, owner: str) -> tuple[Reference, ...]:
    """Return the references of a dataset called `owner`."""
    built = (_reference(ledger, tree, source, owner) for tree in trees_of(document, "references"))
    return tuple(reference for reference in built if reference is not None)


def _reference(ledger: Ledger, tree: Tree, source: Source, owner: str) -> Reference | None:
    to = tree_of(tree, "to")
    columns = ledger.refer_all("column", tree.entries.get("columns"), owner)
    written = [key for key in _TARGETS if key in to.keys and text_of(to, key) != "false"]
    if "to" in tree.keys and len(written) != 1:
        ledger.add(
            mark_of(tree, "to"),
            Text("to 要写明引用到哪张表", "to must say which table it leads to"),
            Text("请写 dataset、file 或 self: true 之一", "Write one of dataset, file and self: true."),
        )
        return None
    if not all(key in to.entries for key in (*written, "columns")):
        return None  # what is wrong with it was noted with the shape
    if written == ["file"]:
        _check_name(ledger, to)
        names = texts_of(to, "columns")
    elif written == ["dataset"]:
        names = ledger.refer_all("column", to.entries.get("columns"), ledger.refer("dataset", to.entries["dataset"]) or "")
    else:
        names = ledger.refer_all("column", to.entries.get("columns"), owner)
    if len(names) != len(columns):
        ledger.add(
            mark_of(to, "columns"),
            Text(
                f"引用的列有 {len(columns)} 个，被引用的有 {len(names)} 个",
                f"{len(columns)} columns refer, but to {len(names)}",
            ),
            Text("两边的列要一一对应", "The columns of the two sides go together one by one."),
        )
        return None
    dataset = text_of(to, "dataset")
    return Reference(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title"),
        columns=columns,
        to=names,
        facet=facet_of(ledger, columns, tree, tree.mark, source),
        dataset=None if dataset == owner else dataset,
        file=text_of(to, "file"),
    )


def _check_name(ledger: Ledger, to: Tree) -> None:
    name = text_of(to, "file") or ""
    if not name.strip() or "=" in name:
        ledger.add(
            mark_of(to, "file"),
            Text("文件的名称不能为空，也不能含“=”", 'the name of a file is not empty and holds no "="'),
            Text("请换一个名称，如 offices.csv", "Choose another one, such as offices.csv."),
        )


def build_groups(ledger: Ledger, document: Tree, source: Source, owner: str) -> tuple[Group, ...]:
    """Return the grouped conditions of a dataset called `owner`."""
    built = (_group(ledger, tree, source, owner) for tree in trees_of(document, "groups"))
    return tuple(group for group in built if group is not None)


def _group(ledger: Ledger, tree: Tree, source: Source, owner: str) -> Group | None:
    by = ledger.refer_all("column", tree.entries.get("by"), owner)
    one = ledger.refer_all("column", tree.entries.get("one"), owner)
    distinct = ledger.refer("column", tree.entries.get("distinct"), owner)
    at_most = integer_of(tree, "at_most")
    if ("one" in tree.keys) == ("at_most" in tree.keys) or {"one", "distinct"} <= tree.keys.keys():
        ledger.add(
            tree.mark,
            Text("分组条件要写 one，或写 at_most", "a group has either one or at_most"),
            Text(
                "请写 one: [列]，或 at_most: 数（数不同的值时加 distinct: 列）",
                "Write one: [columns], or at_most: n (with distinct: column to count values).",
            ),
        )
        return None
    if not one and at_most is None:
        return None  # what is wrong with it was noted with the shape
    repeated = [column for column in (*one, *([distinct] if distinct else [])) if column in by]
    if repeated:
        ledger.add(
            tree.mark,
            Text(f"列“{repeated[0]}”已在 by 里", f'the column "{repeated[0]}" is in by already'),
            Text("请从其中一处删去它", "Delete it from one of the two."),
        )
        return None
    return Group(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title"),
        by=by,
        facet=facet_of(ledger, by, tree, tree.mark, source),
        one=one,
        at_most=at_most,
        distinct=distinct,
    )


def build_count(ledger: Ledger, document: Tree, source: Source) -> Count | None:
    """Return how many rows a dataset may have, None when nothing is said of it."""
    if "rows" not in document.entries:
        return None
    tree = tree_of(document, "rows")
    least, most = integer_of(tree, "min"), integer_of(tree, "max")
    if not {"min", "max"} & tree.keys.keys():
        ledger.add(
            tree.mark,
            Text("rows 没有写 min 或 max", "rows has neither min nor max"),
            Text("请至少写一个", "Write at least one of them."),
        )
        return None
    if least is not None and most is not None and least > most:
        ledger.add(
            mark_of(tree, "max"),
            Text(f"max {most} 小于 min {least}", f"max {most} is less than min {least}"),
            Text("请改正其中一个", "Correct one of them."),
        )
        return None
    return Count(least, most, facet_of(ledger, (least, most), tree, tree.mark, source))
