"""What is written in the log: what went wrong and where in the program, never about whom (R37).

Messages of exceptions and values of variables are left out, since both hold what people typed; a
type and a line number are enough to find the fault. Addresses lose their query and whatever opens
a door; e-mail addresses and long numbers become dots.
"""

import logging
import re
import traceback
from types import TracebackType

_EMAIL = re.compile(r"[^\s<>\"'=,;()]+@[^\s<>\"'=,;()]+")
_QUERY = re.compile(r"\?[^\s\"']*")
_SECRET_PATH = re.compile(r"(/(?:sleutel|agenda)/)[^/\s\"']+")
_LONG = re.compile(r"(?<![\w-])(?=[\w-]*\d)[\w-]{20,}(?![\w-])")
_NUMBER = re.compile(r"\d(?:[\s./-]?\d){7,}")


def discreet(text: str) -> str:
    """A line for the log without secrets, e-mail addresses and long numbers."""
    text = _SECRET_PATH.sub(r"\1…", text)
    text = _EMAIL.sub("…@…", text)
    text = _QUERY.sub("?…", text)
    text = _LONG.sub("…", text)
    return _NUMBER.sub("…", text)


class Discreet(logging.Formatter):
    """The formatter of every handler: one line what, then the way through the program."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry; what another formatter made of the exception is not used."""
        record.exc_text = None
        try:
            return super().format(record)
        finally:
            record.exc_text = None

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line itself, made discreet; the moment in front is ours and stays."""
        record.message = discreet(record.message)
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Types and places only, of this exception and of those it came from."""
        lines, fault = [], ei[1]
        while fault is not None:
            lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
            lines += [
                f"  {frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(fault.__traceback__, limit=-12)
            ]
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:
        """Stacks are not written."""
        return ""
