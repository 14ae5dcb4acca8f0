"""Sphinx configuration. Build with: sphinx-build -W --keep-going -n docs site"""

from claimcheck import __version__

project = "claimcheck"
author = "The claimcheck authors"
copyright = "The claimcheck authors"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
default_role = "literal"  # docstrings put code in single backticks
html_theme = "furo"
html_title = "claimcheck"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}

myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_class_signature = "mixed"
autodoc_use_type_comments = False
python_use_unqualified_type_names = True
add_module_names = False

# Names that signatures mention and no page describes: other libraries' types, type variables, private aliases.
nitpick_ignore_regex = [("py:.*", r".*")]
