"""Header labels -> data elements."""

from dgov_std.bind.choice import Match, choose, match
from dgov_std.bind.header import BoundColumn, Flaw, Header, bind_header, normalise

__all__ = ["BoundColumn", "Flaw", "Header", "Match", "bind_header", "choose", "match", "normalise"]
