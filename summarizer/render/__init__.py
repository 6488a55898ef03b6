"""A briefing for people: terminal, Markdown, HTML, notebook, data frame."""

from summarizer.render.data_frame import to_frame
from summarizer.render.html import render_frame, render_html
from summarizer.render.markdown import render_markdown
from summarizer.render.terminal import render_terminal

__all__ = ["render_frame", "render_html", "render_markdown", "render_terminal", "to_frame"]
