"""A briefing for people: terminal, Markdown, HTML, notebook, data frame."""

from summarizer.render.terminal import render_terminal

__all__ = ["render_terminal"]
