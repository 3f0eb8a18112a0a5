/* schema.sql and the migrations, as they were when the program was built. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

/* A step that lifts a database from version - 1 to version. */
struct migration {
	int version;
	const char *sql;
};

extern const char store_schema[]; /* the whole of schema.sql */

/* By version; the last has version 0. */
extern const struct migration store_migrations[];

/* The user_version of a database made from store_schema. */
#define STORE_SCHEMA_VERSION 4

#endif
