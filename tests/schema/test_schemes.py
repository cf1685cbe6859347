"""The schemes that a file is looked through for: all of the base standard, small, without code lists."""

import json

from dgov_std.api.library import load_standards
from dgov_std.schema.schemes import shelved_schemes

STANDARDS = load_standards()
SHELVED = shelved_schemes(STANDARDS)
WANTED = {"uscc", "citizen-number", "mobile-telephone", "organisation-code", "vehicle-identification-number"}


def test_every_scheme_of_the_base_standard_is_there() -> None:
    base = next(standard for standard in STANDARDS if standard.head.id == "national")
    assert list(SHELVED["schemes"]) == list(base.identifiers)
    assert WANTED | {"bank-card-number"} <= set(SHELVED["schemes"])


def test_no_scheme_asks_for_a_code_list() -> None:
    text = json.dumps(SHELVED["schema"])
    assert "checkDigit" in text
    assert "codeList" not in text


def test_a_scheme_that_takes_forms_is_as_personal_as_they_are() -> None:
    assert SHELVED["schemes"]["citizen-number"]["personal"]
    assert not SHELVED["schemes"]["uscc"]["personal"]


def test_it_is_small() -> None:
    assert len(json.dumps(SHELVED, ensure_ascii=False).encode()) < 200_000
