"""What is still to be done: the job table is the queue, and schedules are rows too.

A task is a frozen dataclass of plain values, declared in a package's `events.py`, written by `later(task)` in the
transaction that made it necessary, and handled by the function decorated `@job(Task)` in `jobs.py`. A crash after the
commit loses nothing. Tasks run at least once, so handlers are idempotent; a handler opens its own transaction.
Waiting tasks whose only field is `ids` are taken together and handled as one.
"""

from community.core.jobs.queue import Job, Task, find_handlers_with, job, later
from community.core.jobs.running import retry_parked, run_due, run_one
from community.core.jobs.schedules import Schedule, repeat
from community.core.jobs.worker import work

__all__ = [
    "Job",
    "Schedule",
    "Task",
    "find_handlers_with",
    "job",
    "later",
    "repeat",
    "retry_parked",
    "run_due",
    "run_one",
    "work",
]
