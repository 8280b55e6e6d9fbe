"""What every package stands on: clock, database, transaction, events, jobs, text, locale, language, paging, storage.

The core knows no feature and no HTTP. `database.py` wraps the session and `locale.py` wraps gettext, once each;
`transaction.py` is the only module of the code base that commits.
"""
