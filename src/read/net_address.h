/* net_address.h: which network addresses are everybody's.
 * A list of addresses from outside must not make this program speak to the machine it
 * runs on, or to others behind its firewall. */
#ifndef READ_NET_ADDRESS_H
#define READ_NET_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* False for loopback, private, link-local, multicast and reserved addresses, for IPv4
 * inside IPv6, and for what is no internet address. Source: IANA, IPv4 and IPv6
 * Special-Purpose Address Registries. */
bool net_address_is_public(const struct sockaddr *address, socklen_t n);

#endif
