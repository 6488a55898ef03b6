"""Finds API keys, and refuses invalid ones: a file in the wrong encoding, an empty one, two lines."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr

from summarizer.errors import UsageError
from summarizer.llm.settings import PREFIX, Settings
from summarizer.llm.specs import KEYLESS, Provider

KEYRING_SERVICE = "summarizer"

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key and where it was found.

    Attributes:
        key: the key; `None` where there is none.
        origin: the setting, variable, file or keyring that held it.
    """

    key: SecretStr | None
    origin: str


def find_key(provider: Provider, settings: Settings) -> FoundKey:
    """Looks for the key of a provider: setting, file, the provider's own variable, keyring.

    Raises:
        UsageError: the file that should hold it can't be read, or what was found can't be a key.
    """
    if settings.api_key is not None and settings.api_key.get_secret_value().strip():
        return _found(settings.api_key.get_secret_value(), f"{PREFIX}API_KEY or api_key")
    if settings.api_key_file is not None:
        return _found(_from_file(settings.api_key_file), str(settings.api_key_file))
    if provider.key_variable is not None and os.environ.get(provider.key_variable, "").strip():
        return _found(os.environ[provider.key_variable], provider.key_variable)
    stored = _from_keyring(provider)
    return _found(stored, "keyring") if stored else FoundKey(None, "nowhere")


def _found(text: str, origin: str) -> FoundKey:
    """A key without the white space and line ends that copying adds.

    Raises:
        UsageError: it holds characters that no key can; the message does not show it.
    """
    key = text.strip().strip("\ufeff\u200b").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise UsageError(
            f"invalid API key from {origin}: it contains white space, line breaks or non-ASCII "
            "letters; copy the key alone"
        )
    return FoundKey(SecretStr(key), origin)


def _from_file(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"can't read the key file {str(path)!r}: {error.strerror}") from error
    if content.startswith(_UTF16) or b"\0" in content:
        raise UsageError(f"the key file {str(path)!r} is UTF-16: save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"the key file {str(path)!r} is not UTF-8 text: save it as plain text") from error
    if not text.strip():
        raise UsageError(f"the key file {str(path)!r} is empty: write the key to it")
    return text


def _from_keyring(provider: Provider) -> str | None:
    if provider.name in KEYLESS or find_spec("keyring") is None:
        return None
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(KEYRING_SERVICE, provider.name)
    except KeyringError:  # a locked or missing keyring holds no key for us
        return None
