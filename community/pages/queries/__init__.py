"""Reads of the pages: each returns one frozen page by a fixed number of statements."""
