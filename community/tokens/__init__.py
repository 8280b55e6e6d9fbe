"""Tokens: keys with which programs read in a member's name.

A *token* belongs to the member who made it, carries *scopes*, is shown once and kept only as a hash. It sees what its
owner sees at that moment and never more: when a role is taken or a member suspended, his tokens see nothing. Asking
for `token_owner(scope)` *is* the check in a view of the API; cookies count for nothing there.
"""
