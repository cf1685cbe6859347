"""Against what a file was checked: the part of a report that names standard, edition and code lists."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

from dgov_std.api.codelists import Bundle
from dgov_std.api.library import bundles_of
from dgov_std.checks.setting import is_unknown
from dgov_std.report.values import Basis, CodeListEdition
from dgov_std.schema.canonical import canonical_bytes
from dgov_std.text import Text


def basis_of(bundle: Bundle, as_of: str | None, codelists: Mapping[str, Mapping[str, Any]] | None = None) -> Basis:
    """Return the basis of a check with this bundle at a reference date.

    `codelists` are its code lists with the codes that were provided; a list without any took no part.
    """
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
            for name, entry in (bundle["codelists"] if codelists is None else codelists).items()
            if not is_unknown(entry)
        ),
    )


def bases_of(standard: str | os.PathLike[str]) -> Iterator[Basis]:
    """Yield the basis of each dataset of a standard, without a reference date. Raises what `bundles_of` raises."""
    for bundle in bundles_of(standard).values():
        yield basis_of(bundle, None)
