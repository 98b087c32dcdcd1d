-- What is true of a contact today, beside what a model may know: its account, the deals it has a part in, the channels it refuses.

ALTER TABLE handraise.contact ADD COLUMN current_account_id text;
COMMENT ON COLUMN handraise.contact.current_account_id IS
  'account the person belongs to today, however that became known; null: account_id';

CREATE TABLE handraise.opportunity_contact (
  opportunity_id text NOT NULL,
  contact_id text NOT NULL,
  PRIMARY KEY (contact_id, opportunity_id)
);

ALTER TABLE handraise.suppression ADD COLUMN channel text NOT NULL DEFAULT '';
COMMENT ON COLUMN handraise.suppression.channel IS 'the only channel it forbids; empty: every one';
ALTER TABLE handraise.suppression DROP CONSTRAINT suppression_pkey;
ALTER TABLE handraise.suppression ADD CONSTRAINT suppression_pkey PRIMARY KEY (contact_id, reason, channel);
