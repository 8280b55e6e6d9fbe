"""Reviews: what a member thinks of a product: 1 to 5 stars, a title, a text, what is good and what is not.

One review per member and product. Helpful votes order them by the lower bound of Wilson's interval. The company
replies with an official comment. The product's score sums are kept by one function here and can be recomputed;
a review without stars (imported) is shown and stays outside the score.
"""
