"""Reviews: what a member thinks of a product: 1 to 5 stars, a title, a text, what is good and what is not.

One review per member and product; a second one is an edit of the first, and what it said before, stars included, is
kept. Helpful votes order them by the lower bound of Wilson's interval. The company replies with an official comment.
The product's score sums are kept by one function, `actions.recount_score`, and can be recomputed by
`flask reviews recount`; a review without stars (imported) is shown and stays outside the score.
"""
