"""What neighbours can and what they ask: everybody can do something that another cannot.

A resident hangs a talent or a question on the wall of the room in a few taps: a drawing and a
sentence, spoken or typed. Anybody finds it, in their own language, with spelling forgiven. *Graag*
or *Ik help* brings two neighbours in touch inside Sleutelbos: no phone number and no e-mail address
is shown, and each of the two can stop it.
"""
