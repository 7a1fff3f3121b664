"""Records what Pillow makes of image files: python record.py > pillow.json (Pillow 13.0.0, NumPy 2)."""

import base64
import io
import json

import numpy as np
from PIL import Image, ImageOps


def text(data):
    return base64.b64encode(bytes(data)).decode()


height, width = 6, 9
yy, xx = np.mgrid[0:height, 0:width]
colours = Image.fromarray(np.stack([xx * 28, yy * 50, 255 - (xx + yy) * 16], -1).astype(np.uint8))
grey = colours.convert("L")
inverted = ImageOps.invert(colours)
alpha = Image.fromarray((xx * 31).astype(np.uint8))
files = {}


def file(name, image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    files[name] = out.getvalue()


def transparent(image):
    copy = image.copy()
    copy.putalpha(alpha)
    return copy


file("colours.png", colours, "PNG")
file("colours.jpg", colours, "JPEG", quality=95)
file("progressive.jpg", colours, "JPEG", quality=80, progressive=True)
file("lossless.webp", colours, "WEBP", lossless=True)
file("lossy.webp", colours, "WEBP", quality=80)
file("colours.tiff", colours, "TIFF")
file("grey.png", grey, "PNG")
file("grey.jpg", grey, "JPEG", quality=95)
file("bits.png", colours.convert("1"), "PNG")
file("palette.png", colours.convert("P", palette=Image.ADAPTIVE), "PNG")
file("transparent-palette.png", colours.convert("P", palette=Image.ADAPTIVE), "PNG", transparency=0)
file("colours.gif", colours.convert("P", palette=Image.ADAPTIVE), "GIF")
file("transparent.png", transparent(colours), "PNG")
file("transparent-grey.png", transparent(grey), "PNG")
file("transparent.webp", transparent(colours), "WEBP", lossless=True)
file("16-bit.png", Image.fromarray((xx * 8000 + yy * 100).astype(np.uint16)), "PNG")
file("16-bit.tiff", Image.fromarray((xx * 8000 + yy * 100).astype(np.uint16)), "TIFF")
file("cmyk.jpg", colours.convert("CMYK"), "JPEG", quality=100, subsampling=0)
file("cmyk.tiff", colours.convert("CMYK"), "TIFF")
file("moving.gif", colours, "GIF", save_all=True, append_images=[inverted])
file("moving.webp", colours, "WEBP", save_all=True, append_images=[inverted], lossless=True)
file("moving.png", colours, "PNG", save_all=True, append_images=[inverted])
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x112] = orientation
    file(f"turned-{orientation}.jpg", colours, "JPEG", quality=95, subsampling=0, exif=exif)
file("turned-6.png", colours, "PNG", exif=exif)


def rgb(image):
    """Upright, on white, eight bits."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA") or "transparency" in image.info:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    if image.mode.startswith("I"):
        return Image.fromarray((np.asarray(image).astype(int) >> 8).astype(np.uint8)).convert("RGB")
    return image.convert("RGB")


decoded = {}
for name, data in files.items():
    pixels = np.asarray(rgb(Image.open(io.BytesIO(data))))
    brightness = np.asarray(Image.fromarray(pixels).convert("L"))
    decoded[name] = {
        "file": text(data),
        "shape": list(pixels.shape),
        "rgb": text(pixels.tobytes()),
        "grey": text(brightness.tobytes()),
    }

resized = []
for h, w, to in [(37, 50, (12, 20)), (5, 7, (16, 16)), (64, 64, (32, 32)), (100, 3, (24, 9)), (1, 1, (4, 4)), (300, 400, (10, 10))]:
    pixels = (np.arange(h * w * 3) * 7919 % 251).astype(np.uint8).reshape(h, w, 3)
    small = np.asarray(Image.fromarray(pixels).resize((to[1], to[0]), Image.BILINEAR))
    resized.append({"from": [h, w], "to": list(to), "pixels": text(small.tobytes())})

print(json.dumps({"decoded": decoded, "resized": resized}))
