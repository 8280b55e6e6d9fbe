"""Problems: something a customer cannot do and wants help with, and the answers of the community.

A problem has at most one *accepted answer*: what the asker, or a moderator for an absent one, marked as helping.
*Me too* says "I have this problem too". An answer can be *official* (staff speaks for the company) or *outdated*.

Rules: whoever asks is shown similar posts first, while typing or, without script, as a step before posting; he may
end there because one of them solved it, or join a problem that is still open. A closed problem takes no new answers
and nothing is accepted in it; the asker or a moderator may close and reopen it. An accepted answer that is taken down
leaves the problem unsolved. On a page the accepted answer leads, then the official ones, then the oldest.
`answer_count` is kept by `actions.recount_answers` alone. To judge, the problem's row is locked before the answer is read.
"""
