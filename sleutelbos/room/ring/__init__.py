"""Mijn bos: the page of a resident about themselves, that nobody else ever sees.

What somebody can comes first, then the keys they carry, the hours they gave, what comes, and what
they gave and got without anybody counting. It keeps nothing itself: it shows what the other modules
keep of one person, to that person.
"""
