"""Uploaded files: what becomes a clean small picture, and what is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from services_app.content.imaging import (
    BROKEN,
    MOST_BYTES,
    TOO_HEAVY,
    TOO_LARGE,
    UNKNOWN,
    Prepared,
    prepare_picture,
)
from services_app.errors import Invalid
from tests.pictures import drawn, opened, photographed, saved_as

SECRETS = (b"Exif", b"SecretMaker", b"SecretComment", b"GPS", b"xmp", b"ICCP", b"EXIF", b"XMP")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>xmp</secret></x:xmpmeta>'


def refusal(data: bytes) -> str:
    """Give the one message with which a file is refused."""
    with pytest.raises(Invalid) as refused:
        prepare_picture(data)
    assert list(refused.value.problems) == ["picture"]
    (message,) = refused.value.problems["picture"]
    return str(message)


def red_corner(prepared: Prepared) -> str:
    """Tell in which corner the red quarter lies, by the largest file."""
    image = opened(prepared.variants[-1].body).convert("RGB")
    wide, high = image.width, image.height
    spots = {
        "top left": (wide // 4, high // 4), "top right": (3 * wide // 4, high // 4),
        "bottom left": (wide // 4, 3 * high // 4), "bottom right": (3 * wide // 4, 3 * high // 4),
    }  # fmt: skip
    found = []
    for name, spot in spots.items():
        pixel = image.getpixel(spot)
        assert isinstance(pixel, tuple)
        if pixel[0] > 180 and pixel[2] < 90:
            found.append(name)
    (only,) = found
    return only


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_each_kind_of_file_becomes_avif_and_webp_in_two_widths(name: str) -> None:
    prepared = prepare_picture(saved_as(drawn(), name))
    assert (prepared.width, prepared.height) == (720, 480)
    assert prepared.media_type == f"image/{name.lower()}"
    made = [(each.width, each.ending) for each in prepared.variants]
    assert made == [(360, "avif"), (360, "webp"), (720, "avif"), (720, "webp")]
    for each in prepared.variants:
        image = opened(each.body)
        assert image.format == each.ending.upper()
        assert image.size == (each.width, each.width * 2 // 3)
        assert image.mode == "RGB"
    assert red_corner(prepared) == "top left"


def test_nothing_of_the_file_but_its_pixels_is_kept() -> None:
    data = photographed()
    assert opened(data).getexif().get_ifd(0x8825), "the test needs a place in the file"
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for each in (data, saved_as(drawn(), "WEBP", xmp=XMP, icc_profile=srgb)):
        for variant in prepare_picture(each).variants:
            image = opened(variant.body)
            assert not dict(image.getexif())
            assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
            assert not [secret for secret in SECRETS if secret in variant.body]


CORNERS = {
    1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left",
    5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left",
}  # fmt: skip


@pytest.mark.parametrize("orientation", CORNERS)
def test_a_photo_stands_upright_however_the_telephone_was_held(orientation: int) -> None:
    prepared = prepare_picture(photographed(orientation))
    assert red_corner(prepared) == CORNERS[orientation]
    # Held upright, 600 pixels are its width: that is not enlarged.
    assert (prepared.width, prepared.height) == ((720, 480) if orientation < 5 else (600, 900))


@pytest.mark.parametrize(
    ("size", "expected", "widths"),
    [
        ((200, 100), (200, 100), [200]),
        ((360, 100), (360, 100), [360]),
        ((361, 100), (361, 100), [360, 361]),
        ((4000, 3000), (720, 540), [360, 720]),
        ((1, 1), (1, 1), [1]),
        ((2, 30_000), (1, 1440), [1]),
        ((30_000, 2), (720, 1), [360, 720]),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(
    size: tuple[int, int], expected: tuple[int, int], widths: list[int]
) -> None:
    prepared = prepare_picture(saved_as(drawn(*size), "PNG"))
    assert (prepared.width, prepared.height) == expected
    assert [each.width for each in prepared.variants if each.ending == "webp"] == widths


def test_the_same_picture_gives_the_same_name_and_bytes_whatever_its_metadata() -> None:
    plain = saved_as(drawn(), quality=95)
    assert prepare_picture(photographed()) == prepare_picture(plain) == prepare_picture(plain)
    other = prepare_picture(saved_as(drawn().rotate(180), quality=95))
    assert other.sha256 != prepare_picture(plain).sha256


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_can_be_read(mode: str) -> None:
    image = drawn(64, 64, "L").convert("I;16") if mode == "I;16" else drawn(64, 64, mode)
    assert prepare_picture(saved_as(image, "PNG")).width == 64


def test_sixteen_bits_are_scaled_and_transparency_lies_on_white() -> None:
    grey = prepare_picture(saved_as(Image.new("I;16", (40, 40), 0x8000), "PNG"))
    clear = prepare_picture(saved_as(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    assert opened(grey.variants[1].body).getpixel((9, 9)) == pytest.approx((128,) * 3, abs=4)
    assert opened(clear.variants[1].body).getpixel((9, 9)) == pytest.approx((255,) * 3, abs=4)


def test_print_colours_are_turned_into_those_of_a_screen_and_a_bad_profile_is_left_out() -> None:
    pixel = (255, 0, 0)
    cmyk = saved_as(Image.new("RGB", (40, 40), pixel).convert("CMYK"))
    spoilt = saved_as(Image.new("RGB", (40, 40), pixel), "PNG", icc_profile=b"no profile")
    for data in (cmyk, spoilt):
        found = opened(prepare_picture(data).variants[1].body).getpixel((9, 9))
        assert found == pytest.approx(pixel, abs=12)


def test_colours_of_another_profile_are_converted() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A screen whose red is our blue.
    swapped = srgb.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    red = saved_as(Image.new("RGB", (40, 40), (255, 0, 0)), "PNG", icc_profile=swapped)
    found = opened(prepare_picture(red).variants[1].body).getpixel((9, 9))
    assert found == pytest.approx((0, 0, 255), abs=12)


def test_of_several_frames_the_first_is_kept() -> None:
    first, second = drawn(50, 50), drawn(50, 50).rotate(180)
    for name in ("PNG", "WEBP", "AVIF"):
        data = saved_as(first, name, save_all=True, append_images=[second])
        assert red_corner(prepare_picture(data)) == "top left"
    data = saved_as(first, "MPO", save_all=True, append_images=[second])
    assert prepare_picture(data).media_type == "image/jpeg"


@pytest.mark.parametrize("name", ["GIF", "TIFF", "BMP", "ICO", "PDF", "PPM", "JPEG2000"])
def test_other_kinds_of_files_are_refused_whatever_their_name(name: str) -> None:
    assert refusal(saved_as(drawn(60, 60), name)) == UNKNOWN


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 5000,
        b"%PDF-1.7\n1 0 obj\n",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a" + photographed(),
        b"%PDF-1.7\n" + photographed(),
        b"PK\3\4" + photographed(),
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_does_not_begin_as_a_picture_is_refused(data: bytes) -> None:
    assert refusal(data) in (UNKNOWN, BROKEN)


def test_what_hangs_on_a_picture_does_not_get_through() -> None:
    tail = b"PK\3\4<script>alert(1)</script>%PDF-1.7"
    prepared = prepare_picture(photographed() + tail)
    assert prepared == prepare_picture(photographed())
    assert not [each for each in prepared.variants if b"script" in each.body]


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_that_was_cut_off_is_refused(name: str) -> None:
    data = saved_as(Image.effect_noise((300, 300), 80).convert("RGB"), name)
    for part in (4, 2):
        assert refusal(data[: len(data) - len(data) // part]) in (UNKNOWN, BROKEN)


def test_a_file_that_is_too_heavy_is_not_even_looked_at() -> None:
    assert refusal(photographed() + b"\0" * MOST_BYTES) == TOO_HEAVY


def png_of(width: int, height: int) -> bytes:
    """Make a small PNG that says it is of any size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def webp_of(width: int, height: int) -> bytes:
    """Make a WebP whose canvas says it is of any size."""
    data = bytearray(saved_as(drawn(40, 40), "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"))
    at = data.index(b"VP8X") + 12
    data[at : at + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(data)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # as when it serves
@pytest.mark.parametrize("size", [(6400, 6251), (20_000, 2001), (9000, 9000), (60_000, 60_000)])
def test_more_pixels_than_allowed_are_refused_before_any_is_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decoded(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    assert refusal(png_of(*size)) == TOO_LARGE


def test_a_canvas_that_lies_about_its_size_is_refused() -> None:
    assert refusal(webp_of(16_383, 16_383)) in (TOO_LARGE, UNKNOWN, BROKEN)


def test_as_many_pixels_as_allowed_are_taken() -> None:
    out = BytesIO()
    Image.new("1", (8000, 5000)).save(out, "PNG")
    assert prepare_picture(out.getvalue()).width == 720


SMALL_FILES = {
    name: saved_as(drawn(40, 30), name, **({"exif": b"Exif\0\0MM\0*"} if name == "JPEG" else {}))
    for name in ("JPEG", "PNG", "WEBP", "AVIF")
}


def taken_or_refused(data: bytes) -> None:
    """Assert that a file is either made into a picture or refused as invalid."""
    try:
        prepared = prepare_picture(data)
    except Invalid:
        return
    assert 1 <= prepared.width <= 720
    assert 1 <= prepared.height <= 1440


@given(st.binary(max_size=400), st.sampled_from([b"", *(f[:24] for f in SMALL_FILES.values())]))
@settings(max_examples=80)
def test_any_bytes_are_taken_or_refused(data: bytes, head: bytes) -> None:
    taken_or_refused(head + data)


@given(st.sampled_from(sorted(SMALL_FILES)), st.data())
@settings(max_examples=120)
def test_a_spoilt_file_is_taken_or_refused(name: str, data: st.DataObject) -> None:
    body = bytearray(SMALL_FILES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    taken_or_refused(bytes(body))
