-- Staff sign in, moderate, edit, import, undo; what the public sees does not
-- change by this step.

ALTER TABLE program_revision ADD COLUMN public_note TEXT CHECK (length(public_note) BETWEEN 1 AND 500);
ALTER TABLE measure ADD COLUMN source TEXT CHECK (length(source) BETWEEN 1 AND 300);
ALTER TABLE measure ADD COLUMN owner TEXT CHECK (length(owner) BETWEEN 1 AND 120);
ALTER TABLE measure ADD COLUMN due_months INTEGER CHECK (due_months BETWEEN 1 AND 120);
ALTER TABLE measure ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE figure ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE figure ADD COLUMN updated_at INTEGER;
ALTER TABLE comment ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE comment ADD COLUMN edited_at INTEGER;
ALTER TABLE comment ADD COLUMN reports INTEGER NOT NULL DEFAULT 0 CHECK (reports >= 0);
ALTER TABLE comment ADD COLUMN user_id INTEGER REFERENCES user (id);
ALTER TABLE user ADD COLUMN password_at INTEGER;
ALTER TABLE user ADD COLUMN totp_secret BLOB CHECK (length(totp_secret) BETWEEN 1 AND 200);
ALTER TABLE user ADD COLUMN totp_step INTEGER;
ALTER TABLE user ADD COLUMN has_shortcuts INTEGER NOT NULL DEFAULT 1
		CHECK (has_shortcuts IN (0, 1));
ALTER TABLE user ADD COLUMN seen_at INTEGER;
ALTER TABLE user ADD COLUMN erased_at INTEGER;
ALTER TABLE user_link ADD COLUMN kind TEXT NOT NULL DEFAULT 'invite'
		CHECK (kind IN ('invite', 'reset'));
ALTER TABLE outbox ADD COLUMN detail TEXT CHECK (length(detail) BETWEEN 1 AND 4000);
ALTER TABLE outbox ADD COLUMN state TEXT NOT NULL DEFAULT 'waits'
		CHECK (state IN ('waits', 'sent', 'failed'));
ALTER TABLE outbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN next_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN error TEXT CHECK (length(error) BETWEEN 1 AND 500);
ALTER TABLE outbox ADD COLUMN sent_at INTEGER;

-- What a save changed, in words for all.
-- What nobody has confirmed for long, longest first.
CREATE INDEX program_by_confirmed ON program (confirmed_at, id)
	WHERE stage IN ('published', 'paused');
-- Where an address stands, when its owner is to be erased.
CREATE INDEX program_by_email ON program (lower(email))
	WHERE email IS NOT NULL;
CREATE INDEX program_revision_news ON program_revision (program_id, version)
	WHERE public_note IS NOT NULL;
CREATE VIEW public_program_note AS
	SELECT r.program_id, r.version, r.public_note, r.created_at
	  FROM program_revision AS r
	  JOIN program AS p ON p.id = r.program_id
	 WHERE r.public_note IS NOT NULL
	   AND p.stage IN ('published', 'paused');

-- A published figure that was wrong: what it was, what it is, and why, for
-- all to read.
CREATE TABLE figure_correction (
	id INTEGER PRIMARY KEY,
	measure_id INTEGER NOT NULL REFERENCES measure (id),
	period TEXT NOT NULL CHECK (length(period) BETWEEN 1 AND 40),
	is_target INTEGER NOT NULL CHECK (is_target IN (0, 1)),
	-- What was wrong. A figure is its qualifier and its plain number
	-- ("about 41000"); '' is none, and a figure taken back.
	field TEXT NOT NULL CHECK (field IN ('figure', 'source', 'note')),
	before TEXT NOT NULL CHECK (length(before) <= 500),
	after TEXT NOT NULL CHECK (length(after) <= 500),
	reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
	created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX figure_correction_by_measure
	ON figure_correction (measure_id, created_at);

CREATE VIEW public_figure_correction AS
	SELECT figure_correction.* FROM figure_correction
	  JOIN measure ON measure.id = figure_correction.measure_id
	 WHERE measure.is_retired = 0;

-- The present text of a part of a page, in a language; where there is none
-- the page says what its template says.
CREATE TABLE page_text (
	page TEXT NOT NULL CHECK (length(page) BETWEEN 1 AND 40),
	lang TEXT NOT NULL CHECK (length(lang) BETWEEN 2 AND 10),
	body TEXT NOT NULL CHECK (length(body) <= 20000), -- Markdown
	version INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (page, lang)
) STRICT;

CREATE TABLE page_text_revision (
	page TEXT NOT NULL CHECK (length(page) BETWEEN 1 AND 40),
	lang TEXT NOT NULL CHECK (length(lang) BETWEEN 2 AND 10),
	version INTEGER NOT NULL,
	body TEXT NOT NULL CHECK (length(body) <= 20000),
	note TEXT CHECK (length(note) BETWEEN 1 AND 500),
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
	created_at INTEGER NOT NULL,
	PRIMARY KEY (page, lang, version)
) STRICT;

-- What staff changed: the words before, each time.
CREATE TABLE comment_revision (
	comment_id INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
	version INTEGER NOT NULL, -- that had these words
	author_name TEXT NOT NULL CHECK (length(author_name) BETWEEN 1 AND 80),
	website TEXT CHECK (length(website) BETWEEN 1 AND 500),
	body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80), -- who changed
	created_at INTEGER NOT NULL,
	PRIMARY KEY (comment_id, version)
) STRICT;

CREATE TABLE comment_report (
	id INTEGER PRIMARY KEY,
	comment_id INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
	reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 40),
	note TEXT CHECK (length(note) BETWEEN 1 AND 500),
	created_at INTEGER NOT NULL,
	address_hash BLOB CHECK (length(address_hash) = 32),
	settled_at INTEGER -- when staff read it
) STRICT;
CREATE INDEX comment_report_open ON comment_report (comment_id)
	WHERE settled_at IS NULL;
CREATE INDEX comment_by_reports ON comment (created_at) WHERE reports > 0;

DROP INDEX comment_by_state;
-- The queues of staff: 15 is what COMMENT_SAFETY holds (store/staff_comment.h).
CREATE INDEX comment_by_tab ON comment
	((CASE WHEN state = 'held' AND (flags & 15) <> 0 THEN 'safety'
		ELSE state END), id)
	WHERE state <> 'published';
-- Whether somebody wrote here before; a new comment does not pay for it.
CREATE INDEX comment_by_author ON comment (lower(author_email))
	WHERE state = 'published';

-- Whose comments go to spam unread: a hash of an e-mail address, or one of a
-- network address, which lasts as long as its key.
CREATE TABLE blocked_sender (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('email', 'address')),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	comment_id INTEGER REFERENCES comment (id) ON DELETE SET NULL, -- why
	reason TEXT CHECK (length(reason) BETWEEN 1 AND 500),
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
	created_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	UNIQUE (kind, hash)
) STRICT;

DROP VIEW shown_comment;
CREATE VIEW shown_comment AS
	SELECT id, thread_id, root_id, parent_id, depth, state,
	       CASE state WHEN 'published' THEN author_name ELSE '' END AS author_name,
	       CASE state WHEN 'published' THEN website END AS website,
	       CASE state WHEN 'published' THEN body ELSE '' END AS body,
	       is_staff, created_at, edited_at
	  FROM comment WHERE is_shown = 1;

DROP TRIGGER comment_changed;
CREATE TRIGGER comment_changed
	AFTER UPDATE OF thread_id, parent_id, root_id, depth, state, is_shown,
		author_name, website, body, is_staff, created_at, published_at,
		edited_at
	ON comment
	WHEN OLD.is_shown = 1 OR NEW.is_shown = 1
BEGIN UPDATE generation SET public = public + 1; END;

-- A sign-in. Only the hash of its token is here; id is for its owner's list.
CREATE TABLE session (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL, -- at the latest
	confirmed_at INTEGER NOT NULL, -- the password was last asked for
	device TEXT NOT NULL CHECK (length(device) BETWEEN 1 AND 120)
) STRICT;
CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE recovery_code (
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
	used_at INTEGER,
	PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Failed sign-ins, by a keyed hash of the account or of the address.
CREATE TABLE sign_in_failure (
	key BLOB PRIMARY KEY CHECK (length(key) = 32),
	count INTEGER NOT NULL,
	last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE program_owner ( -- whose own listings these are
	program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE CASCADE,
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	PRIMARY KEY (program_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX program_owner_by_user ON program_owner (user_id);

-- Forms that were carried out: a second post of one gets the same answer.
CREATE TABLE form_use (
	nonce BLOB PRIMARY KEY CHECK (length(nonce) = 16),
	digest BLOB NOT NULL CHECK (length(digest) = 32), -- of what was sent
	location TEXT NOT NULL CHECK (length(location) BETWEEN 1 AND 1000),
	used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_use_by_time ON form_use (used_at);

-- What somebody was writing in an editor and has not saved.
CREATE TABLE draft (
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	object TEXT NOT NULL CHECK (length(object) BETWEEN 1 AND 80),
	fields TEXT NOT NULL CHECK (length(fields) <= 100000), -- JSON
	base_version INTEGER NOT NULL, -- of the object they began with
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (user_id, object)
) STRICT;
CREATE INDEX draft_by_object ON draft (object);

-- Who has what waits.
CREATE TABLE assignment (
	object TEXT PRIMARY KEY CHECK (length(object) BETWEEN 1 AND 80),
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view ( -- filters of a list, by name
	id INTEGER PRIMARY KEY,
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	list TEXT NOT NULL CHECK (list IN ('programs', 'comments', 'audit')),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
	query TEXT NOT NULL CHECK (length(query) <= 1000),
	UNIQUE (user_id, list, name)
) STRICT;

-- What one press of a button changed, so that another can undo it.
CREATE TABLE change_set (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id INTEGER NOT NULL REFERENCES user (id),
	action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 80),
	at INTEGER NOT NULL,
	undone_at INTEGER
) STRICT;
CREATE INDEX change_set_by_time ON change_set (at);

CREATE TABLE change_item (
	change_set_id INTEGER NOT NULL
		REFERENCES change_set (id) ON DELETE CASCADE,
	kind TEXT NOT NULL CHECK (kind IN
		('program', 'comment', 'measure', 'figure', 'page')),
	object_id INTEGER NOT NULL,
	before TEXT NOT NULL CHECK (length(before) <= 4000),
	after_version INTEGER NOT NULL, -- undone only while it is still that
	PRIMARY KEY (change_set_id, kind, object_id)
) STRICT, WITHOUT ROWID;

-- A table of listings between its dry run and its import.
CREATE TABLE import_upload (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	created_at INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	change_set_id INTEGER REFERENCES change_set (id), -- once imported
	report TEXT CHECK (length(report) <= 100000), -- JSON
	content TEXT NOT NULL CHECK (length(content) <= 8388608) -- long: last
) STRICT;

-- When the machinery last did what it should: backup, check, mail.
CREATE TABLE system_event (
	kind TEXT PRIMARY KEY CHECK (length(kind) BETWEEN 1 AND 40),
	at INTEGER NOT NULL,
	is_fine INTEGER NOT NULL CHECK (is_fine IN (0, 1)),
	detail TEXT CHECK (length(detail) BETWEEN 1 AND 500)
) STRICT, WITHOUT ROWID;

-- That a comment waits is its state: a row of mail for each told nothing more.
DELETE FROM outbox WHERE kind = 'comment-held';
-- (0: it is not tried again.)
CREATE INDEX outbox_by_turn ON outbox (next_at)
	WHERE state = 'waits' AND next_at > 0;
CREATE INDEX outbox_by_failure ON outbox (id) WHERE state = 'failed';

-- (REPLACE would go round the triggers of DELETE.)
CREATE TRIGGER audit_grows BEFORE INSERT ON audit
	WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- For filters; guests' comments, which are most rows, have pages of their own.
CREATE INDEX audit_by_object ON audit (object, id) WHERE actor <> 'guest';
CREATE INDEX audit_by_actor ON audit (actor, id, action, at)
	WHERE actor <> 'guest';
CREATE INDEX audit_by_staff ON audit (id, action, at, actor)
	WHERE actor <> 'guest';

-- What changed. The audit row holds only the hash of it, so that the words of
-- a person can be erased and the chain stays whole.
CREATE TABLE audit_detail (
	audit_id INTEGER PRIMARY KEY REFERENCES audit (id),
	salt BLOB NOT NULL CHECK (length(salt) = 16),
	detail TEXT NOT NULL CHECK (length(detail) <= 1000000) -- JSON
) STRICT;
CREATE TRIGGER audit_detail_keeps BEFORE UPDATE ON audit_detail
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_detail_stays BEFORE DELETE ON audit_detail
	WHEN NOT EXISTS (SELECT 1 FROM audit_erasure
		WHERE audit_id = OLD.audit_id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_detail_grows BEFORE INSERT ON audit_detail
	WHEN NEW.audit_id <> (SELECT max(id) FROM audit)
	  OR EXISTS (SELECT 1 FROM audit_detail WHERE audit_id = NEW.audit_id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- Which details were erased, and by which audit row.
CREATE TABLE audit_erasure (
	audit_id INTEGER PRIMARY KEY REFERENCES audit (id),
	erased_by INTEGER NOT NULL REFERENCES audit (id)
) STRICT;
CREATE INDEX audit_erasure_by_cause ON audit_erasure (erased_by, audit_id);
CREATE TRIGGER audit_erasure_keeps BEFORE UPDATE ON audit_erasure
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_erasure_stays BEFORE DELETE ON audit_erasure
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_erasure_grows BEFORE INSERT ON audit_erasure
	WHEN EXISTS (SELECT 1 FROM audit_erasure WHERE audit_id = NEW.audit_id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- The last row's id and hash: a chain cut short at its end shows here.
CREATE TABLE audit_head (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	last_id INTEGER NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO audit_head (id, last_id, hash)
	SELECT 1, id, hash FROM audit ORDER BY id DESC LIMIT 1;

CREATE TRIGGER figure_correction_added AFTER INSERT ON figure_correction
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER figure_correction_removed AFTER DELETE ON figure_correction
BEGIN UPDATE generation SET public = public + 1; END;

CREATE TRIGGER page_text_added AFTER INSERT ON page_text
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER page_text_changed AFTER UPDATE ON page_text
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER page_text_removed AFTER DELETE ON page_text
BEGIN UPDATE generation SET public = public + 1; END;

DROP INDEX program_by_name;
-- All that staff filter by, so that the whole directory is walked without
-- touching its rows. A comment changes none of these columns.
CREATE INDEX program_by_name ON program (name_folded, id, stage, state,
	organization_id, confirmed_at, needs_mentors, updated_at);
