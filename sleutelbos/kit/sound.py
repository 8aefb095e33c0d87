"""What a recording is, read from its own bytes: nothing is believed of what its sender says."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sleutelbos.kit.refused import Refused

LONGEST_SOUND, MOST_BYTES = 60, 600_000  # seconds; bytes
SLACK = 2  # seconds a recorder may run on after it was stopped
WEBM, OGG, MP4 = "audio/webm", "audio/ogg", "audio/mp4"
_CLUSTER, _CLUSTER_TIME, _SIMPLE_BLOCK, _BLOCK_GROUP, _BLOCK = (
    b"\x1f\x43\xb6\x75", b"\xe7", b"\xa3", b"\xa0", b"\xa1",
)  # fmt: skip
_SEGMENT, _INFO, _TIME_SCALE = b"\x18\x53\x80\x67", b"\x15\x49\xa9\x66", b"\x2a\xd7\xb1"
_INSIDE = {_SEGMENT, _CLUSTER, _BLOCK_GROUP, _INFO}


@dataclass(frozen=True)
class Voice:
    """A recording that passed: its kind, its whole seconds (None: unknown) and its bytes."""

    mime: str
    seconds: int | None
    sound: bytes


def heard(sound: bytes) -> Voice:
    """Look whether this is a recording we keep.

    Refused when there is nothing to hear (`no-sound`), when it is another kind of file
    (`not-a-recording`), or when it is over 600 kB or a minute (`recording-too-long`).
    """
    if not sound:
        raise Refused(
            "no-sound",
            _("Wij hoorden niets. Staat de microfoon aan? Je kan ook typen."),
            field="voice",
        )
    mime, seconds = kind_of(sound), seconds_of(sound)
    if mime is None:
        raise Refused(
            "not-a-recording",
            _("Dit bestand is geen opname. Neem het hier op, of typ het."),
            field="voice",
        )
    if len(sound) > MOST_BYTES or (seconds or 0) > LONGEST_SOUND + SLACK:
        raise Refused(
            "recording-too-long",
            _("Deze opname is te lang. Praat een minuut of korter."),
            field="voice",
        )
    return Voice(mime, None if seconds is None else round(seconds), sound)


def kind_of(sound: bytes) -> str | None:
    """The kind of recording (`audio/webm`, `audio/ogg`, `audio/mp4`), or nothing we know."""
    if sound[:4] == b"\x1aE\xdf\xa3" and b"webm" in sound[:64]:
        return WEBM
    if sound[:4] == b"OggS":
        return OGG
    if sound[4:8] == b"ftyp":
        return MP4
    return None


def seconds_of(sound: bytes) -> float | None:
    """How long it lasts as far as the bytes tell; nothing when they do not. Never raises."""
    try:
        kind = kind_of(sound)
        if kind == OGG:
            return _ogg_seconds(sound)
        if kind == WEBM:
            return _webm_seconds(sound)
        return _mp4_seconds(sound) if kind == MP4 else None
    except (IndexError, ValueError, ZeroDivisionError):
        return None


def _ogg_seconds(sound: bytes) -> float | None:
    """Opus counts samples of 48 kHz; the last page says how many there were."""
    last = sound.rfind(b"OggS")
    samples = int.from_bytes(sound[last + 6 : last + 14], "little", signed=True)
    return samples / 48_000 if samples >= 0 else None


def _webm_seconds(sound: bytes) -> float | None:
    """The time of the last block, since a recorder does not know the length when it begins."""
    scale, cluster, last = 1_000_000, 0, None
    for name, start, end in _elements(sound, 0, len(sound)):
        if name == _TIME_SCALE:
            scale = int.from_bytes(sound[start:end], "big")
        elif name == _CLUSTER_TIME:
            cluster = int.from_bytes(sound[start:end], "big")
        elif name in {_SIMPLE_BLOCK, _BLOCK}:
            after_track = start + _length_of(sound[start])
            offset = int.from_bytes(sound[after_track : after_track + 2], "big", signed=True)
            last = max(last or 0, cluster + offset)
    return None if last is None else last * scale / 1_000_000_000


def _elements(sound: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The elements of a webm file in order: name, where its content starts and ends."""
    while at < end:
        name_end = at + _length_of(sound[at])
        size_length = _length_of(sound[name_end])
        start = name_end + size_length
        size = int.from_bytes(sound[name_end:start], "big") - (1 << (7 * size_length))
        unknown = size == (1 << (7 * size_length)) - 1  # „until something else begins“
        stop = end if unknown else min(start + size, end)
        name = sound[at:name_end]
        yield name, start, stop
        at = start if name in _INSIDE else stop


def _length_of(first: int) -> int:
    """How many bytes a number takes: the zero bits before its first one, plus one."""
    if not first:
        raise ValueError("not a webm number")
    return 9 - first.bit_length()


def _mp4_seconds(sound: bytes) -> float | None:
    """The length in the header of the film; a file made in pieces has 0 there: unknown."""
    at = sound.find(b"mvhd")
    if at < 0:
        return None
    wide = sound[at + 4] == 1
    scale_at, size = (at + 24, 8) if wide else (at + 16, 4)
    scale = int.from_bytes(sound[scale_at : scale_at + 4], "big")
    length = int.from_bytes(sound[scale_at + 4 : scale_at + 4 + size], "big")
    return length / scale if length else None
