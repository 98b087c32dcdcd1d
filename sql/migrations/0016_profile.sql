-- Ideal customer profiles: what the won are like, against all who could be won. Only added to; a scoring goes by the latest.

CREATE TABLE handraise.profile (
  program text NOT NULL,
  profile_id text NOT NULL,
  version integer NOT NULL,
  as_of timestamptz NOT NULL,
  profile jsonb NOT NULL,
  made_by text NOT NULL DEFAULT session_user,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, profile_id, made_at)
);
COMMENT ON TABLE handraise.profile IS 'ideal customer profiles, the latest of a program in use; never changed, only added to';
COMMENT ON COLUMN handraise.profile.profile_id IS 'p- and the first digits of the SHA-256 of the profile: the same profile has the same id';
COMMENT ON COLUMN handraise.profile.version IS 'of the shape of the profile; others are not used';
COMMENT ON COLUMN handraise.profile.as_of IS 'the instant from which on nothing was known to it';
COMMENT ON COLUMN handraise.profile.profile IS 'lift by value and by pair of values, points of the fit, personas, buying group: counts and shares, no rows of the CRM';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handraise.profile
  FOR EACH STATEMENT EXECUTE FUNCTION handraise.refuse_change();
-- Also where session_replication_role leaves ordinary triggers out.
ALTER TABLE handraise.profile ENABLE ALWAYS TRIGGER append_only;
