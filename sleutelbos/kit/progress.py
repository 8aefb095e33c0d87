"""How far long work is, on one line: a bar and the time left on a screen, a line now and then in
a file."""

import time
from typing import TextIO

WIDTH = 24


class Progress:
    """Called with how much is done, of how much. `what` says in a word what it is about."""

    def __init__(self, out: TextIO, what: str) -> None:
        self.out, self.what = out, what
        self.began = time.monotonic()
        self.on_screen = getattr(out, "isatty", lambda: False)()
        self.told = -1

    def __call__(self, done: int, of: int) -> None:
        """Draw the bar again; on paper only each tenth part."""
        tenths = 10 * done // of
        if not self.on_screen and tenths == self.told and done != of:
            return
        self.told = tenths
        line = f"{self.what:<12}{self._bar(done, of)} {done}/{of}  {self._left(done, of)}"
        self.out.write(f"\r{line:<70}" if self.on_screen else f"{line}\n")
        if self.on_screen and done == of:
            self.out.write("\n")
        self.out.flush()

    def _bar(self, done: int, of: int) -> str:
        full = WIDTH * done // of
        return "█" * full + "░" * (WIDTH - full)

    def _left(self, done: int, of: int) -> str:
        spent = time.monotonic() - self.began
        if done == of:
            return f"{spent:.0f} s"
        left = spent / done * (of - done) if done else 0.0
        return f"about {left / 60:.0f} min left" if left > 90 else f"about {left:.0f} s left"
