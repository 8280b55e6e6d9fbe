"""Problems: something a customer cannot do and wants help with, and the answers of the community.

A problem has at most one *accepted answer*: what the asker, or a moderator for an absent one, marked as helping.
*Me too* says "I have this problem too". An answer can be *official* (staff speaks for the company) or *outdated*.
A closed problem takes no new answers; the asker or a moderator may close and reopen it.
"""
