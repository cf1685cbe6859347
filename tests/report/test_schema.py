"""The published schema is the one of the values, accepts every report and nothing beside."""

from types import ModuleType
from typing import Any

import jsonschema
import pytest

from dgov_std.report.json_form import report_to_dict
from dgov_std.report.schema import build_report_schema, report_schema

VALIDATOR = jsonschema.Draft202012Validator(report_schema())


def test_the_published_file_is_current() -> None:
    assert report_schema() == build_report_schema()


def test_it_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("name", ["accepted", "returned", "empty", "unfinished", "hostile", "crowded"])
def test_reports_are_valid(sample: ModuleType, name: str) -> None:
    VALIDATOR.validate(report_to_dict(sample.ALL[name]()))


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for each in schema for found in _objects(each)]
    if not isinstance(schema, dict):
        return []
    inner = [found for each in schema.values() for found in _objects(each)]
    return [schema, *inner] if schema.get("type") == "object" else inner


def test_no_object_is_open() -> None:
    assert all(each["additionalProperties"] in (False, {"type": "string"}) for each in _objects(report_schema()))


@pytest.mark.parametrize("change", [{"extra": 1}, {"verdict": "fine"}, {"receipt": "ILOU-0000"}, {"rows": None}])
def test_other_values_are_not_valid(sample: ModuleType, change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(report_to_dict(sample.returned()) | change)
