"""Ideas: what customers would like the company to make, the votes behind them and the company's answers.

A *vote* is support, one per member, and can be taken back; ideas that are delivered or declined take no votes, and
take them again when they are reopened. Statuses: new, under review, planned, in progress, delivered, declined (with a
reason code). Analysts and administrators decide; every change of status carries an *official answer* and is a row.
Three separate sorts: *trending* (support that fades with a half-life of a week), *most wanted* (distinct people),
*most organizations* (distinct customer companies). One's own vote counts for nothing, and views never count.
"""
