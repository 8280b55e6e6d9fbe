"""Products: what the company sells, in categories; what people write is about a product or the company in general.

A product's *score* is shown as the plain mean of its reviews' stars with their count; lists sort by the Bayesian
average `(C·m + Σ stars) / (C + n)`, m the mean of all reviews, C the median number of reviews of a reviewed product:
one review of five stars does not beat a hundred of 4.8. A product nobody has reviewed stands at the mean.
The sums behind it are cached on the product by the reviews package and can be recomputed.
An archived product is no longer offered: it stays readable and takes no new posts.
A *slug* is given once and stays, so that links to a product keep working; names may change.
"""
