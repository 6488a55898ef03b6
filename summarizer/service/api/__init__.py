"""The HTTP API, version 1: thin routes over the store, the worker and the library."""
