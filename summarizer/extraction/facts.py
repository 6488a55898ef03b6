"""An article made ready for checking."""

from summarizer.indexing import IndexedArticle as ArticleFacts

__all__ = ["ArticleFacts"]
