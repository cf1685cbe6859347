"""Tree -> Quality: indicators, their formulas and weights, and the grades of the weighted score."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal, cast

from dgov_std.standard.heads import build_head
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Mark
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.quality_model import Formula, Grade, IndicatorDef, Quality
from dgov_std.standard.reading import bilingual_of, boolean_of, mark_of, text_of, texts_of, tree_of, trees_of
from dgov_std.standard.unique import check_unique
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

_NO_TEXT = Text("", "")
_MOST = 100


def build_quality(ledger: Ledger, document: Tree) -> Quality:
    """Return the indicators of a document whose shape has been checked."""
    head = build_head(ledger, document)
    trees = trees_of(document, "indicators")
    check_unique(ledger, trees)
    indicators = tuple(_indicator(ledger, tree) for tree in trees)
    counted = {each.id for each in indicators if each.counts[0] != "parts"}
    for tree in trees:
        _check_parts(ledger, tree, counted)
    weights = tree_of(document, "weights")
    return Quality(
        head,
        indicators,
        grades=_grades(ledger, trees_of(document, "grades")),
        indicators_of=ledger.refer("quality", document.entries.get("indicators_of")),
        weights={name: _weight(ledger, weights, name) or Decimal(0) for name in weights.entries},
    )


def _indicator(ledger: Ledger, tree: Tree) -> IndicatorDef:
    formula = cast("Formula", text_of(tree, "formula") or "ratio")
    _check_formula(ledger, tree, formula)
    return IndicatorDef(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title") or _NO_TEXT,
        dimension=text_of(tree, "dimension") or "",
        polarity=cast("Literal['higher', 'lower']", text_of(tree, "polarity")),
        units=cast("tuple[Literal['cell', 'row', 'file'], ...]", tuple(dict.fromkeys(texts_of(tree, "unit")))),
        counts=_counts(tree),
        formula=formula,
        reason=bilingual_of(tree, "reason"),
        weight=_weight(ledger, tree, "weight"),
    )


def _counts(tree: Tree) -> tuple[str, tuple[str, ...]]:
    if "of" in tree.entries:
        return "parts", texts_of(tree, "of")
    if "measured" in tree.entries:
        return "none", ()
    counts = tree_of(tree, "counts")
    what = next(iter(counts.entries), "passed")
    return what, texts_of(counts, what)


def _check_formula(ledger: Ledger, tree: Tree, formula: Formula) -> None:
    if boolean_of(tree, "measured"):
        ledger.add(
            mark_of(tree, "measured"),
            Text("measured 只能是 false", "measured can only be false"),
            Text("要测量请写 counts: 或 of:", "What is measured has counts: or of:."),
        )
    wrong = (formula == "mean") != ("of" in tree.entries)
    if wrong and "measured" not in tree.entries and {"of", "counts"} & tree.entries.keys():
        ledger.add(
            mark_of(tree, "formula"),
            Text("formula: mean 和 of: 要一起写", "formula: mean and of: belong together"),
            Text("请写 formula: mean, of: [指标, …]，或写 counts:", "Write formula: mean, of: [indicators], or counts:."),
        )


def _check_parts(ledger: Ledger, tree: Tree, counted: Collection[str]) -> None:
    """Check that a mean is over indicators of this document that count something themselves."""
    for name in texts_of(tree, "of"):
        if name not in counted:
            ledger.add(
                mark_of(tree, "of"),
                Text(f"没有可以取平均的指标“{shown(name)}”", f'there is no indicator "{shown(name)}" to take a mean over'),
                did_you_mean(name, counted, Text("请写不是平均的指标", "Name indicators that are no means.")),
            )


def _weight(ledger: Ledger, tree: Tree, key: str) -> Decimal | None:
    text = text_of(tree, key)
    weight = None if text is None else Decimal(text)
    if weight is not None and not 0 < weight <= _MOST:
        ledger.add(
            mark_of(tree, key),
            Text(f"权重 {shown(text or '')} 不在 0 与 100 之间", f"the weight {shown(text or '')} is not between 0 and 100"),
            Text("请写大于 0、不大于 100 的数", "Give a number above 0 and at most 100."),
        )
        return None
    return weight


def _grades(ledger: Ledger, trees: Collection[Tree]) -> tuple[Grade, ...]:
    seen: dict[Decimal, Mark] = {}
    found: list[Grade] = []
    for tree in trees:
        least, mark = Decimal(text_of(tree, "at_least") or "0"), mark_of(tree, "at_least")
        if not 0 <= least <= _MOST:
            ledger.add(
                mark,
                Text(f"at_least {least} 不在 0 与 100 之间", f"at_least {least} is not between 0 and 100"),
                Text("得分是 0 至 100", "Scores are 0 to 100."),
            )
        if least in seen:
            ledger.add(
                mark,
                Text(
                    f"两个等级的 at_least 都是 {least}，另一个在 {seen[least]}",
                    f"two grades begin at {least}, the other is at {seen[least]}",
                ),
                Text("请改正其中一个", "Correct one of them."),
            )
        seen.setdefault(least, mark)
        found.append(Grade(bilingual_of(tree, "title") or _NO_TEXT, least))
    return tuple(sorted(found, key=lambda grade: grade.at_least, reverse=True))


def weighted(ledger: Ledger, quality: Quality, known: Mapping[str, Quality]) -> Quality:
    """Return the model with the indicators it takes from another, and note weights and grades that mean nothing."""
    made = quality
    if quality.indicators_of is not None and quality.indicators_of in known:
        base = known[quality.indicators_of]
        if base.indicators_of is not None:
            ledger.add(
                quality.head.mark,
                Text(
                    f"“{base.head.id}”自己也沿用别的指标（{base.head.mark}）",
                    f'"{base.head.id}" takes its indicators from another itself ({base.head.mark})',
                ),
                Text(f"请写 indicators_of: {base.indicators_of}", f"Write indicators_of: {base.indicators_of}."),
            )
        ids = [each.id for each in base.indicators]
        for name in quality.weights:
            if name not in ids:
                ledger.add(
                    quality.head.mark,
                    Text(f"没有指标“{shown(name)}”，不能给它权重", f'there is no indicator "{shown(name)}" to weigh'),
                    did_you_mean(name, ids, Text("请写所沿用的指标", "Name one of the inherited indicators.")),
                )
        taken = tuple(replace(each, weight=quality.weights.get(each.id, each.weight)) for each in base.indicators)
        made = replace(quality, indicators=taken)
    _check_weights(ledger, made)
    return made


def _check_weights(ledger: Ledger, quality: Quality) -> None:
    for each in quality.indicators:
        if each.counts[0] == "none" and each.weight is not None:
            ledger.add(
                quality.head.mark,
                Text(
                    f"指标“{each.id}”不测量，不能有权重",
                    f'the indicator "{each.id}" is not measured and cannot have a weight',
                ),
                Text("请删去它的权重", "Delete its weight."),
            )
    if quality.grades and quality.indicators and not any(each.weight for each in quality.indicators):
        ledger.add(
            quality.head.mark,
            Text("有等级但没有权重，得不出分数", "there are grades but no weights: no score comes of it"),
            Text("请给指标写 weight:，或写 weights:", "Give the indicators weight:, or write weights:."),
        )
