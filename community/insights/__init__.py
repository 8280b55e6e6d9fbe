"""From words to needs: what customers say again and again, found, counted and shown with its proof.

A *voice* is one thing a customer said (a post, later a survey answer or a search without result). The engine reads
each voice (language, mood, what it is about), ties it to a *need* (a recurring want behind many posts) and says which
words made the tie. *Evidence* is that tie. A voice that fits nowhere waits in the *waiting pool*; a need is born from
the pool once four voices of three customers want the same thing.

The rules:
- Need ids keep their meaning: between full runs needs are frozen, and a full run changes nothing a person decided.
- Figures count distinct customers and organizations, never posts, and carry their interval.
- Everything can be explained: mood, ties and ranks come with the words and numbers that caused them.

The pure engine is `engine` (grouping, assignment), `readings` (one text), `sentiment`, `trends`, `ranking` and
`intervals`; only `engine` and what it alone imports (`vectors`, `grouping`, `labels`) need numpy and scipy.
"""
