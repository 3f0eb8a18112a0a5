/* Headers that are only looked at: a network address, a browser's name, the
 * forms that an answer's own headers take. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "fuzz.h"
#include "http/response.h"
#include "net/address.h"
#include "page/guest.h"
#include "util/device.h"

static void check_network(struct arena *arena, const char *address)
{
	struct request request = { .address = address };
	struct ctx c = { .arena = arena, .request = &request };
	const char *network = guest_network(&c);

	request.address = network;
	MUST(strcmp(network, guest_network(&c)) == 0);
}

/* A mapped IPv4 address is as public as it is itself. */
static void check_public(const uint8_t *data)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	struct sockaddr none = { .sa_family = AF_UNIX };
	bool is_public;

	memcpy(&v4.sin_addr, data + 12, 4);
	memcpy(&v6.sin6_addr, data, 16);
	is_public = net_address_is_public((struct sockaddr *)&v6);
	if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr))
		MUST(is_public ==
		     net_address_is_public((struct sockaddr *)&v4));
	MUST(!net_address_is_public(&none));
	if (data[12] == 127 || data[12] == 10 || data[12] == 0)
		MUST(!net_address_is_public((struct sockaddr *)&v4));
}

static void check_header(struct arena *arena, const char *text)
{
	struct response response;
	const char *value;

	response_init(&response, arena);
	response_header(&response, "Location", text);
	value = response_find(&response, "Location");
	MUST(!value || (!strpbrk(value, "\r\n") && strcmp(value, text) == 0));
	MUST(response.header_count == (value ? 1 : 0));
	for (int i = 0; strlen(text) == 1 && i < 30; i++)
		response_header(&response, "Set-Cookie", text);
	MUST(response.header_count <= RESPONSE_HEADERS_MAX);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *text = fuzz_text(arena, data, size);

	check_network(arena, text);
	MUST(strlen(device_name(arena, text)) < 40);
	if (size >= 16)
		check_public(data);
	check_header(arena, text);
}
