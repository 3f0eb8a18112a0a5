/* The version of the program, for the staff's system line. */
#ifndef UTIL_VERSION_H
#define UTIL_VERSION_H

#define NORTHSTAR_VERSION "0.3"

#endif
