"""Search in a folder, by Whoosh: one writer at a time, readers in every process."""
