"""A pytest plugin for .ci/long: property tests only, with many more examples, different in every run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

FACTOR = int(os.environ.get("EXAMPLES_FACTOR", "50"))
SETTINGS = "_hypothesis_internal_use_settings"  # where hypothesis keeps them; a test fails loudly should it move


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the property tests and multiply their numbers of examples."""
    kept, seen = [], set()
    for item in items:
        test = getattr(item, "obj", None)
        if not getattr(test, "is_hypothesis_test", False):
            continue
        kept.append(item)
        function = getattr(test, "__func__", test)
        if id(function) not in seen:
            seen.add(id(function))
            own = getattr(function, SETTINGS)
            more = settings(
                own,
                max_examples=own.max_examples * FACTOR,
                derandomize=False,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            setattr(function, SETTINGS, more)
    if not kept:
        msg = "no property tests were found"
        raise pytest.UsageError(msg)
    dropped = [item for item in items if item not in kept]
    config.hook.pytest_deselected(items=dropped)
    items[:] = kept
