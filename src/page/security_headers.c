#include "page/security_headers.h"

static const char CSP[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; "
	"img-src 'self'; font-src 'self'; connect-src 'self'; "
	"manifest-src 'self'; form-action 'self'; base-uri 'none'; "
	"frame-ancestors 'none'";

const struct security_header security_headers[] = {
	{ "Content-Security-Policy", CSP },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "strict-origin-when-cross-origin" },
	{ "Permissions-Policy",
	  "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
};

const size_t security_header_count =
	sizeof(security_headers) / sizeof(security_headers[0]);
