"""What comes out of a photo is a photo and nothing else, whatever went in (R30)."""

import io
import struct
import subprocess
import sys
import zlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sleutelbos.kit.photo import MOST_BYTES, PhotoRefused, remade

SECRET = b"Kerkstraat 12"
MEASURE = """
import sys
from pathlib import Path
from sleutelbos.kit.photo import remade

def most():
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(told.split()[0])

photo, before = sys.stdin.buffer.read(), most()
remade(photo)
print(most() - before)
"""
STARTS = (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF")


def photo(kind="JPEG", size=(80, 120), mode="RGB", **how):
    made = io.BytesIO()
    Image.new(mode, size, 1 if mode == "P" else "red").save(made, kind, **how)
    return made.getvalue()


def with_gps():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # description
    exif[0x010F] = "Telefoon van Noor"  # maker
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 2.0)})
    return photo(exif=exif, comment=SECRET)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_saying(wide, high, data=b""):
    """A PNG that says it is this big, in a few bytes."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_where_and_with_what_it_was_taken_is_gone():
    before = with_gps()
    assert SECRET in before
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)

    after = remade(before)

    seen = Image.open(io.BytesIO(after))
    assert (seen.format, seen.size) == ("JPEG", (80, 120))
    assert dict(seen.getexif()) == {}
    assert "comment" not in seen.info
    assert SECRET not in after
    assert b"Telefoon" not in after


@pytest.mark.parametrize(
    ("kind", "mode"),
    [*product(["PNG", "WEBP"], ["RGB", "L", "RGBA", "P"]), ("JPEG", "RGB"), ("JPEG", "L")],
)
def test_every_kind_of_photo_comes_out_as_a_jpeg(kind, mode):
    assert Image.open(io.BytesIO(remade(photo(kind, mode=mode)))).format == "JPEG"


def test_a_second_file_behind_the_photo_stays_behind():
    after = remade(photo() + b"PK\x03\x04" + SECRET + b"<script>alert(1)</script>")
    assert SECRET not in after
    assert b"script" not in after


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + b"0" * MOST_BYTES, "too-big"),
        (png_saying(20_000, 20_000), "too-many-pixels"),
        (png_saying(2_000_000_000, 2), "too-many-pixels"),
        (png_saying(5001, 5000), "too-many-pixels"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "no-photo"),
        (b"GIF89a" + b"\x01\x00" * 20, "no-photo"),
        (photo("GIF", mode="P"), "no-photo"),
        (photo("TIFF"), "no-photo"),
        (photo("ICO"), "no-photo"),
        (b"%PDF-1.7 ", "no-photo"),
        (b"PK\x03\x04", "no-photo"),
        (b"../../etc/passwd", "no-photo"),
        (photo()[:200], "no-photo"),
        (photo("PNG")[:60], "no-photo"),
        (png_saying(100, 100, b"short"), "no-photo"),
    ],
)
def test_what_is_no_photo_of_ours_is_refused_with_a_reason(data, code):
    with pytest.raises(PhotoRefused) as refused:
        remade(data)
    assert refused.value.code == code


@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_whatever_the_bytes_are_it_is_a_jpeg_or_a_refusal(noise, start):
    try:
        assert remade(start + noise)[:2] == b"\xff\xd8"
    except PhotoRefused:
        pass


@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_photo_with_one_byte_changed_never_breaks_anything(where, byte):
    data = bytearray(with_gps())
    data[where % len(data)] = byte
    try:
        assert remade(bytes(data))[:2] == b"\xff\xd8"
    except PhotoRefused:
        pass


def test_the_biggest_photo_we_take_fits_in_three_hundred_megabytes():
    """In a program of its own: the mark of the most memory never goes down again."""
    big = photo("PNG", size=(5000, 5000), mode="RGBA")
    program = [sys.executable, "-c", MEASURE]
    done = subprocess.run(program, input=big, capture_output=True, check=True)  # noqa: S603 - ours
    grown = int(done.stdout) / 1024
    assert 30 < grown < 300  # an unpacked photo is 100 MB: less than 30 and nothing was measured
