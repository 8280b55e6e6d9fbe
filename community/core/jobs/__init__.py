"""What is still to be done: the job table is the queue, and schedules are rows too.

A task is a frozen dataclass of plain values, declared in a package's `events.py`, written by `later(task)` in the
transaction that made it necessary, and handled by the function decorated `@job(Task)` in `jobs.py`. A crash after the
commit loses nothing. Tasks run at least once, so handlers are idempotent; a handler opens its own transaction.
Waiting tasks whose only field is `ids` are taken together and handled as one.
"""

from community.core.jobs.queue import Job, Task, job, later
from community.core.jobs.running import run_due, run_one
from community.core.jobs.schedules import Schedule, repeat

__all__ = ["Job", "Schedule", "Task", "job", "later", "repeat", "run_due", "run_one"]
