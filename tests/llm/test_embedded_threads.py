"""Runs of the embedded model at once, and a busy machine, are no reason for its threads to wait busily."""

from __future__ import annotations

import subprocess
import sys

from summarizer.llm.embedded import SPINS, share_processors


def test_threads_sleep_unless_the_user_says_otherwise() -> None:
    plain: dict[str, str] = {}
    share_processors(plain)
    assert plain == {"GOMP_SPINCOUNT": SPINS}
    for own in ({"OMP_WAIT_POLICY": "active"}, {"GOMP_SPINCOUNT": "7"}):
        environment = dict(own)
        share_processors(environment)
        assert environment == own


def test_the_setting_is_made_before_the_engine_is_loaded() -> None:
    code = """
import os, sys
from pathlib import Path
from summarizer.errors import ModelUnavailable
from summarizer.llm.embedded import start
os.environ.pop("GOMP_SPINCOUNT", None)
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "xllamacpp":
            print("loaded with", os.environ.get("GOMP_SPINCOUNT"))
        return None
sys.meta_path.insert(0, Watch())
try:
    start(Path("nothing.gguf"))
except ModelUnavailable:
    pass
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert f"loaded with {SPINS}" in ended.stdout
