"""What happens in the room: ideas, who pulls them, when they are, who comes, and what rests.

An activity exists because residents put energy in it (K2C). Somebody has an idea; a resident pulls
it (NL: trekker); it is planned or begins right now; when nobody pulls any more it rests (NL: even
op stal) and says so, until somebody picks it up again. Everybody is welcome: there is no way to
close an activity to a group or to book the room away from others (K2B). Only space or things can
limit how many people come, and then a waiting list moves up by itself. A contribution is never more
than what the activity costs (K2A).
"""
