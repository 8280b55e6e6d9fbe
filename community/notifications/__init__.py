"""Notifications: being told what became of one's words, in the inbox.

A notification stores its kind, its subject (a post) and the actor, and is checked for visibility again when shown.
Nobody is told of what they did themselves. Every kind can be switched off except decisions on one's own posts.
"""
