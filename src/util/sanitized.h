/* Is this a build with the address sanitizer? gcc and clang say so in ways of
 * their own. */
#ifndef UTIL_SANITIZED_H
#define UTIL_SANITIZED_H

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED 1
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#endif
