"""Recordings for tests, as small as they can be and still say how long they are."""


def make_ogg(seconds: int = 5) -> bytes:
    """The first and last page of an Opus recording in Ogg, of this length."""
    last = (seconds * 48_000).to_bytes(8, "little")
    first = b"OggS\x00\x02" + bytes(8) + bytes(14) + b"OpusHead"
    return first + bytes(200) + b"OggS\x00\x04" + last + bytes(14)


def make_webm(seconds: int = 5) -> bytes:
    """A recording as a browser makes it: length unknown, one cluster a second, two blocks each."""
    head = b"\x1aE\xdf\xa3\x87\x42\x82\x84webm"
    info = b"\x15\x49\xa9\x66\x87\x2a\xd7\xb1\x83\x0f\x42\x40"
    found = head + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + info
    for second in range(seconds):
        found += b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff"
        found += b"\xe7\x84" + (second * 1000).to_bytes(4, "big")
        for offset in (0, 1000):
            found += b"\xa3\x86\x81" + offset.to_bytes(2, "big") + b"\x80ab"
    return found


def make_mp4(seconds: int = 0) -> bytes:
    """A recording as an iPhone makes it; 0 seconds: made in pieces, so it does not say."""
    moov = b"mvhd" + bytes(12) + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big")
    return b"\x00\x00\x00\x18ftypiso5" + bytes(12) + moov
