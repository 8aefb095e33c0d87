"""Mijn geld: what changes in my money when I say yes to an allowance, hours, a buurtbaan?

Somebody answers a few questions and sees up to four situations side by side, with every reason, law
and date, what to report, and whom to ask. No name is asked and nothing is kept: the answers travel
in the form of the page and are gone when it is closed. The rules themselves are a program of its
own (`rulebook/`); this is the only module that knows it, and it is loaded when it is first asked.
"""
