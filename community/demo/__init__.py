"""Demo: the sample community of a fictional company; the command is `flask demo load`.

Its people, products and words lie in `texts/`, one JSON object a line, with times as days before the loading. The
history is lived again step by step, each at its own moment, through the actions that people use: so counts, orders,
notifications, cases and the audit log come about as they would have. The same texts make the same community every time.
"""
