-- What every training and scoring read, in figures, so that the next scoring can be compared with it; and which held gates somebody accepted.

CREATE TABLE handraise.run_profile (
  program text NOT NULL,
  run_id text NOT NULL,
  version integer NOT NULL,
  profile jsonb NOT NULL,
  gates jsonb,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, run_id)
);
COMMENT ON TABLE handraise.run_profile IS 'figures of what a training or scoring read: counts and shares, no rows of the CRM';
COMMENT ON COLUMN handraise.run_profile.version IS 'of the shape of the profile; others are not compared with';
COMMENT ON COLUMN handraise.run_profile.gates IS 'what the scoring gates found, held or not; null for a training';

CREATE TABLE handraise.accepted_gate (
  program text NOT NULL,
  run_id text NOT NULL,
  gate text NOT NULL,
  reason text NOT NULL,
  findings jsonb NOT NULL,
  accepted_by text NOT NULL DEFAULT session_user,
  accepted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, run_id, gate)
);
COMMENT ON TABLE handraise.accepted_gate IS 'scoring gates that held a run which somebody let through; never changed, only added to';
COMMENT ON COLUMN handraise.accepted_gate.findings IS 'the figures that held the gate, with their thresholds';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handraise.accepted_gate
  FOR EACH STATEMENT EXECUTE FUNCTION handraise.refuse_change();
-- Also where session_replication_role leaves ordinary triggers out.
ALTER TABLE handraise.accepted_gate ENABLE ALWAYS TRIGGER append_only;
