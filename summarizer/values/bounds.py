"""A number with bounds in short: 9, ≥ 9, ≤ 9, ≈ 9, 10–15, or "?" where nothing is known."""

from __future__ import annotations

from decimal import Decimal


def bounded_sign(best: int | Decimal | None, low: int | Decimal | None, high: int | Decimal | None) -> str:
    """The figure in short; a thousand and more have commas."""
    if low is not None and high is not None:
        return _digits(low) if low == high else f"{_digits(low)}–{_digits(high)}"
    if low is not None:
        return f"≥ {_digits(low)}"
    if high is not None:
        return f"≤ {_digits(high)}"
    return f"≈ {_digits(best)}" if best is not None else "?"


def _digits(number: int | Decimal) -> str:
    return f"{number:,f}" if isinstance(number, Decimal) else f"{number:,d}"
