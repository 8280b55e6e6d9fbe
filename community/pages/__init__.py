"""Pages composed of many features: home, the product page, the member page, and `/p/<id>` that leads to any post."""
