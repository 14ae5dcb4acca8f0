"""A picture with its table: what every picture of a report is handed out as."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import attrs

from claimcheck.errors import MissingExtra, ToldError, shown
from claimcheck.report.pictures.drawing import Drawing

__all__ = ["Picture", "PictureKind"]


class PictureKind(ToldError, ValueError):
    """A file name that says of no kind of picture; the message names the kinds there are."""


@attrs.frozen(eq=False, repr=False)
class Picture:
    """A picture: its title, a sentence that says what is to be seen, and the same as a table.

    In a notebook it shows itself as an image, which an untrusted notebook keeps as well; as text it is its table.
    """

    title: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    _drawing: Drawing

    @property
    def svg(self) -> str:
        """The picture as an SVG document of its own, light or dark as its reader likes."""
        return self._drawing.svg(self.alt)

    @property
    def inline(self) -> str:
        """The picture as an `svg` element for a page that brings the colours."""
        return self._drawing.inline(self.alt)

    def png(self, zoom: float = 2) -> bytes:
        """The picture as PNG, on white; `zoom` dots for each unit of the SVG.

        Raises `MissingExtra` where resvg-py is not installed.
        """
        try:
            import resvg_py
        except ImportError:
            raise MissingExtra("resvg-py", "png") from None

        return bytes(resvg_py.svg_to_bytes(svg_string=self.svg, zoom=zoom))

    def save(self, path: str | Path) -> None:
        """Write the picture, in one step, as what the file's name ends in: `.svg`, or `.png`.

        Raises `PictureKind` for any other ending, `MissingExtra` for PNG where resvg-py is not installed.
        """
        from claimcheck.formats import replace_file

        ending = Path(path).suffix.lower()
        if ending == ".svg":
            replace_file(path, self.svg.encode("utf-8"))
        elif ending == ".png":
            replace_file(path, self.png())
        else:
            raise PictureKind(
                f"a picture is saved as .svg or .png, not {shown(Path(path).name)}", found=Path(path).name
            )

    def _repr_mimebundle_(self, **_asked: Any) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": str(self)}

    def _repr_html_(self) -> str:
        """An image and nothing else, since an untrusted notebook strips SVG."""
        from html import escape

        data = base64.b64encode(self.svg.encode("utf-8")).decode("ascii")
        return f'<img alt="{escape(self.alt)}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'

    def __str__(self) -> str:
        lines = [self.title, self.alt, "", " | ".join(self.columns), *(" | ".join(row) for row in self.rows)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"
