"""Sphinx configuration. Build with: sphinx-build -W --keep-going -n docs site"""

from claimcheck import __version__

project = "claimcheck"
author = "The claimcheck authors"
copyright = "The claimcheck authors"  # noqa: A001
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
default_role = "literal"  # docstrings put code in single backticks
html_theme = "furo"
html_title = "claimcheck"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["wrap.css"]
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}

myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_class_signature = "mixed"
autodoc_use_type_comments = False
python_use_unqualified_type_names = True
add_module_names = False

# What signatures name and no page here describes: other libraries' types, type variables, a helper of the strategies.
nitpick_ignore_regex = [
    ("py:class", r"(collections\.abc|os|fractions|decimal|datetime|networkx|hypothesis)\..*"),
    (
        "py:class",
        r"PathLike|SearchStrategy|(.*\.)?Topic|claimcheck\.testing\.laws\.T|claimcheck\.rules\.State",
    ),
]
