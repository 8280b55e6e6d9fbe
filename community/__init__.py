"""Anjoman: a customer community and co-creation forum. The map of the house is docs/architecture.md."""
