#include "net/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/un.h>

static bool is_public(const char *text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

	if (strchr(text, ':')) {
		assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
		return net_address_is_public((struct sockaddr *)&v6);
	}
	assert_int_equal(inet_pton(AF_INET, text, &v4.sin_addr), 1);
	return net_address_is_public((struct sockaddr *)&v4);
}

static void private_addresses_are_not_public(void **state)
{
	static const char *const PRIVATE[] = {
		"0.0.0.0",
		"0.1.2.3",
		"10.0.0.1",
		"10.255.255.255",
		"100.64.0.1",
		"100.127.255.255",
		"127.0.0.1",
		"127.255.255.254",
		"169.254.169.254",
		"172.16.0.1",
		"172.31.255.255",
		"192.0.0.8",
		"192.0.2.1",
		"192.168.0.1",
		"198.18.0.1",
		"198.19.255.255",
		"198.51.100.7",
		"203.0.113.7",
		"224.0.0.1",
		"239.1.1.1",
		"240.0.0.1",
		"255.255.255.255",
		"::",
		"::1",
		"::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
		"::127.0.0.1",
		"64:ff9b::7f00:1",
		"64:ff9b:1::1",
		"100::1",
		"fc00::1",
		"fd12:3456::1",
		"fe80::1",
		"fec0::1",
		"ff02::1",
		"2001:db8::1",
		"2001::1",
		"2001:10::1",
		"2002:7f00:1::1",
		"3fff::1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(PRIVATE) / sizeof(PRIVATE[0]); i++)
		if (is_public(PRIVATE[i]))
			fail_msg("public: %s", PRIVATE[i]);
}

static void public_addresses_are_public(void **state)
{
	static const char *const PUBLIC[] = {
		"1.1.1.1",          "8.8.8.8",         "11.0.0.1",
		"100.63.255.255",   "100.128.0.1",     "126.255.255.255",
		"128.0.0.1",        "172.15.255.255",  "172.32.0.1",
		"192.167.1.1",      "192.169.1.1",     "198.20.0.1",
		"223.255.255.1",    "2606:4700::1111", "2a00:1450:4009::200e",
		"64:ff9b::808:808", "::ffff:8.8.8.8",  "2001:4860:4860::8888",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(PUBLIC) / sizeof(PUBLIC[0]); i++)
		if (!is_public(PUBLIC[i]))
			fail_msg("not public: %s", PUBLIC[i]);
}

static void other_kinds_of_address_are_not_public(void **state)
{
	struct sockaddr_un local = { .sun_family = AF_UNIX };

	(void)state;
	assert_false(net_address_is_public((struct sockaddr *)&local));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(private_addresses_are_not_public),
		cmocka_unit_test(public_addresses_are_public),
		cmocka_unit_test(other_kinds_of_address_are_not_public),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
