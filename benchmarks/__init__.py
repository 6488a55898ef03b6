"""Speed, as ratios against a peer in the same run.

Each benchmark is a module with a function `run`; `python -m benchmarks` runs them all, `python -m benchmarks.client`
one.
"""
