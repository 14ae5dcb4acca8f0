"""Sphinx configuration. Build with: sphinx-build -W --keep-going -n docs site"""

import re
import shutil
from pathlib import Path
from typing import Any

from claimcheck import __version__

# Sphinx shows only what lies below this directory. The notebooks live in `examples/`, where people look for them, so
# they are copied here before each build, with what they link to; the copies are never committed.
HERE = Path(__file__).parent
WORKED = HERE / "worked"
shutil.rmtree(WORKED, ignore_errors=True)
WORKED.mkdir()
for example in sorted((HERE.parent / "examples").iterdir()):
    if example.suffix == ".ipynb":
        text = example.read_text(encoding="utf-8").replace("](../docs/", "](../")
        (WORKED / example.name).write_text(text, encoding="utf-8")
    elif example.is_file() and example.suffix != ".md":
        shutil.copy(example, WORKED)

project = "claimcheck"
author = "The claimcheck authors"
copyright = "The claimcheck authors"  # noqa: A001
release = version = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
nb_execution_mode = "off"  # tests/test_notebooks.py holds the outputs that are shown to be right
default_role = "literal"  # docstrings put code in single backticks
html_theme = "furo"
html_title = "claimcheck"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}

myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_class_signature = "mixed"
autodoc_use_type_comments = False
python_use_unqualified_type_names = True
add_module_names = False

# What signatures name and no page here describes: other libraries' types, type variables, names of what may be given.
nitpick_ignore_regex = [
    ("py:class", r"(collections\.abc|os|pathlib|fractions|decimal|datetime|networkx|hypothesis)\..*"),
    (
        "py:class",
        r"PathLike|Checkable|Classing|(.*\.)?BadRow|Margin|Subject|Values|SearchStrategy|(.*\.)?Topic|claimcheck\.testing\.laws\.T|claimcheck\.rules\.State",
    ),
]


def link_to_the_copies(_app: Any, _page: str, source: list[str]) -> None:
    """Pages link to the notebooks where they live, for readers of the repository."""
    source[0] = re.sub(r"\]\(((?:\.\./)*)\.\./examples/(?=\w+\.ipynb)", r"](\1worked/", source[0])


def level_of_captions(_app: Any, _page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Captions of the navigation are headings, and a screen reader asks of which level."""
    for part in ("body", "furo_navigation_tree"):
        if isinstance(context.get(part), str):
            context[part] = context[part].replace('role="heading">', 'role="heading" aria-level="2">')


def setup(app: Any) -> None:
    """What Sphinx calls first."""
    app.connect("source-read", link_to_the_copies)
    app.connect(
        "html-page-context", level_of_captions, priority=900
    )  # after the theme has made its navigation
