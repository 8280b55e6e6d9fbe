"""What the rules of the community say no to, with a sentence for the member."""

from typing import Protocol


class Sentence(Protocol):
    """A string, or a lazily translated one."""

    def __str__(self) -> str: ...


class CommunityError(Exception):
    """A rule was broken; `str(error)` is written for the member and translated."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        """Translate at the moment of showing: the reader's language may differ from the thrower's."""
        return str(self.sentence)


class SignInError(CommunityError):
    """Only members may do this."""


class NotAllowedError(CommunityError):
    """This member may not do this."""


class NotFoundError(CommunityError):
    """There is no such thing, or it is not for this viewer's eyes: both answer alike."""


class ConflictError(CommunityError):
    """What was asked no longer fits what is there."""


class TooOftenError(CommunityError):
    """Done too often in a short time; `retry_after` is in seconds."""

    def __init__(self, sentence: Sentence, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
