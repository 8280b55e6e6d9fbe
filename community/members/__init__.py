"""Members: the people with a login, and the organizations they belong to.

A *member* is a person with a login; roles add up: customer (every member), moderator, agent, analyst, administrator.
*Staff* means any of the last four. An *organization* is a customer company whose members count as one voice.
A *visitor* is whoever reads without having signed in; a *viewer* is either.

Rules: passwords are kept as argon2id hashes; a sign-in session is a row that can be ended on the server, and the
cookie holds only its secret name; the answer to a wrong sign-in never tells whether the address is known.
People who were imported have a member row without a way to sign in, until they claim it.
`session.py` is the one HTTP module that the ways in of other packages may import.
"""
