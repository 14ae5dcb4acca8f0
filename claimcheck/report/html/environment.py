"""The templates of a page, from this package alone; whatever is put into one is cleaned and escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from claimcheck.errors import MissingExtra
from claimcheck.report.classing import MARKS
from claimcheck.sentences import capital
from claimcheck.text import clean

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

__all__ = ["environment"]


@cache
def environment() -> jinja2.Environment:
    """The one environment in which templates are filled in.

    Raises `MissingExtra` where Jinja2 is not installed.
    """
    try:
        import jinja2
    except ImportError:
        raise MissingExtra("Jinja2", "report") from None

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("claimcheck.report.html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = "{:,}".format
    made.filters["capitalize_first"] = capital
    made.filters["badge"] = _badge
    made.filters["isolated"] = _isolated
    return made


def _cleaned(value: Any) -> Any:
    """Text without control characters and what turns lines round; markup of our own stays as it is."""
    return clean(value) if type(value) is str else value


@cache
def _badge(word: str) -> Markup:
    """A class of findings by its mark and its word; each is made once, since a page has thousands."""
    from markupsafe import Markup

    assert word in MARKS  # the only words that become a class attribute, and all of them ours
    return Markup('<b class="badge {0}"><i>{1}</i> {0}</b>').format(word, MARKS[word])


def _isolated(text: str) -> Markup:
    """Text that a source wrote, kept from turning round the words beside it; ASCII can't."""
    from markupsafe import Markup, escape

    escaped = escape(clean(text))
    return escaped if text.isascii() else Markup("<bdi>{}</bdi>").format(escaped)
