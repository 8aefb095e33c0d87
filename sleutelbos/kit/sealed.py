"""A parcel that only its key opens: files in a tar, packed, and sealed with age (R17).

What seals is not what opens: the machine that makes copies holds the public half only. Everything
goes through in pieces, so a parcel may be much bigger than the memory.
"""

import hashlib
import os
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pyrage

PIECE = 1 << 20
Progress = Callable[[int, int], None]


class SealedError(Exception):
    """A parcel that does not open, is not whole, or a key that is no key. The text says which."""


def new_key() -> tuple[str, str]:
    """A new pair: the half that opens (AGE-SECRET-KEY-1…) and the half that seals (age1…)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(
    parts: list[tuple[str, Path]], to: Path, *, recipient: str,
    tell: Progress = lambda done, of: None,
) -> None:  # fmt: skip
    """Put files in one sealed parcel at `to`, all of it or nothing; `tell` hears bytes done.

    Raises `SealedError` when the recipient is no key, `OSError` when the disk is full.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient.strip())]
    except pyrage.RecipientError:
        raise SealedError("This is no key to seal with: it begins with age1.") from None
    unfinished = to.with_name(to.name + ".part")
    try:
        with unfinished.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)
            _through_pipe(
                lambda pipe: _pack(parts, pipe, tell),
                lambda pipe: pyrage.encrypt_io(pipe, out, keys),
                side_writes=True,
            )
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(to)
    finally:
        unfinished.unlink(missing_ok=True)
    _settle(to.parent)


def unseal(parcel: Path, folder: Path, *, identity: str) -> list[str]:
    """Open a parcel into `folder`; returns the names of what was in it.

    Raises `SealedError` when the key does not fit or the parcel is not whole.
    """
    try:
        keys = [pyrage.x25519.Identity.from_str(identity.strip())]
    except pyrage.IdentityError:
        raise SealedError("This is no key to open with: it begins with AGE-SECRET-KEY-1.") from None
    names: list[str] = []
    try:
        with parcel.open("rb") as file:
            _through_pipe(
                lambda pipe: names.extend(_unpack(pipe, folder)),
                lambda pipe: pyrage.decrypt_io(file, pipe, keys),
                side_writes=False,
            )
    except pyrage.DecryptError:
        raise SealedError("This key does not open this copy, or the copy is damaged.") from None
    except (tarfile.TarError, EOFError):
        raise SealedError("This copy is damaged.") from None
    except OSError as fault:
        if fault.errno:  # a full disk, a folder that is not ours
            raise
        raise SealedError("This copy is damaged.") from None  # age: a piece does not fit
    return names


def _through_pipe(
    beside: Callable[[IO[bytes]], None], here: Callable[[IO[bytes]], None], *, side_writes: bool
) -> None:
    """Run two halves at the two ends of a pipe; what goes wrong in either is raised."""
    reading, writing = os.pipe()
    ends = {True: (writing, "wb"), False: (reading, "rb")}
    wrong: list[BaseException] = []

    def run() -> None:
        descriptor, mode = ends[side_writes]
        try:
            with os.fdopen(descriptor, mode) as pipe:
                beside(pipe)
                while not side_writes and pipe.read(PIECE):
                    pass  # what is behind the last file, so that the other half can finish
        except BaseException as fault:  # raised below
            wrong.append(fault)

    side = threading.Thread(target=run)
    side.start()
    try:
        descriptor, mode = ends[not side_writes]
        with os.fdopen(descriptor, mode) as pipe:
            here(pipe)
    except BaseException:
        side.join()
        # The end that stopped first is the cause; the other only found the pipe broken.
        if wrong and not isinstance(wrong[0], BrokenPipeError | tarfile.TarError | EOFError):
            raise wrong[0] from None
        raise
    side.join()
    if wrong:
        raise wrong[0]


def _pack(parts: list[tuple[str, Path]], pipe: IO[bytes], tell: Progress) -> None:
    total = sum(path.stat().st_size for _name, path in parts) or 1
    done = 0

    class Told:
        """A file that tells how far it was read."""

        def __init__(self, file: IO[bytes]) -> None:
            self.file = file

        def read(self, size: int = PIECE) -> bytes:
            nonlocal done
            piece = self.file.read(size)
            done += len(piece)
            tell(min(done, total), total)
            return piece

    with tarfile.open(mode="w|gz", fileobj=pipe, bufsize=PIECE, compresslevel=3) as tar:
        for name, path in parts:
            about = tar.gettarinfo(path, name)
            about.uid = about.gid = 0
            about.uname = about.gname = ""
            with path.open("rb") as file:
                told: Any = Told(file)
                tar.addfile(about, told)


def _unpack(pipe: IO[bytes], folder: Path) -> list[str]:
    """Plain files with plain names only, whoever made the tar."""
    names = []
    with tarfile.open(mode="r|gz", fileobj=pipe, bufsize=PIECE) as tar:
        for member in tar:
            if not member.isfile() or Path(member.name).name != member.name:
                raise SealedError("This copy holds something that does not belong in it.")
            source = tar.extractfile(member)
            with (folder / member.name).open("xb") as out:
                os.fchmod(out.fileno(), 0o600)
                while source and (piece := source.read(PIECE)):
                    out.write(piece)
            names.append(member.name)
    return names


def _settle(folder: Path) -> None:
    """The new name of a file is on the disk too, not only the file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
