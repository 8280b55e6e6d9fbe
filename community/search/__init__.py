"""Search: the index, results, suggestions and similar posts; it knows posts only.

The *index* is a folder or tables (`engines`) that the worker alone writes. It holds shown posts as terms that the analyzer
made (`core.language`), so index and query read text alike; nothing a person types is ever parsed as a query of an engine.
The index answers with ids and no more: who may see a post, and every fact that ranks it, the database decides.

- **sought**: what somebody typed, as the words to look for. **found**: the ids that answer it, best first.
- **piece**: three letters of a word in a row; posts that share many are similar in spite of typing errors.
- **fact**: a term that is no word ("in:problem", "product:7", "solved"), by which a search is narrowed.
- **stamp**: what a post said when it was indexed; another stamp in the database means the index is behind.

A missing, outdated or broken index breaks no page: the database is searched instead, the page says so, and the worker
builds the index anew beside the old one and swaps it in whole. Weights live in `ranking.py` and `resemblance.py`.
"""
