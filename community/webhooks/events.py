"""What webhooks still have to send."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deliver:
    """A task: send one message to its endpoint."""

    delivery_id: int


@dataclass(frozen=True)
class ForgetDeliveries:
    """A task: drop the log of what was delivered long ago; it comes back every day."""
