"""What stands in an article and is no report: orders to a machine, hidden text, code, imitations of a prompt or reply.

Whoever writes a page can write to the model that reads it. Such stretches are found by their form and left out of what
is read, and no record rests on them. What is found is listed among the rejected drafts. A sentence in the article's own
prose is what the article reports, whoever put it there.
"""

from summarizer.planted.reading import Planted, as_read, planted_in

__all__ = ["Planted", "as_read", "planted_in"]
