"""Places to work: enough support for a room and not too much, and places where somebody grows.

The room sees its paid support against the norm: too much leaves residents no room, too little puts
barriers in their way. A resident's own steps, from work experience to paid work outside, are one
line that only the resident and the guide of a step can see. So is what came of a wage value review.
"""
