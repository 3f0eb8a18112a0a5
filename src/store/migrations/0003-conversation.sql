-- The conversation: members, providers, mail, reports, the filter.
ALTER TABLE comment ADD COLUMN score INTEGER NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 100);
ALTER TABLE comment ADD COLUMN score_reasons TEXT CHECK (length(score_reasons) BETWEEN 1 AND 1000);
ALTER TABLE comment ADD COLUMN learned TEXT CHECK (learned IN ('spam', 'honest'));
ALTER TABLE comment ADD COLUMN words_hash BLOB CHECK (length(words_hash) = 16);
ALTER TABLE comment ADD COLUMN wants_mail INTEGER NOT NULL DEFAULT 0 CHECK (wants_mail IN (0, 1));
ALTER TABLE comment ADD COLUMN source TEXT CHECK (length(source) BETWEEN 1 AND 300);

CREATE INDEX comment_by_user ON comment (user_id, state, id)
	WHERE user_id IS NOT NULL;
CREATE INDEX comment_by_words ON comment (words_hash, created_at)
	WHERE words_hash IS NOT NULL;
CREATE UNIQUE INDEX comment_by_source ON comment (source)
	WHERE source IS NOT NULL;
-- Settled ones count, too, when it is asked whether others hide a comment.
DROP INDEX comment_report_open;
CREATE INDEX comment_report_by_comment ON comment_report (comment_id);
-- Two open reports from one address are one.
DELETE FROM comment_report WHERE settled_at IS NULL AND EXISTS (
	SELECT 1 FROM comment_report AS older
	 WHERE older.comment_id = comment_report.comment_id
	   AND older.address_hash = comment_report.address_hash
	   AND older.settled_at IS NULL AND older.id < comment_report.id);
CREATE UNIQUE INDEX comment_report_once
	ON comment_report (comment_id, address_hash) WHERE settled_at IS NULL;
CREATE INDEX comment_report_by_address
	ON comment_report (address_hash, created_at)
	WHERE address_hash IS NOT NULL;

-- An account may have no address of its own, and be a reader's.
CREATE TABLE user_new (
	id INTEGER PRIMARY KEY,
	-- What it signs in with, by password or by a mailed link. NULL: only a
	-- provider says who it is (see identity).
	email TEXT UNIQUE CHECK (length(email) BETWEEN 3 AND 254),
	name TEXT CHECK (length(name) BETWEEN 1 AND 80),
	role TEXT NOT NULL CHECK (role IN
		('reader', 'owner', 'moderator', 'editor', 'admin')),
	password_hash TEXT CHECK (length(password_hash) <= 200),
	is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1)),
	created_at INTEGER NOT NULL,
	password_at INTEGER,
	totp_secret BLOB CHECK (length(totp_secret) BETWEEN 1 AND 200),
	totp_step INTEGER,
	has_shortcuts INTEGER NOT NULL DEFAULT 1
		CHECK (has_shortcuts IN (0, 1)),
	seen_at INTEGER,
	erased_at INTEGER,
	-- That a provider has verified. Mail may go there; it is nobody's name.
	contact_email TEXT CHECK (length(contact_email) BETWEEN 3 AND 254),
	mails_published INTEGER NOT NULL DEFAULT 1
		CHECK (mails_published IN (0, 1)), -- own comment is published
	mails_replies INTEGER NOT NULL DEFAULT 1
		CHECK (mails_replies IN (0, 1)),
	mails_digest INTEGER NOT NULL DEFAULT 1
		CHECK (mails_digest IN (0, 1)) -- of moderators: what waits
) STRICT;
INSERT INTO user_new (id, email, name, role, password_hash, is_disabled, created_at, password_at, totp_secret, totp_step, has_shortcuts, seen_at, erased_at)
	SELECT id, email, name, role, password_hash, is_disabled, created_at, password_at, totp_secret, totp_step, has_shortcuts, seen_at, erased_at FROM user;
DROP TABLE user;
ALTER TABLE user_new RENAME TO user;

CREATE TABLE moderation_link (
	token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	comment_id INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
	version INTEGER NOT NULL, -- of the words in the mail
	created_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE spam_word (
	word TEXT PRIMARY KEY CHECK (length(word) <= 80),
	spam INTEGER NOT NULL DEFAULT 0 CHECK (spam >= 0),
	honest INTEGER NOT NULL DEFAULT 0 CHECK (honest >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE word_rule (
	id INTEGER PRIMARY KEY,
	word TEXT NOT NULL UNIQUE CHECK (length(word) BETWEEN 2 AND 80), -- folded
	effect TEXT NOT NULL CHECK (effect IN ('hold', 'spam')),
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
	created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
	name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
	value TEXT NOT NULL CHECK (length(value) <= 1000),
	updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identity (
	issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 1 AND 300),
	subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	provider TEXT NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_attempt (
	state_hash BLOB PRIMARY KEY CHECK (length(state_hash) = 32),
	browser_hash BLOB NOT NULL CHECK (length(browser_hash) = 32), -- cookie's
	provider TEXT NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
	sealed BLOB NOT NULL CHECK (length(sealed) <= 400), -- nonce, verifier
	return_to TEXT NOT NULL CHECK (length(return_to) BETWEEN 1 AND 1000),
	kept TEXT CHECK (length(kept) BETWEEN 1 AND 40000), -- a form that waits
	created_at INTEGER NOT NULL
) STRICT; -- long rows

CREATE TABLE email_link (
	token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
	email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
	return_to TEXT NOT NULL CHECK (length(return_to) BETWEEN 1 AND 1000),
	kept TEXT CHECK (length(kept) BETWEEN 1 AND 40000),
	created_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	used_at INTEGER
) STRICT; -- long rows

CREATE TABLE mail_address (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in signed links
	email TEXT NOT NULL UNIQUE CHECK (length(email) BETWEEN 3 AND 254),
	created_at INTEGER NOT NULL,
	asked_at INTEGER,     -- when a mail last asked whether it may
	confirmed_at INTEGER, -- NULL: not yet
	stopped_at INTEGER    -- no such mail any more
) STRICT;

CREATE INDEX moderation_link_by_comment ON moderation_link (comment_id);
CREATE INDEX user_by_staff ON "user" (role) WHERE role <> 'reader';
CREATE INDEX user_by_contact ON "user" (lower(contact_email))
	WHERE contact_email IS NOT NULL;
CREATE INDEX identity_by_user ON identity (user_id);
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (created_at);
CREATE INDEX email_link_by_email ON email_link (email, created_at);
