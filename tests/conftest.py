"""Hypothesis profiles: `usual` unless HYPOTHESIS_PROFILE or --hypothesis-profile says `thorough`."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("usual", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
