-- The whole current schema. An older file is lifted to it by the numbered
-- migrations in src/store/migrations/; a test proves that both roads meet.
-- Times are UTC seconds, booleans 0 or 1, ids integers.

-- Places ------------------------------------------------------------------

CREATE TABLE county (
	id INTEGER PRIMARY KEY, -- FIPS code
	slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
	name_folded TEXT NOT NULL,
	state TEXT NOT NULL CHECK (length(state) = 2),
	seat TEXT CHECK (length(seat) BETWEEN 1 AND 80),
	lat REAL NOT NULL CHECK (lat BETWEEN -90 AND 90),
	lon REAL NOT NULL CHECK (lon BETWEEN -180 AND 180)
) STRICT;
CREATE INDEX county_by_state ON county (state, name);
CREATE INDEX county_by_name ON county (name_folded);

CREATE TABLE county_neighbor (
	county_id INTEGER NOT NULL REFERENCES county (id),
	neighbor_id INTEGER NOT NULL REFERENCES county (id),
	PRIMARY KEY (county_id, neighbor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE zip (
	zip TEXT PRIMARY KEY CHECK (length(zip) = 5),
	city TEXT NOT NULL CHECK (length(city) BETWEEN 1 AND 80),
	city_folded TEXT NOT NULL,
	state TEXT NOT NULL CHECK (length(state) = 2),
	lat REAL NOT NULL CHECK (lat BETWEEN -90 AND 90),
	lon REAL NOT NULL CHECK (lon BETWEEN -180 AND 180),
	county_id INTEGER NOT NULL REFERENCES county (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX zip_by_city ON zip (city_folded, state);

-- Words of the field ------------------------------------------------------

CREATE TABLE term (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN
		('type', 'setting', 'population', 'requirement', 'language')),
	slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 80),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
	position INTEGER NOT NULL,
	UNIQUE (kind, slug)
) STRICT;

INSERT INTO term (id, kind, slug, name, position) VALUES
	(1, 'type', 'one-to-one', 'One to one', 1),
	(2, 'type', 'group', 'Group', 2),
	(3, 'type', 'team', 'Team', 3),
	(4, 'type', 'family', 'Family', 4),
	(5, 'type', 'peer', 'Peer', 5),
	(6, 'type', 'e-mentoring', 'Online', 6),
	(11, 'setting', 'community', 'In the community', 1),
	(12, 'setting', 'school', 'At school', 2),
	(13, 'setting', 'after-school', 'After school', 3),
	(14, 'setting', 'campus', 'On a college campus', 4),
	(15, 'setting', 'site', 'At a program site', 5),
	(16, 'setting', 'agency', 'At an agency', 6),
	(17, 'setting', 'workplace', 'At a workplace', 7),
	(18, 'setting', 'online', 'Online', 8),
	(19, 'setting', 'faith', 'In a faith community', 9),
	(20, 'setting', 'correctional', 'In a correctional facility', 10),
	(31, 'requirement', 'background-check', 'Background check', 1),
	(32, 'requirement', 'references', 'References', 2),
	(33, 'requirement', 'interview', 'Interview', 3),
	(34, 'requirement', 'training', 'Training', 4),
	(41, 'language', 'en', 'English', 1),
	(42, 'language', 'es', 'Spanish', 2),
	(43, 'language', 'so', 'Somali', 3),
	(44, 'language', 'hmn', 'Hmong', 4),
	(45, 'language', 'om', 'Oromo', 5),
	(46, 'language', 'vi', 'Vietnamese', 6),
	(47, 'language', 'oj', 'Ojibwe', 7),
	(48, 'language', 'dak', 'Dakota', 8),
	(61, 'population', 'girls', 'Girls', 1),
	(62, 'population', 'boys', 'Boys', 2),
	(63, 'population', 'newcomers', 'Immigrants and refugees', 3),
	(64, 'population', 'foster-care', 'Young people in foster care', 4),
	(65, 'population', 'parent-incarcerated',
		'Children of a parent in prison', 5),
	(66, 'population', 'disabilities', 'People with disabilities', 6),
	(67, 'population', 'american-indian', 'American Indian youth', 7),
	(68, 'population', 'lgbtq', 'LGBTQ young people', 8),
	(69, 'population', 'justice-involved',
		'Young people in the justice system', 9),
	(70, 'population', 'first-generation',
		'First in the family at college', 10);

-- Listings ----------------------------------------------------------------

CREATE TABLE organization (
	id INTEGER PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80),
	name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
	website TEXT CHECK (length(website) BETWEEN 1 AND 500),
	created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE program (
	id INTEGER PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80),
	organization_id INTEGER NOT NULL REFERENCES organization (id),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	name_folded TEXT NOT NULL, -- for A–Z
	summary TEXT NOT NULL CHECK (length(summary) BETWEEN 1 AND 2000),
	description TEXT CHECK (length(description) BETWEEN 1 AND 10000),
	mentor_role TEXT CHECK (length(mentor_role) BETWEEN 1 AND 10000),
	ages_min INTEGER CHECK (ages_min BETWEEN 0 AND 99),
	ages_max INTEGER CHECK (ages_max BETWEEN 0 AND 99
		AND (ages_min IS NULL OR ages_min <= ages_max)),
	state TEXT NOT NULL CHECK (length(state) = 2),
	county_id INTEGER REFERENCES county (id),
	city TEXT CHECK (length(city) BETWEEN 1 AND 80),
	zip TEXT CHECK (length(zip) = 5),
	address TEXT CHECK (length(address) BETWEEN 1 AND 200),
	lat REAL CHECK (lat BETWEEN -90 AND 90),
	lon REAL CHECK (lon BETWEEN -180 AND 180
		AND (lat IS NULL) = (lon IS NULL)),
	is_statewide INTEGER NOT NULL DEFAULT 0 CHECK (is_statewide IN (0, 1)),
	is_online INTEGER NOT NULL DEFAULT 0 CHECK (is_online IN (0, 1)),
	commitment_months INTEGER CHECK (commitment_months BETWEEN 1 AND 120),
	hours_per_month REAL CHECK (hours_per_month BETWEEN 0.25 AND 400),
	mentor_age_min INTEGER CHECK (mentor_age_min BETWEEN 10 AND 99),
	training_hours REAL CHECK (training_hours BETWEEN 0 AND 400),
	cost TEXT CHECK (length(cost) BETWEEN 1 AND 500),
	accessibility TEXT CHECK (length(accessibility) BETWEEN 1 AND 2000),
	contact_role TEXT CHECK (length(contact_role) BETWEEN 1 AND 120),
	phone TEXT CHECK (length(phone) BETWEEN 3 AND 40),
	email TEXT CHECK (length(email) BETWEEN 3 AND 254),
	website TEXT CHECK (length(website) BETWEEN 1 AND 500),
	needs_mentors INTEGER NOT NULL DEFAULT 0
		CHECK (needs_mentors IN (0, 1)),
	waiting_time TEXT CHECK (length(waiting_time) BETWEEN 1 AND 200),
	badge TEXT NOT NULL DEFAULT 'none'
		CHECK (badge IN ('none', 'dedicated', 'expert')),
	badge_until INTEGER,
	stage TEXT NOT NULL DEFAULT 'draft'
		CHECK (stage IN ('draft', 'published', 'paused', 'closed')),
	pause_reason TEXT CHECK (length(pause_reason) BETWEEN 1 AND 500),
	returns_at INTEGER,
	successor_id INTEGER REFERENCES program (id),
	source_url TEXT CHECK (length(source_url) BETWEEN 1 AND 500),
	confirmed_at INTEGER, -- NULL: nobody at MPM has confirmed it
	confirmed_how TEXT CHECK (confirmed_how IN ('phone', 'email', 'visit')),
	comment_count INTEGER NOT NULL DEFAULT 0 CHECK (comment_count >= 0),
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX program_by_organization ON program (organization_id, name);
-- All that staff filter by, so that the whole directory is walked without
-- touching its rows. A comment changes none of these columns.
CREATE INDEX program_by_name ON program (name_folded, id, stage, state,
	organization_id, confirmed_at, needs_mentors, updated_at);
CREATE INDEX program_by_updated ON program (updated_at, id);
CREATE INDEX program_by_county ON program (county_id);
-- What search needs to put all public programs into order and on the map.
-- (stage stands in them, or SQLite would read each row to see it.)
CREATE INDEX program_order
	ON program (name_folded, id, badge, confirmed_at, stage)
	WHERE stage IN ('published', 'paused');
CREATE INDEX program_point ON program (lat, lon, id, stage)
	WHERE stage IN ('published', 'paused') AND lat IS NOT NULL;

-- What nobody has confirmed for long, longest first.
CREATE INDEX program_by_confirmed ON program (confirmed_at, id)
	WHERE stage IN ('published', 'paused');
-- Where an address stands, when its owner is to be erased.
CREATE INDEX program_by_email ON program (lower(email))
	WHERE email IS NOT NULL;

CREATE TABLE program_term (
	program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE CASCADE,
	term_id INTEGER NOT NULL REFERENCES term (id),
	PRIMARY KEY (program_id, term_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX program_term_by_term ON program_term (term_id, program_id);

CREATE TABLE program_county (
	program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE CASCADE,
	county_id INTEGER NOT NULL REFERENCES county (id),
	PRIMARY KEY (program_id, county_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX program_county_by_county ON program_county (county_id, program_id);

-- Slugs that a program once had; they redirect for ever.
CREATE TABLE program_slug (
	slug TEXT PRIMARY KEY CHECK (length(slug) BETWEEN 1 AND 80),
	program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE program_revision (
	program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE CASCADE,
	version INTEGER NOT NULL,
	content TEXT NOT NULL CHECK (length(content) <= 100000), -- JSON
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
	note TEXT CHECK (length(note) BETWEEN 1 AND 500),
	created_at INTEGER NOT NULL,
	public_note TEXT CHECK (length(public_note) BETWEEN 1 AND 500),
	PRIMARY KEY (program_id, version)
) STRICT; -- long rows: a key tree would give each a page of its own
-- What a save changed, in words for all.
CREATE INDEX program_revision_news ON program_revision (program_id, version)
	WHERE public_note IS NOT NULL;

-- What the public may see of listings: this, nowhere else.
CREATE VIEW public_program AS
	SELECT * FROM program WHERE stage IN ('published', 'paused');
CREATE VIEW public_program_note AS
	SELECT r.program_id, r.version, r.public_note, r.created_at
	  FROM program_revision AS r
	  JOIN program AS p ON p.id = r.program_id
	 WHERE r.public_note IS NOT NULL
	   AND p.stage IN ('published', 'paused');

-- Search: see src/store/search.h ------------------------------------------

CREATE TABLE search_bitmap (
	kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
	key TEXT NOT NULL CHECK (length(key) <= 200),
	size INTEGER NOT NULL, -- programs in it
	bitmap BLOB NOT NULL,
	PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_forward ( -- under which keys and words a program stands
	program_id INTEGER PRIMARY KEY, -- outlives it: its bitmaps must forget it
	keys TEXT NOT NULL
) STRICT;

CREATE TABLE search_word ( -- words as people write them, for "Did you mean"
	word TEXT PRIMARY KEY CHECK (length(word) <= 80),
	programs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The plan ----------------------------------------------------------------

CREATE TABLE measure (
	id INTEGER PRIMARY KEY,
	area TEXT NOT NULL CHECK (area IN ('network', 'region', 'innovation',
		'policy', 'quality', 'sustainability')),
	slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 80),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	definition TEXT NOT NULL CHECK (length(definition) BETWEEN 1 AND 2000),
	unit TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 40),
	direction TEXT NOT NULL CHECK (direction IN ('up', 'down', 'neither')),
	position INTEGER NOT NULL,
	is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
	source TEXT CHECK (length(source) BETWEEN 1 AND 300),
	owner TEXT CHECK (length(owner) BETWEEN 1 AND 120),
	due_months INTEGER CHECK (due_months BETWEEN 1 AND 120),
	version INTEGER NOT NULL DEFAULT 1,
	UNIQUE (area, slug)
) STRICT;

CREATE TABLE figure (
	id INTEGER PRIMARY KEY,
	measure_id INTEGER NOT NULL REFERENCES measure (id),
	period TEXT NOT NULL CHECK (length(period) BETWEEN 1 AND 40),
	year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
	is_target INTEGER NOT NULL CHECK (is_target IN (0, 1)),
	value REAL NOT NULL,
	qualifier TEXT CHECK (length(qualifier) BETWEEN 1 AND 40),
	source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
	note TEXT CHECK (length(note) BETWEEN 1 AND 500),
	is_published INTEGER NOT NULL DEFAULT 1 CHECK (is_published IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1,
	updated_at INTEGER,
	UNIQUE (measure_id, period, is_target)
) STRICT;

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

CREATE VIEW public_measure AS SELECT * FROM measure WHERE is_retired = 0;
CREATE VIEW public_figure AS
	SELECT figure.* FROM figure
	  JOIN measure ON measure.id = figure.measure_id
	 WHERE figure.is_published = 1 AND measure.is_retired = 0;

CREATE VIEW public_figure_correction AS
	SELECT figure_correction.* FROM figure_correction
	  JOIN measure ON measure.id = figure_correction.measure_id
	 WHERE measure.is_retired = 0;

-- Pages that staff write ----------------------------------------------------

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

-- The conversation --------------------------------------------------------

CREATE TABLE thread (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('about', 'program', 'area')),
	key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 80),
	program_id INTEGER REFERENCES program (id) ON DELETE CASCADE,
	comment_count INTEGER NOT NULL DEFAULT 0 CHECK (comment_count >= 0),
	UNIQUE (kind, key),
	CHECK ((kind = 'program') = (program_id IS NOT NULL))
) STRICT;

CREATE TABLE comment (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- an id is never used again
	thread_id INTEGER NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
	parent_id INTEGER REFERENCES comment (id),
	root_id INTEGER, -- the first of its branch, which may be itself
	depth INTEGER NOT NULL CHECK (depth BETWEEN 1 AND 4),
	state TEXT NOT NULL
		CHECK (state IN ('held', 'published', 'spam', 'removed')),
	-- Published, or taken back with published replies, which keep its
	-- place in the thread.
	is_shown INTEGER NOT NULL DEFAULT 0 CHECK (is_shown IN (0, 1)),
	author_name TEXT NOT NULL CHECK (length(author_name) BETWEEN 1 AND 80),
	author_email TEXT CHECK (length(author_email) BETWEEN 3 AND 254),
	website TEXT CHECK (length(website) BETWEEN 1 AND 500),
	body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
	is_staff INTEGER NOT NULL DEFAULT 0 CHECK (is_staff IN (0, 1)),
	flags INTEGER NOT NULL DEFAULT 0,
	reason TEXT CHECK (length(reason) BETWEEN 1 AND 500), -- of removal
	created_at INTEGER NOT NULL,
	published_at INTEGER,
	content_key BLOB NOT NULL UNIQUE, -- makes a post repeatable
	guest_hash BLOB CHECK (length(guest_hash) = 32),
	address_hash BLOB CHECK (length(address_hash) = 32),
	version INTEGER NOT NULL DEFAULT 1,
	edited_at INTEGER,
	reports INTEGER NOT NULL DEFAULT 0 CHECK (reports >= 0),
	user_id INTEGER REFERENCES user (id),
	-- How much speaks for spam, of 100, and what (store/spam.h).
	score INTEGER NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 100),
	score_reasons TEXT CHECK (length(score_reasons) BETWEEN 1 AND 1000), -- JSON
	learned TEXT CHECK (learned IN ('spam', 'honest')), -- by the filter
	words_hash BLOB CHECK (length(words_hash) = 16), -- however it is spelled
	wants_mail INTEGER NOT NULL DEFAULT 0 CHECK (wants_mail IN (0, 1)),
	source TEXT CHECK (length(source) BETWEEN 1 AND 300), -- imported from
	CHECK ((state = 'published') <= (published_at IS NOT NULL)),
	CHECK ((state = 'published') <= is_shown)
) STRICT;
CREATE INDEX comment_by_thread ON comment (thread_id, id)
	WHERE is_shown = 1 AND parent_id IS NULL;
CREATE INDEX comment_by_root ON comment (root_id, id) WHERE is_shown = 1;
CREATE INDEX comment_by_parent ON comment (parent_id)
	WHERE parent_id IS NOT NULL;
-- The queues of staff: 15 is what COMMENT_SAFETY holds (store/staff_comment.h).
CREATE INDEX comment_by_tab ON comment
	((CASE WHEN state = 'held' AND (flags & 15) <> 0 THEN 'safety'
		ELSE state END), id)
	WHERE state <> 'published';
CREATE INDEX comment_by_published ON comment (published_at)
	WHERE state = 'published';
-- Whether somebody wrote here before; a new comment does not pay for it.
CREATE INDEX comment_by_author ON comment (lower(author_email))
	WHERE state = 'published';
CREATE INDEX comment_by_address ON comment (address_hash, created_at)
	WHERE address_hash IS NOT NULL;
CREATE INDEX comment_by_guest ON comment (guest_hash)
	WHERE guest_hash IS NOT NULL;
CREATE INDEX comment_by_user ON comment (user_id, state, id)
	WHERE user_id IS NOT NULL;
CREATE INDEX comment_by_words ON comment (words_hash, created_at)
	WHERE words_hash IS NOT NULL;
CREATE UNIQUE INDEX comment_by_source ON comment (source)
	WHERE source IS NOT NULL;

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
CREATE INDEX comment_report_by_comment ON comment_report (comment_id);
CREATE INDEX comment_by_reports ON comment (created_at) WHERE reports > 0;
-- Nobody reports twice what staff have not read yet.
CREATE UNIQUE INDEX comment_report_once
	ON comment_report (comment_id, address_hash) WHERE settled_at IS NULL;
CREATE INDEX comment_report_by_address
	ON comment_report (address_hash, created_at)
	WHERE address_hash IS NOT NULL;

-- Decides about one comment, as the moderator it was mailed to, once.
CREATE TABLE moderation_link (
	token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	comment_id INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
	version INTEGER NOT NULL, -- of the words in the mail
	created_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX moderation_link_by_comment ON moderation_link (comment_id);

-- What the filter learned from the decisions of moderators: how many spam and
-- how many honest comments hold a word. '' counts the comments.
CREATE TABLE spam_word (
	word TEXT PRIMARY KEY CHECK (length(word) <= 80),
	spam INTEGER NOT NULL DEFAULT 0 CHECK (spam >= 0),
	honest INTEGER NOT NULL DEFAULT 0 CHECK (honest >= 0)
) STRICT, WITHOUT ROWID;

-- Words that staff want comments to be held for, or taken for spam.
CREATE TABLE word_rule (
	id INTEGER PRIMARY KEY,
	word TEXT NOT NULL UNIQUE CHECK (length(word) BETWEEN 2 AND 80), -- folded
	effect TEXT NOT NULL CHECK (effect IN ('hold', 'spam')),
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
	created_at INTEGER NOT NULL
) STRICT;

-- Switches that staff turn while the site runs (store/setting.h).
CREATE TABLE setting (
	name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
	value TEXT NOT NULL CHECK (length(value) <= 1000),
	updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE VIEW public_comment AS
	SELECT id, thread_id, parent_id, depth, author_name, website, body,
	       is_staff, created_at, published_at
	  FROM comment WHERE state = 'published';

-- What a thread shows: public comments, and the empty places of others.
CREATE VIEW shown_comment AS
	SELECT id, thread_id, root_id, parent_id, depth, state,
	       CASE state WHEN 'published' THEN author_name ELSE '' END AS author_name,
	       CASE state WHEN 'published' THEN website END AS website,
	       CASE state WHEN 'published' THEN body ELSE '' END AS body,
	       is_staff, created_at, edited_at
	  FROM comment WHERE is_shown = 1;

-- People, mail, record ----------------------------------------------------

-- (A table that a migration made anew is written with its name in quotes.)
CREATE TABLE "user" (
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
-- Staff among many readers: whose names are theirs alone.
CREATE INDEX user_by_staff ON "user" (role) WHERE role <> 'reader';
-- Whose address a provider has verified, when staff look for it or erase it.
CREATE INDEX user_by_contact ON "user" (lower(contact_email))
	WHERE contact_email IS NOT NULL;

-- Who a provider says somebody is. Never linked by e-mail address.
CREATE TABLE identity (
	issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 1 AND 300),
	subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	provider TEXT NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_by_user ON identity (user_id);

-- Somebody went to a provider and has not come back yet.
CREATE TABLE sign_in_attempt (
	state_hash BLOB PRIMARY KEY CHECK (length(state_hash) = 32),
	browser_hash BLOB NOT NULL CHECK (length(browser_hash) = 32), -- cookie's
	provider TEXT NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
	sealed BLOB NOT NULL CHECK (length(sealed) <= 400), -- nonce, verifier
	return_to TEXT NOT NULL CHECK (length(return_to) BETWEEN 1 AND 1000),
	kept TEXT CHECK (length(kept) BETWEEN 1 AND 40000), -- a form that waits
	created_at INTEGER NOT NULL
) STRICT; -- long rows
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (created_at);

-- A link by e-mail, as a way to sign in.
CREATE TABLE email_link (
	token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
	email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
	return_to TEXT NOT NULL CHECK (length(return_to) BETWEEN 1 AND 1000),
	kept TEXT CHECK (length(kept) BETWEEN 1 AND 40000),
	created_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	used_at INTEGER
) STRICT; -- long rows
CREATE INDEX email_link_by_email ON email_link (email, created_at);

-- An address that mail about comments may go to, once its reader said so.
CREATE TABLE mail_address (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in signed links
	email TEXT NOT NULL UNIQUE CHECK (length(email) BETWEEN 3 AND 254),
	created_at INTEGER NOT NULL,
	asked_at INTEGER,     -- when a mail last asked whether it may
	confirmed_at INTEGER, -- NULL: not yet
	stopped_at INTEGER    -- no such mail any more
) STRICT;

CREATE TABLE user_link ( -- one-time links
	token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
	user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
	created_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	used_at INTEGER,
	kind TEXT NOT NULL DEFAULT 'invite'
		CHECK (kind IN ('invite', 'reset'))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE outbox (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
	recipient TEXT NOT NULL CHECK (length(recipient) BETWEEN 1 AND 254),
	object TEXT NOT NULL CHECK (length(object) BETWEEN 1 AND 80),
	created_at INTEGER NOT NULL,
	detail TEXT CHECK (length(detail) BETWEEN 1 AND 4000),
	state TEXT NOT NULL DEFAULT 'waits'
		CHECK (state IN ('waits', 'sent', 'failed')),
	tries INTEGER NOT NULL DEFAULT 0,
	next_at INTEGER NOT NULL DEFAULT 0,
	error TEXT CHECK (length(error) BETWEEN 1 AND 500),
	sent_at INTEGER,
	UNIQUE (kind, recipient, object)
) STRICT;
-- (0: it is not tried again.)
CREATE INDEX outbox_by_turn ON outbox (next_at)
	WHERE state = 'waits' AND next_at > 0;
CREATE INDEX outbox_by_failure ON outbox (id) WHERE state = 'failed';

CREATE TABLE audit (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
	action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 80),
	object TEXT NOT NULL CHECK (length(object) BETWEEN 1 AND 80),
	detail TEXT CHECK (length(detail) <= 100000),
	hash BLOB NOT NULL CHECK (length(hash) = 32) -- over this and the last
) STRICT;
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
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

-- Generations: how ready-made pages know that they are old ------------------

CREATE TABLE generation (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	public INTEGER NOT NULL,    -- of everything the public can see
	directory INTEGER NOT NULL  -- of programs, terms and places
) STRICT;
INSERT INTO generation (id, public, directory) VALUES (1, 1, 1);

-- They rise by themselves, with every change to what a public view shows and
-- with nothing else: a draft or a held comment moves neither.

CREATE TRIGGER program_added AFTER INSERT ON program
	WHEN NEW.stage IN ('published', 'paused')
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER program_removed AFTER DELETE ON program
	WHEN OLD.stage IN ('published', 'paused')
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
-- Counting a comment (which writes nothing else) leaves the directory alone.
CREATE TRIGGER program_changed AFTER UPDATE ON program
	WHEN OLD.stage IN ('published', 'paused')
	  OR NEW.stage IN ('published', 'paused')
BEGIN UPDATE generation SET public = public + 1,
	directory = directory + (OLD.comment_count = NEW.comment_count);
END;

CREATE TRIGGER program_term_added AFTER INSERT ON program_term
	WHEN EXISTS (SELECT 1 FROM public_program WHERE id = NEW.program_id)
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER program_term_removed AFTER DELETE ON program_term
	WHEN EXISTS (SELECT 1 FROM public_program WHERE id = OLD.program_id)
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER program_term_stays BEFORE UPDATE ON program_term
BEGIN SELECT RAISE(ABORT, 'remove it and add another'); END;

CREATE TRIGGER program_county_added AFTER INSERT ON program_county
	WHEN EXISTS (SELECT 1 FROM public_program WHERE id = NEW.program_id)
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER program_county_removed AFTER DELETE ON program_county
	WHEN EXISTS (SELECT 1 FROM public_program WHERE id = OLD.program_id)
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER program_county_stays BEFORE UPDATE ON program_county
BEGIN SELECT RAISE(ABORT, 'remove it and add another'); END;

CREATE TRIGGER organization_changed AFTER UPDATE ON organization
	WHEN EXISTS (SELECT 1 FROM public_program
		WHERE organization_id = NEW.id)
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;

CREATE TRIGGER term_added AFTER INSERT ON term
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER term_changed AFTER UPDATE ON term
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER term_removed AFTER DELETE ON term
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;

CREATE TRIGGER county_added AFTER INSERT ON county
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER county_changed AFTER UPDATE ON county
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER county_removed AFTER DELETE ON county
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;

CREATE TRIGGER county_neighbor_added AFTER INSERT ON county_neighbor
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER county_neighbor_changed AFTER UPDATE ON county_neighbor
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER county_neighbor_removed AFTER DELETE ON county_neighbor
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;

CREATE TRIGGER zip_added AFTER INSERT ON zip
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER zip_changed AFTER UPDATE ON zip
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;
CREATE TRIGGER zip_removed AFTER DELETE ON zip
BEGIN UPDATE generation SET public = public + 1, directory = directory + 1;
END;

CREATE TRIGGER measure_added AFTER INSERT ON measure
	WHEN NEW.is_retired = 0
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER measure_changed AFTER UPDATE ON measure
	WHEN OLD.is_retired = 0 OR NEW.is_retired = 0
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER measure_removed AFTER DELETE ON measure
	WHEN OLD.is_retired = 0
BEGIN UPDATE generation SET public = public + 1; END;

CREATE TRIGGER figure_added AFTER INSERT ON figure
	WHEN NEW.is_published = 1
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER figure_changed AFTER UPDATE ON figure
	WHEN OLD.is_published = 1 OR NEW.is_published = 1
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER figure_removed AFTER DELETE ON figure
	WHEN OLD.is_published = 1
BEGIN UPDATE generation SET public = public + 1; END;

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

CREATE TRIGGER thread_counted AFTER UPDATE ON thread
	WHEN OLD.comment_count > 0 OR NEW.comment_count > 0
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER thread_removed AFTER DELETE ON thread
	WHEN OLD.comment_count > 0
BEGIN UPDATE generation SET public = public + 1; END;

CREATE TRIGGER comment_added AFTER INSERT ON comment
	WHEN NEW.is_shown = 1
BEGIN UPDATE generation SET public = public + 1; END;
-- Not of flags, reasons, addresses and hashes, which no page shows.
CREATE TRIGGER comment_changed
	AFTER UPDATE OF thread_id, parent_id, root_id, depth, state, is_shown,
		author_name, website, body, is_staff, created_at, published_at,
		edited_at
	ON comment
	WHEN OLD.is_shown = 1 OR NEW.is_shown = 1
BEGIN UPDATE generation SET public = public + 1; END;
CREATE TRIGGER comment_removed AFTER DELETE ON comment
	WHEN OLD.is_shown = 1
BEGIN UPDATE generation SET public = public + 1; END;
