"""Going along: how somebody finds the room, and how neighbours go along to who can help.

An institution makes a welcome card in a minute, without an account and without a word about the
person; it sees only whether the card was used. The other way round a resident goes to an
institution together with a neighbour, with their own yes in their own language, which they can take
back. The social map says who does what, and how somebody gets in.
"""
