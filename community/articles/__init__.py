"""Articles: knowledge the company keeps for everyone, often made from a solved problem and linked with it both ways.

Staff write and edit articles; members comment and say whether they helped. At most one article is made from a problem;
it begins with the words of the answer that solved it and is for the same audience. One that no longer holds is marked
as outdated and stays readable.
"""
