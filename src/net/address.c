#include "net/address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct block {
	uint32_t from;
	int bits;
};

#define IP(a, b, c, d)                                                         \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (d))

static const struct block NOT_PUBLIC[] = {
	{ IP(0, 0, 0, 0), 8 },       /* this network */
	{ IP(10, 0, 0, 0), 8 },      /* private */
	{ IP(100, 64, 0, 0), 10 },   /* shared by carriers */
	{ IP(127, 0, 0, 0), 8 },     /* this machine */
	{ IP(169, 254, 0, 0), 16 },  /* link-local; a cloud's metadata */
	{ IP(172, 16, 0, 0), 12 },   /* private */
	{ IP(192, 0, 0, 0), 24 },    /* protocols' own */
	{ IP(192, 0, 2, 0), 24 },    /* documentation */
	{ IP(192, 88, 99, 0), 24 },  /* 6to4 relays, given up */
	{ IP(192, 168, 0, 0), 16 },  /* private */
	{ IP(198, 18, 0, 0), 15 },   /* measurements */
	{ IP(198, 51, 100, 0), 24 }, /* documentation */
	{ IP(203, 0, 113, 0), 24 },  /* documentation */
	{ IP(224, 0, 0, 0), 3 },     /* multicast, reserved, broadcast */
};

static bool is_public_ipv4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(NOT_PUBLIC) / sizeof(NOT_PUBLIC[0]); i++)
		if ((address ^ NOT_PUBLIC[i].from) >>
			    (32 - NOT_PUBLIC[i].bits) ==
		    0)
			return false;
	return true;
}

static bool begins(const unsigned char *address, const char *bytes, size_t len)
{
	return memcmp(address, bytes, len) == 0;
}

static bool is_public_ipv6(const unsigned char *a)
{
	uint32_t inner = IP(a[12], a[13], a[14], a[15]);

	if (begins(a, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) || /* mapped */
	    begins(a, "\0\x64\xff\x9b\0\0\0\0\0\0\0\0", 12)) /* NAT64 */
		return is_public_ipv4(inner);
	if ((a[0] & 0xe0) != 0x20) /* only 2000::/3 is given out */
		return false;
	return !begins(a, "\x20\x02", 2) &&             /* 6to4 */
	       !begins(a, "\x20\x01\x0d\xb8", 4) &&     /* documentation */
	       !begins(a, "\x3f\xff\x00", 3) &&         /* documentation */
	       !(begins(a, "\x20\x01", 2) && a[2] < 2); /* Teredo and such */
}

bool net_address_is_public(const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	switch (address->sa_family) {
	case AF_INET:
		memcpy(&v4, address, sizeof(v4));
		return is_public_ipv4(ntohl(v4.sin_addr.s_addr));
	case AF_INET6:
		memcpy(&v6, address, sizeof(v6));
		return is_public_ipv6(v6.sin6_addr.s6_addr);
	}
	return false;
}
