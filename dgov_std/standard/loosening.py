"""Tell a loosening from a tightening, and word the two mistakes of `relax:`."""

from __future__ import annotations

from decimal import Decimal

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Facet, Mark
from dgov_std.standard.problems import shown
from dgov_std.text import Text

RANK = {"info": 0, "warning": 1, "error": 2}


def loosens(name: str, base: Facet, own: Facet) -> Text | None:
    """Return how `own` would loosen `base`, or None when both can stand together."""
    was, now = base.value, own.value
    if name in {"min_length", "max_length"}:
        same_unit = base.options.get("unit", "char") == own.options.get("unit", "char")
        if same_unit and (now > was if name == "max_length" else now < was):
            return Text(f"{name} 由 {was} 放宽为 {now}", f"{name} is loosened from {was} to {now}")
    if name == "enum" and not set(now) <= set(was):
        more = [value for value in now if value not in was]
        return Text(f"enum 多出“{shown(more[0])}”", f'enum gains "{shown(more[0])}"')
    if name == "date" and not set(now) <= set(was):
        more = [form for form in now if form not in was]
        return Text(f"date 多出“{shown(more[0])}”", f'date gains "{shown(more[0])}"')
    if name == "decimal":
        for part in ("total_digits", "fraction_digits", "minimum", "maximum"):
            if part in was and part in now:
                before, after = Decimal(was[part]), Decimal(now[part])
                if after < before if part == "minimum" else after > before:
                    return Text(
                        f"{part} 由 {was[part]} 放宽为 {now[part]}",
                        f"{part} is loosened from {was[part]} to {now[part]}",
                    )
    split, joined = base.options.get("separator"), own.options.get("separator")
    if name == "codelist" and was == now and split != joined:
        return Text(
            f"codelist 的 separator 由 {split or '无'} 改为 {joined or '无'}",
            f"the separator of codelist is changed from {split or 'none'} to {joined or 'none'}",
        )
    if was == now and base.options == own.options and RANK[own.severity] < RANK[base.severity]:
        return Text(
            f"{name} 的级别由 {base.severity} 降为 {own.severity}",
            f"the severity of {name} is lowered from {base.severity} to {own.severity}",
        )
    return None


def undeclared(ledger: Ledger, mark: Mark, why: Text, base: Mark, remedy: str) -> None:
    """Note a loosening that is not declared."""
    ledger.add(
        mark,
        Text(f"{why.zh}，上级标准的规定在 {base}", f"{why.en}, which the base standard fixes at {base}"),
        Text(f"请收紧，或声明 {remedy}", f"Tighten it, or declare {remedy}"),
    )


def relaxes_nothing(ledger: Ledger, mark: Mark, target: str) -> None:
    """Note a `relax:` entry without effect."""
    ledger.add(
        mark,
        Text(f"relax“{shown(target)}”没有放宽任何规定", f'relax "{shown(target)}" relaxes nothing'),
        Text("请删去这一项", "Delete the entry."),
    )
