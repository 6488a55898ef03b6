"""What a shell offers for models, weights and topics; imports wait until it asks."""

from __future__ import annotations


def complete_model(incomplete: str) -> list[str]:
    """The embedded models and the providers that begin with what was typed."""
    from summarizer.llm.specs import PROVIDERS
    from summarizer.weights.catalogue import CATALOGUE

    embedded = ["local", *(f"local:{weights.name}" for weights in CATALOGUE)]
    hosted = [f"{name}/" for name in PROVIDERS if name not in ("local", "custom")]
    return [name for name in (*embedded, *hosted) if name.startswith(incomplete)]


def complete_topic(incomplete: str) -> list[str]:
    """The topics that begin with what was typed."""
    from summarizer.topics import known_topics

    return [name for name in known_topics() if name.startswith(incomplete)]


def complete_weights(incomplete: str) -> list[str]:
    """The names that `models pull` takes and that begin with what was typed."""
    from summarizer.weights.catalogue import CATALOGUE, READING

    names = ["local", *(weights.name for weights in (*READING, *CATALOGUE))]
    return [name for name in names if name.startswith(incomplete)]
