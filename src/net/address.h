/* Which network addresses are the public internet's. */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* May a name that somebody else chose lead here? False for this machine,
 * private, shared, link-local, multicast, documentation and reserved
 * addresses (the IANA registries of RFC 6890), for the same inside an IPv6
 * address (mapped, NAT64), and for whatever is neither IPv4 nor IPv6. */
bool net_address_is_public(const struct sockaddr *address);

#endif
