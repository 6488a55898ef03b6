"""The service: an HTTP API and a page to brief articles and to review what came of it.

It stands above the library and uses only what the library offers to everybody. Nothing is imported here, so that a
command line without the extra `service` pays nothing for it.
"""
