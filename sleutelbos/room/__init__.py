"""The Buurtwerkkamer, run by residents."""
