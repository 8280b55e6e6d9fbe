"""Moderation: keeping the place fair and safe, with a reason for every decision.

A *report* is a member's flag on a post; a *case* is one item in the queue with all its reports; a *decision* is what a
moderator did (approve, hide, restore, remove) with a reason code and words the author sees. Every decision can be
undone by another decision. What staff do is written into an audit log that nobody edits.
Two moderators at once: the case carries a version, the second one is told who decided what.
"""
