-- What people say of a contact's place on the list. It never touches a probability.

CREATE TABLE handraise.override (
  program text NOT NULL,
  override_id bigint GENERATED ALWAYS AS IDENTITY,
  contact_id text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('up', 'down', 'never', 'none')),
  reason text NOT NULL CHECK (reason <> ''),
  since timestamptz NOT NULL,
  until timestamptz CHECK (until > since),
  decided_by text NOT NULL DEFAULT session_user,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, override_id)
);
CREATE INDEX override_by_contact ON handraise.override (program, contact_id, override_id);

COMMENT ON TABLE handraise.override IS
  'what people decided about places on the list, one row per decision; only ever added to: of a contact the last row counts';
COMMENT ON COLUMN handraise.override.program IS 'the program whose list it is about';
COMMENT ON COLUMN handraise.override.override_id IS 'number of the decision; later ones are greater';
COMMENT ON COLUMN handraise.override.contact_id IS 'the contact''s id as in the CRM';
COMMENT ON COLUMN handraise.override.direction IS
  'up: before all others; down: after all others; never: off the list; none: takes back what was decided before';
COMMENT ON COLUMN handraise.override.reason IS 'why, in the words of who decided';
COMMENT ON COLUMN handraise.override.since IS 'from when on it counts';
COMMENT ON COLUMN handraise.override.until IS 'when it ends; null for good';
COMMENT ON COLUMN handraise.override.decided_by IS 'the database role that decided';
COMMENT ON COLUMN handraise.override.recorded_at IS 'when it was recorded, by the clock of the server';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handraise.override
  FOR EACH STATEMENT EXECUTE FUNCTION handraise.refuse_change();
-- Also where session_replication_role leaves ordinary triggers out.
ALTER TABLE handraise.override ENABLE ALWAYS TRIGGER append_only;
