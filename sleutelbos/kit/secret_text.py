"""Words and sounds only the program can read: locked before they reach the database (R17, R24).

A stolen database, a dump, a log of statements or somebody who looks at the tables sees nothing of
what a person told. The key stands outside the database: in the file `story-keys` of the home, or
the one `SLEUTELBOS_STORY_KEYS` names, made when the first secret is kept. It travels in one way
only: inside a sealed copy (`copies`), which the machine that made it cannot open itself.

The file holds a key a line, the newest last: `<id> <key>`. The newest locks, all of them open; each
locked text begins with the id of its key, so keys can be changed while people work
(`sleutelbos story-keys`). The lock is Fernet of `cryptography`: AES with an HMAC over all of it.
"""

import base64
import os
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models

FILE = "story-keys"
ALLOWED_LOOKUPS = frozenset({"exact", "isnull"})
Ring = dict[str, Fernet]


class KeyLostError(Exception):
    """A secret whose key is not in the file, or that was changed. Put back the file of the keys."""


def key_file() -> Path:
    """Where the keys stand: outside the database."""
    return Path(os.environ.get("SLEUTELBOS_STORY_KEYS") or Path(settings.HOME) / FILE)


def keys() -> Ring:
    """The keys there are, by id, the newest last. Reads the file again when it was changed."""
    try:
        about = key_file().stat()
    except FileNotFoundError:
        return {}
    return _read(str(key_file()), about.st_mtime_ns, about.st_size, about.st_ino)


@lru_cache(maxsize=2)
def _read(path: str, _changed: int, _size: int, _inode: int) -> Ring:
    return _parsed(Path(path).read_text())


def _parsed(told: str) -> Ring:
    lines = [line.split() for line in told.splitlines() if line.strip()]
    return {name: Fernet(key) for name, key in lines}


def add_key() -> str:
    """Make a new key that locks from now on; the older ones still open. Returns its id."""
    name = token_hex(4)
    _write(_told() + f"{name} {Fernet.generate_key().decode()}\n")
    return name


def take_over(told: str) -> None:
    """Add the keys of a copy (the text of its file); those that are here stay."""
    ours = _told()
    here = set(_parsed(ours))
    strange = [line for line in told.splitlines() if line.strip() and line.split()[0] not in here]
    if strange:
        _write("".join(f"{line}\n" for line in strange) + ours)


def forget_keys(names: set[str]) -> None:
    """Take keys out of the file: nothing locked with them can be opened here any more."""
    lines = [line for line in _told().splitlines() if line.split()[0] not in names]
    _write("".join(f"{line}\n" for line in lines))


def _told() -> str:
    return key_file().read_text() if key_file().exists() else ""


def _write(told: str) -> None:
    """All of it or nothing, readable by this user only."""
    to = key_file()
    to.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=to.parent, prefix=".keys-", delete=False) as new:  # 0600
        new.write(told)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(to)


def _newest() -> tuple[str, Fernet]:
    if not keys():
        _begin()
    name = list(keys())[-1]
    return name, keys()[name]


def _begin() -> None:
    """The first key. Two processes that begin at once end up with the same one."""
    to = key_file()
    to.parent.mkdir(parents=True, exist_ok=True)
    new = to.with_name(f".keys-{token_hex(8)}")
    new.touch(mode=0o600)
    new.write_text(f"{token_hex(4)} {Fernet.generate_key().decode()}\n")
    try:
        os.link(new, to)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def lock(words: str) -> str:
    """The locked form: `<id>:<token>`. Nothing stays nothing."""
    if not words:
        return ""
    name, key = _newest()
    return f"{name}:{key.encrypt(words.encode()).decode()}"


def unlock(locked: str) -> str:
    """The words again. Raises `KeyLostError`."""
    if not locked:
        return ""
    name, _sep, token = locked.partition(":")
    key = keys().get(name)
    if key is None:
        raise KeyLostError(f"The key {name[:8]} is not in {key_file()}.")
    try:
        return key.decrypt(token).decode()
    except InvalidToken:
        raise KeyLostError("A secret in the database is not what was written.") from None


class SecretTextField(models.TextField):
    """Text of a person that stands locked in the database; a plain `str` in the program.

    It cannot be searched or sorted, only asked whether it is empty. `max_length` is of the words
    (checked by forms and commands), not of the column. Declare it like a TextField:
    `words = SecretTextField(_("in eigen woorden"), max_length=600, blank=True)`.
    """

    stands_locked = True

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Lock what is written."""
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        return lock(str(self.to_python(value)))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Open what is read."""
        return None if value is None else unlock(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether it is empty: the rest would never find anything."""
        if lookup_name not in ALLOWED_LOOKUPS:
            raise TypeError(f"{self.name} stands locked: nothing can look inside it.")
        return super().get_lookup(lookup_name)


if TYPE_CHECKING:
    _Bytes = models.TextField[bytes, bytes]
else:
    _Bytes = SecretTextField


class SecretBytesField(_Bytes):
    """A recording or a file of a person that stands locked in the database; `bytes` in the program.

    Empty is `b""`. Export puts it beside the other files, as it does with a BinaryField.
    """

    def to_python(self, value: Any) -> Any:
        """The bytes, also from the text they are kept as."""
        if isinstance(value, str):
            return base64.b64decode(value)
        return value if value is None else bytes(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Lock what is written."""
        if value is None or hasattr(value, "as_sql"):
            return models.Field.get_db_prep_save(self, value, connection)
        return lock(base64.b64encode(bytes(value)).decode())

    def get_prep_value(self, value: Any) -> Any:
        """Only nothing can be asked for."""
        return "" if not value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Open what is read."""
        return None if value is None else base64.b64decode(unlock(value))
