"""Check that every name a standard uses exists; offer the nearest one that does."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dgov_std.standard.composition import Documents
from dgov_std.standard.ledger import KIND_WORDS, Ledger, Reference
from dgov_std.standard.model import Classification, Dataset, Description
from dgov_std.standard.problems import did_you_mean, nearest, shown
from dgov_std.text import Text


def check_references(
    ledger: Ledger,
    documents: Documents,
    classification: str | None,
    lost: Collection[str],
    broken: Collection[tuple[str, str]],
) -> None:
    """Note every name that means nothing.

    `lost` are ids of documents that could not be read: a name among them is no mistake of its own.
    `broken` are (kind, id) of documents read in part: what they lack is already noted.
    """
    names: dict[tuple[str, str], Collection[str]] = {}
    for reference in ledger.references:
        place = (reference.target, reference.owner)
        if place not in names:
            names[place] = {
                *_known(reference, documents, classification),
                *_meant(reference, ledger, documents),
            }
        known = names[place]
        if reference.id in known or reference.id in lost or _excused(reference, documents, broken):
            continue
        word = KIND_WORDS[reference.target]
        name = shown(reference.id)
        ledger.add(
            reference.mark,
            Text(f"没有{word.zh}“{name}”", f'there is no {word.en} "{name}"'),
            did_you_mean(reference.id, known, _list(known)),
        )


def _excused(reference: Reference, documents: Documents, broken: Collection[tuple[str, str]]) -> bool:
    if reference.target == "field" and not reference.owner:
        # a base standard may grade data without describing it: the fields come with who extends it
        return not documents.get("description") or any(kind == "description" for kind, _ in broken)
    if reference.target in {"level", "category"}:
        return any(kind == "classification" for kind, _ in broken)
    return False


def _meant(reference: Reference, ledger: Ledger, documents: Documents) -> set[str]:
    """Return the elements that misspelt uses of a dataset meant: columns named so are no second mistake."""
    if reference.target != "column":
        return set()
    elements = documents.get("element", {})
    uses = [r.id for r in ledger.references if r.target == "element" and r.owner == reference.owner]
    return {near for use in uses if use not in elements and (near := nearest(use, elements))}


def _known(reference: Reference, documents: Documents, classification: str | None) -> Collection[str]:
    target = reference.target
    if target == "column":
        dataset: Dataset | None = documents.get("dataset", {}).get(reference.owner)
        return [use.id for use in dataset.uses] if dataset else ()
    if target == "field":
        descriptions: Mapping[str, Description] = documents.get("description", {})
        chosen = [descriptions[reference.owner]] if reference.owner in descriptions else descriptions.values()
        return {field.id for description in chosen for field in description.fields}
    if target in {"level", "category"}:
        known: Mapping[str, Classification] = documents.get("classification", {})
        classification = reference.owner or classification  # a rule of release names levels of its own document
        graded = [known[classification]] if classification and classification in known else list(known.values())
        if target == "level":
            return [level.id for one in graded for level in one.levels]
        return [level.id for one in graded for level in one.categories]
    return documents.get(target, {}).keys()


def _list(known: Collection[str]) -> Text:
    if not known:
        return Text("请先定义它，或改正名称", "Define it, or correct the name.")
    some = sorted(known)[:8]
    more = len(known) > len(some)
    zh, en = "、".join(some) + ("…" if more else ""), ", ".join(some) + (", …" if more else ".")
    return Text(f"已有：{zh}", f"Known: {en}")
