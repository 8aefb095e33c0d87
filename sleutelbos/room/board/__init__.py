"""What hangs on the door: is it open, what is on, what is asked and offered, and the week.

The first page anybody sees of a room. It gathers what the other modules know and adds nothing of
its own; passers-by may read all of it (K2E, K3A).
"""
