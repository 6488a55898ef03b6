"""Which addresses of the network may be reached: names are resolved once, and the checked address is connected to."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

from summarizer.errors import UnreadableInput
from summarizer.loading.web.policy import FetchPolicy

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


async def checked_addresses(host: str, port: int, policy: FetchPolicy) -> list[str]:
    """The addresses of a host that may be connected to, IPv4 first; never an empty list.

    Args:
        host: a name, or an address in any notation that the system reads (`127.1`, `0x7f000001`).
        port: the port that is asked.
        policy: what may be reached.

    Raises:
        UnreadableInput: the name is unknown, or none of its addresses may be reached.
    """
    if policy.ports is not None and port not in policy.ports:
        ports = ", ".join(map(str, sorted(policy.ports)))
        raise UnreadableInput(f"port {port} of {host!r} is not allowed: pages are fetched only from ports {ports}")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableInput(f"host {host!r} not found: check the address and your network connection") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [address for address in addresses if is_allowed(address, port, policy)]
    if not allowed:
        raise private_host(host, policy)
    return sorted(allowed, key=lambda address: ":" in address)


def is_allowed(address: str, port: int, policy: FetchPolicy) -> bool:
    """True if an address may be connected to under a policy."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    shown = f"[{ip}]:{port}" if ip.version == 6 else f"{ip}:{port}"
    return policy.allow_private or is_public(ip) or shown in policy.reachable


def is_public(ip: IpAddress) -> bool:
    """True if an address is one of the public internet, and so is the IPv4 address that it may carry within."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
        if ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    )


def check_unresolved(host: str, port: int, policy: FetchPolicy) -> None:
    """Refuses a private address that is written as such, for a request that a proxy resolves.

    Raises:
        UnreadableInput: the host is this machine or a private address.
    """
    name = host.rstrip(".").lower()
    if policy.allow_private:
        return
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        raise private_host(host, policy)
    try:
        address = socket.inet_ntoa(socket.inet_aton(host)) if ":" not in host else host
    except OSError:  # a name
        return
    if not is_allowed(address, port, policy):
        raise private_host(host, policy)


def private_host(host: str, policy: FetchPolicy) -> UnreadableInput:
    """The error for a host that may not be reached."""
    advice = "allow it with --allow-private if you trust it" if policy.can_allow else "give the article's text instead"
    return UnreadableInput(
        f"{host!r} is an address of this machine or a private network, which is not fetched: {advice}"
    )
