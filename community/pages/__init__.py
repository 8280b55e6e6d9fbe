"""Pages: what is composed of many features, and has no table of its own.

*Home*: for a stranger what this place is; for a member what became of his words, what he could answer, what he follows.
The *product page* gathers all that is said about a product, the *member page* all that one person said.

*Reputation* is a member's points: 15 for an answer that somebody else's problem accepted, 2 for each "helpful" on an
answer or review, 1 for each member who supports an idea. Only what everyone can read counts. One function counts it
(`queries.reputation`); `Member.reputation` caches the sum, a job keeps it, and `flask reputation recount` makes it anew.
"""
