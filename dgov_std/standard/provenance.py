"""Where a constraint comes from, and how serious that allows it to be."""

from __future__ import annotations

from typing import Any

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Confidence, Facet, Mark, Severity, Source
from dgov_std.standard.reading import bilingual_of, text_of, tree_of
from dgov_std.standard.yaml_tree import Scalar, Tree
from dgov_std.text import Text


def source_of(document: Tree) -> Source:
    """Return the document's `source`."""
    node = tree_of(document, "source")
    return Source(
        standard=text_of(node, "standard"),
        clause=text_of(node, "clause"),
        confidence=Confidence(text_of(node, "confidence") or "medium"),
        note=bilingual_of(node, "note"),
    )


def facet_of(ledger: Ledger, value: Any, tree: Tree | None, mark: Mark, source: Source, **options: Any) -> Facet:
    """Return `value` with severity and source: those written in `tree`, the rest from `source`.

    Naming another standard drops the clause and note of the document's: they belong to the other text.
    """
    tree = tree or Tree({}, {}, mark)
    standard = text_of(tree, "standard")
    moved = standard is not None and standard != source.standard
    confidence = Confidence(text_of(tree, "confidence") or source.confidence)
    own = Source(
        standard=standard or source.standard,
        clause=text_of(tree, "clause") or (None if moved else source.clause),
        confidence=confidence,
        note=bilingual_of(tree, "note") or (None if moved else source.note),
    )
    severity: Severity = "warning" if confidence is Confidence.LOW else "error"
    written = tree.entries.get("severity")
    if isinstance(written, Scalar):
        severity = written.text  # type: ignore[assignment]
        if severity == "error" and confidence is Confidence.LOW:
            ledger.add(
                written.mark,
                Text("可信度为 low 的规则不能是 error", "a rule of low confidence cannot be an error"),
                Text(
                    "请改成 severity: warning，或写出更可靠的依据",
                    "Write severity: warning, or name a better source.",
                ),
            )
    return Facet(value=value, severity=severity, source=own, mark=mark, options=dict(options))
