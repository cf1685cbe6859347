"""Bundle + bound columns -> compiled checks with their routes."""

from dgov_std.plan.crossrow import Key
from dgov_std.plan.plan import Bound, Plan, Route, build_plan, cell_plan, empty_plan, record_plan

__all__ = ["Bound", "Key", "Plan", "Route", "build_plan", "cell_plan", "empty_plan", "record_plan"]
