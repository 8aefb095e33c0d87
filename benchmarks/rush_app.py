"""Sleutelbos as it is served, with a pause where a careless program goes wrong.

The pause of 5 ms stands between looking whether there is a place and taking it. With
`RUSH=careless` the guard is off as well: the negative control.
"""

import os

from sleutelbos.config.wsgi import application
from sleutelbos.room.activities import commands, commands_sign_ups
from sleutelbos.room.activities.tests import test_overbooking as crowd

__all__ = ["application"]

commands_sign_ups.take_seat = crowd.slow_seat
if os.environ.get("RUSH") == "careless":
    commands.sign_up = crowd.careless_sign_up
