"""Hours, thanks, and what somebody gave and got.

Residents write down how long they were there, in a tap; who leads an activity does it for all. What
was written is never changed: it is taken back with the opposite, so a figure can always be
explained. Hours weigh as much as euros, and make somebody a member. A thank-you goes from neighbour
to neighbour. *Ik gaf* and *Ik kreeg* are for the person alone, and nobody counts them.
"""
