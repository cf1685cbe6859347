"""Against what a file was checked: the part of a report that names standard, edition and code lists."""

from __future__ import annotations

import hashlib

from dgov_std.api.library import Bundle
from dgov_std.report.values import Basis, CodeListEdition
from dgov_std.schema.canonical import canonical_bytes
from dgov_std.text import Text


def basis_of(bundle: Bundle, as_of: str | None) -> Basis:
    """Return the basis of a check with this bundle at a reference date."""
    standard, dataset = bundle["standard"], bundle["dataset"]
    return Basis(
        standard=standard["id"],
        edition=standard["edition"] or "",
        title=Text(**standard["title"]),
        dataset=dataset["id"],
        dataset_title=Text(**dataset["title"]),
        bundle_sha256=hashlib.sha256(canonical_bytes(bundle)).hexdigest(),
        as_of=as_of,
        codelists=tuple(
            CodeListEdition(
                id=name,
                title=Text(**entry["title"]),
                edition=entry["edition"],
                known_until=entry["known_until"],
                sha256=hashlib.sha256(canonical_bytes(entry)).hexdigest(),
            )
            for name, entry in bundle["codelists"].items()
        ),
    )
