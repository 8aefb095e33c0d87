"""Who came in: the tablet at the door, the host's table, and counts kept on paper.

Somebody who walks in for the first time is one more, and nothing else is written down. Who comes
more often can tap their own key tag. The door works without internet; nothing is counted twice and
nothing that cannot be read is thrown away: the host decides. What was counted by hand stays beside
what was tapped, each with its source, so that a report can say how much the door misses.
"""
