"""From a bare space to a room that neighbours run themselves, within a year.

A path of steps lies ready; whoever feels like it pulls one, and steps of one's own lie beside them.
A page tells what neighbours already do themselves here and what the team still does: in words,
never as a score. And the room says what it needs: a neighbour brings it, and is thanked.
"""
