"""Search in PostgreSQL: weighted tsvectors and pieces under GIN, in a schema of their own beside the tables of the site.

    search_index.build           a row for each build: what it was made with, whether it is in use, how much it holds
    search_index.document_<n>    the posts of build n
    search_index.term_<n>        in how many posts of build n each lexeme occurs

All lexemes are made by us; PostgreSQL's own dictionaries and parsers read nothing. Every extension may be missing.
"""
