"""Mijn route: somebody's own story, as walls with doors, in their own words (K1D, B12).

A resident says, types, or lets somebody they choose write down which wall they stand before and
what helped. Whether a step belongs to it, and when, is up to them; nothing here is measured. Nobody
reads along, whatever key they carry, except one neighbour at a time for one door until a day, as
the resident chose; and every reading leaves a line the resident sees. What stands here is locked in
the database. Only when at least ten neighbours say that the same wall is one of the system, and
that they may be counted, does that wall become a signal: without names, words or numbers.
"""
