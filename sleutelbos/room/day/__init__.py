"""Mijn dag: what a coordinator or assistant does first, in the order of the day (K5A, ux 6.4).

Coffee with new faces; neighbours who were not here for three weeks and who said that they may be
called; keys; what a neighbour could do instead of somebody who is paid; and days that need
somebody. Who is called is called by a neighbour who knows them, if that neighbour wants to. What
is kept of a call is that it was made, by whom and when, for eight weeks; never what was said.
"""
