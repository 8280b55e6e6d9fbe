"""Telling in the background: a thread may have thousands of followers, and mail takes its time."""

from community.notifications.jobs import letters, reports, telling

__all__ = ["letters", "reports", "telling"]
