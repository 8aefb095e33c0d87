"""What hangs on the door: is it open, what is on, what is asked and offered, and the week.

The first page anybody sees of a room; passers-by may read all of it (K2E, K3A). The same on paper,
and in people's own calendars. It gathers what the other modules know and keeps nothing of its own
but the (hidden) address of who wants their own calendar.
"""
