"""Templates of HTML pages: whatever is put into one is escaped and made visible, so that it stays inert."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from summarizer.visible_text import visible


def page_templates(folder: Path) -> Environment:
    """The templates of a folder; a name that a template uses and nobody gave is an error.

    Args:
        folder: where the templates are.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def policy_source(content: str) -> str:
    """The hash by which a content security policy allows a piece of inline code (CSP Level 3, `'sha256-…'`)."""
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _inert(value: object) -> object:
    """A value on its way into a page; markup that the package ships passes as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
