"""What engines share that keep their index in tables: one set of lexemes for a post, looked up by boolean expressions.

No list of all posts with a word is ever read: the best posts are fetched tier by tier (the very title, all words in the
title, all words, enough of them), the newest first where there are too many, and only those few are scored.
"""
