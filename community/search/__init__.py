"""Search: finding, in both languages, what a viewer may see; and similar posts while somebody writes.

One analyzer (`core.language`) makes the terms of index and query. The index holds shown posts only and is written by
the worker alone; engines return ids and the database decides who sees what. The index remembers the analyzer's
version and is rebuilt by itself when that changes, or when the index is missing or broken; until then search
answers from the database with an honest notice. Search knows posts only.
"""
