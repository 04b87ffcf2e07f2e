"""Which internet addresses may be fetched from: public ones, and nothing that leads into a private network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
# Networks that carry an IPv4 address in their last 32 bits (RFC 6052, RFC 8215, RFC 4291).
_CARRYING = (_NAT64, *map(IPv6Network, ("64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")))


def is_public(address: str) -> bool:
    """Whether an address (as the resolver writes it) is on the public internet, seen through every way to wrap IPv4.

    Loopback, private, shared, link-local, multicast, reserved, documentation and unspecified addresses are not, nor is
    an IPv6 address that carries one of them: mapped, compatible, 6to4, Teredo, NAT64. What is no address is not public.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    carried = _carried(found)
    # A NAT64 address is only a way to write the IPv4 address in it.
    outer = () if found in _NAT64 else (found,)
    return all(_is_plainly_public(one) for one in (*outer, *carried))


def _is_plainly_public(address: Address) -> bool:
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or (isinstance(address, IPv6Address) and (address.is_site_local or address.scope_id is not None))
    )


def _carried(address: Address) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _CARRYING):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)
