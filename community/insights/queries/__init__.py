"""Reads of the insight module: the board, a need, reports, what goes out."""
