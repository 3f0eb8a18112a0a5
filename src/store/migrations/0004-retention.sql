-- What is kept for a time and no longer.
ALTER TABLE comment ADD COLUMN closed_at INTEGER;
-- Since it was last moved, as the record has it; or since it was written.
UPDATE comment SET closed_at = coalesce((
	SELECT max(audit.at) FROM audit
	 WHERE audit.object = 'comment ' || comment.id
	   AND audit.actor <> 'guest'
	   AND audit.action IN ('comment.spam', 'comment.remove')), created_at)
 WHERE state IN ('spam', 'removed')
   AND NOT (author_name = 'erased' AND body = 'erased'
	AND author_email IS NULL AND user_id IS NULL);
CREATE INDEX comment_by_closed ON comment (closed_at)
	WHERE closed_at IS NOT NULL;

CREATE TABLE comment_gone (
	id INTEGER PRIMARY KEY,
	address_hash BLOB NOT NULL CHECK (length(address_hash) = 32),
	created_at INTEGER NOT NULL -- of the comment
) STRICT;
CREATE INDEX comment_gone_by_address ON comment_gone (address_hash, created_at);

ALTER TABLE user ADD COLUMN taken_back_at INTEGER;
CREATE INDEX user_by_taken_back ON "user" (taken_back_at)
	WHERE taken_back_at IS NOT NULL;
