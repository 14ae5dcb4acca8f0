"""Takes the pictures of the report that the README shows: `python docs/photograph_report.py` writes docs/_static/report-*.png.

It needs `pip install playwright pillow`, and a Chromium: the one that the variable CHROMIUM names, or the first on the PATH. Each
picture carries the report's text as a digest, by which a test tells whether it is still what the tool says.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Final

from claimcheck import Report, read_dossier

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = {scheme: ROOT / "docs" / "_static" / f"report-{scheme}.png" for scheme in ("light", "dark")}
WIDTH, HEIGHT = 1000, 900
KEYWORD: Final = b"claimcheck-report"
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def report() -> Report:
    """The report that is shown: the worked example."""
    os.chdir(ROOT)  # the report names the file as the README's command does
    return read_dossier("examples/prisoner_exchange.yaml").check()


def digest(shown: Report) -> bytes:
    """What the pictures of a report carry."""
    return hashlib.sha256(str(shown).encode("utf-8")).hexdigest().encode("ascii")


def stamped(png: bytes, text: bytes) -> bytes:
    """A PNG with a text of our own, before its end."""
    data = KEYWORD + b"\0" + text
    chunk = struct.pack(">I", len(data)) + b"tEXt" + data + struct.pack(">I", zlib.crc32(b"tEXt" + data))
    end = png.rindex(b"IEND") - 4
    return png[:end] + chunk + png[end:]


def stamp_of(png: bytes) -> bytes | None:
    """The text that `stamped` left in a PNG, or None."""
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"tEXt" and data.startswith(KEYWORD + b"\0"):
            return data[len(KEYWORD) + 1 :]
        at += 12 + length
    return None


def light_weight(png: bytes) -> bytes:
    """A PNG with as many colours as such a page needs."""
    from PIL import Image

    packed = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(64).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main() -> None:
    """Take both pictures."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("no Chromium on the PATH; name one in the variable CHROMIUM")
    shown = report()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder, "report.html")
        page_file.write_text(shown.to_html(), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for scheme, file in PICTURES.items():
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT},
                color_scheme=scheme,  # type: ignore[arg-type]
                device_scale_factor=1.5,
            )
            page.goto(page_file.as_uri())
            file.write_bytes(stamped(light_weight(page.screenshot()), digest(shown)))
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")
        browser.close()


if __name__ == "__main__":
    main()
