"""Posts: what every contribution shares, whatever its subject.

A *post* is anything a member writes; a *thread* is a head (problem, idea, review, article) with all that hangs below.
One `post` table carries the shared facts, subjects join it. Here live visibility, states, votes, follows, revisions,
attachments, drafts, resend keys and comments.

Rules: `queries.visible` is the only way a post leaves the database for a reader. `actions.change_state` is the only
function that changes `state`, and keeps `shown` of everything below. Whatever changes what a guest sees of a thread
raises the head's `thread_version`. Source, rendered and plain are stored at writing time. Counts on a row are kept by
one function each and can be recomputed. A first sending writes its resend key first; a second one is led to its post.
One `vote` table serves me-too (problems), support (ideas) and helpful (reviews, answers): the post's kind says which.
"""
