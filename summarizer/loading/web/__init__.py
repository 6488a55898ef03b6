"""Pages and feeds from the web: which addresses may be reached, what is fetched, and what stands in front of a page.

`fetch_page` fetches one page under a policy; a `Fetcher` fetches many, politely. Nothing here costs anything until the
first page is fetched.
"""

from summarizer.loading.web.fetching import Fetcher, fetch_page
from summarizer.loading.web.pages import is_web_address, listed_in, load_fetched, urls_listed
from summarizer.loading.web.policy import STRICT, Fetched, FetchPolicy

__all__ = [
    "STRICT",
    "FetchPolicy",
    "Fetched",
    "Fetcher",
    "fetch_page",
    "is_web_address",
    "listed_in",
    "load_fetched",
    "urls_listed",
]
