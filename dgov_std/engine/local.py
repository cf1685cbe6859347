"""Drive the kernel over a table's Blocks on this machine's threads, folding results in row order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.table import Table
from dgov_std.engine.kernel import judge
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import BatchResult
from dgov_std.engine.store import Store
from dgov_std.plan.plan import Plan

_AHEAD = 2
Made = TypeVar("Made")


def run(
    plan: Plan,
    table: Table,
    *,
    jobs: int = 2,
    keep_flawed: bool = False,
    store: Store | None = None,
    see: Callable[[Batch], None] | None = None,
) -> Outcome:
    """Judge a whole table.

    Arrow and numpy release the interpreter lock, so threads share the work; at most
    `jobs * 2` Blocks are in memory at once. `store` keeps the digests of keys, closed here only on failure.
    `see` is shown every Batch, on any thread and in no certain order.
    """
    order = plan.by_column()
    outcome = Outcome(plan, keep_flawed, store=store or Store())

    def work(block: Block | Batch) -> BatchResult:
        batch = table.parse(block)
        if see is not None:
            see(batch)
        return judge(plan, batch, order)

    try:
        for result in each_block(table, work, jobs):
            outcome.add(result)
    except BaseException:
        outcome.store.close()
        raise
    outcome.finish()
    return outcome


def each_block(table: Table, work: Callable[[Block | Batch], Made], jobs: int) -> Iterator[Made]:
    """Yield what `work` makes of each Block, in the order of the rows; at most `jobs * 2` Blocks are in memory at once."""
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        yield from _in_order(pool, work, table.blocks(), jobs * _AHEAD)


def _in_order(
    pool: ThreadPoolExecutor, work: Callable[[Block | Batch], Made], blocks: Iterator[Block | Batch], ahead: int
) -> Iterator[Made]:
    waiting: deque[Future[Made]] = deque()
    for block in blocks:
        waiting.append(pool.submit(work, block))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
