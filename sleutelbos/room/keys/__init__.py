"""The key register, and who opens (K3A).

Keys of the room are handed out widely: every resident who carries a responsibility and wants one
has a key, and whoever has a key decides when the room is open. This module keeps which key is in
whose pocket and for what, who takes which turn at the door, and when the door really was open.
"""
