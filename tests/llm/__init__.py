"""Tests of the client, the embedded server and its weights."""
