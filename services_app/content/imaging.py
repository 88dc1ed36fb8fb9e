"""An uploaded file made into small, clean pictures: nothing of the file itself is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from services_app.errors import N_, Invalid, Reason

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MOST_BYTES, MOST_PIXELS = 10_000_000, 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp"}
SMALL, WIDE, HIGH = 360, 720, 1440  # pixels: of the small variant, and the most that any has
_AVIF = {"quality": 50, "speed": 8, "max_threads": 1}  # one thread: the same bytes every time
_WEBP = {"quality": 60, "method": 6}

TOO_HEAVY = N_("The picture is larger than 10 MB: make it smaller first.")
TOO_LARGE = N_("The picture has more than 40 million pixels: make it smaller first.")
UNKNOWN = N_("This is no picture that can be used: take a JPEG, PNG, WebP or AVIF file.")
BROKEN = N_("The picture cannot be read: the file is damaged.")


@dataclass(frozen=True)
class Variant:
    """One file that readers may get; `ending` is avif or webp."""

    width: int
    ending: str
    body: bytes


@dataclass(frozen=True)
class Prepared:
    """A picture before it is stored; `sha256` names what is seen, size those of the largest."""

    sha256: str
    width: int
    height: int
    media_type: str  # of the file that was sent
    variants: tuple[Variant, ...]


def prepare_picture(data: bytes) -> Prepared:
    """Make the variants of an uploaded picture; slow, so never within a transaction.

    The type is what the content is, whatever the name says. Of the file only the pixels of its
    first frame remain, upright and in sRGB. Raises Invalid for what is no usable picture.
    """
    if len(data) > MOST_BYTES:
        raise _refused(TOO_HEAVY)
    image, media_type = _opened(data)
    try:
        clean = _clean(image)
    except Exception as error:  # decoders raise anything on hostile data, and all of it means this
        raise _refused(BROKEN) from error
    seen = f"{clean.width}x{clean.height}".encode() + clean.tobytes()
    return Prepared(
        sha256=hashlib.sha256(seen).hexdigest(),
        width=clean.width,
        height=clean.height,
        media_type=media_type,
        variants=tuple(_variants(clean)),
    )


def widths(width: int) -> tuple[int, ...]:
    """List the widths in which a picture is kept, given its largest."""
    return (SMALL, width) if width > SMALL else (width,)


def _opened(data: bytes) -> tuple[ImageFile, str]:
    """Read the head of a file, and refuse too many pixels before any is decoded."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _refused(TOO_LARGE) from error
    except Exception as error:  # as above
        raise _refused(UNKNOWN) from error
    if image.width * image.height > MOST_PIXELS:  # up to twice as many are but a warning
        raise _refused(TOO_LARGE)
    name = image.format or ""
    return image, Image.MIME["JPEG" if name == "MPO" else name]  # MPO: a JPEG that holds several


def _clean(file: ImageFile) -> Image:
    """Give the pixels alone: upright, no larger than needed, opaque, sRGB, 8 bits."""
    from PIL import Image as Pixels
    from PIL import ImageOps

    profile = file.info.get("icc_profile")
    file.draft(None, (HIGH, HIGH))  # a large JPEG is decoded at a half, a quarter or an eighth
    file.load()
    image = _shrunk(_with_plain_mode(ImageOps.exif_transpose(file)))
    if image.mode == "RGBA":
        ground = Pixels.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    image = _in_srgb(image, profile)
    # A fresh image: savers copy what they find in `info`.
    return Pixels.frombytes("RGB", image.size, image.tobytes())


def _with_plain_mode(image: Image) -> Image:
    """Turn palettes, single bits, 16 bits and floats into a mode that can be resized."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I"):  # 16 bits: a plain conversion would cut off instead of scaling
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("1", "F"):
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _shrunk(image: Image) -> Image:
    from PIL.Image import Resampling

    factor = min(1.0, WIDE / image.width, HIGH / image.height)
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image if size == image.size else image.resize(size, Resampling.LANCZOS)


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    from PIL import ImageCms

    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, own, srgb, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that does not fit says nothing about the colours
    return image.convert("RGB")


def _variants(clean: Image) -> Iterator[Variant]:
    from PIL.Image import Resampling

    for width in widths(clean.width):
        height = max(1, round(clean.height * width / clean.width))
        image = clean.resize((width, height), Resampling.LANCZOS)
        yield Variant(width, "avif", _saved(image, "AVIF", _AVIF))
        yield Variant(width, "webp", _saved(image, "WEBP", _WEBP))


def _saved(image: Image, name: str, options: dict[str, int]) -> bytes:
    out = BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def _refused(message: Reason) -> Invalid:
    return Invalid({"picture": [message]})
