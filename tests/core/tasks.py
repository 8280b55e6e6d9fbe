"""Tasks that only the tests know, and what was done of them."""

from dataclasses import dataclass

from community.core.jobs import job
from community.core.jobs import queue as job_queue

done: list[object] = []
failing: set[str] = set()


@dataclass(frozen=True)
class Greet:
    """Say hello to somebody."""

    name: str


@dataclass(frozen=True)
class Count:
    """Count some ids, together if several wait."""

    ids: tuple[int, ...]


@job(Greet)
def greet(task: Greet) -> None:
    """Note the greeting, or fail for those it shall fail for."""
    if task.name in failing:
        raise RuntimeError(f"cannot greet {task.name}")
    done.append(task)


@job(Count)
def count(task: Count) -> None:
    """Note the ids, or fail when one of them shall."""
    if failing & {str(one) for one in task.ids}:
        raise RuntimeError("cannot count")
    done.append(task)


GREET = job_queue.kind_of(Greet)
