"""Out of the squeeze: a question in own words, a neighbour who has been there, small steps (K1C).

Peers first. Who asks decides who reads along, and when somebody of an organisation thinks along.
The words stand locked, every reading leaves a trace that the asker sees, and what is done goes away
by itself: nothing of a question stays behind on a person (K1B).
"""
