"""An invented neighbourhood to try everything in: one cooperative, its rooms, and who comes there.

The small world is made only with what people themselves can do, in scenes of one subject each. The
big world is drawn by lot, years of it, to see how the house holds. Nobody in either exists.
"""
