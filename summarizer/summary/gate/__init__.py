"""The gate for sentences that a model wrote: each must say what its cited records say.

It errs on the strict side: a sentence that it refuses is replaced by one that code composed, so that a true sentence in
other words costs style and never truth.
"""

from summarizer.summary.gate.check import check_sentence, check_words

__all__ = ["check_sentence", "check_words"]
