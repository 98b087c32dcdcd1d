-- Where a model comes from, what the gates said of it, and a record of decisions that nobody can change afterwards.

ALTER TABLE handraise.model ADD COLUMN parent_model_id text;
COMMENT ON COLUMN handraise.model.parent_model_id IS 'the champion when this model was trained; null where there was none';

ALTER TABLE handraise.decision DROP CONSTRAINT decision_action_check;
ALTER TABLE handraise.decision
  ADD CONSTRAINT decision_action_check CHECK (action IN ('promote', 'override', 'rollback', 'refuse'));
ALTER TABLE handraise.decision ADD COLUMN gates jsonb;
COMMENT ON COLUMN handraise.decision.gates IS
  'array of {gate, held, asked, measured, sentence}; null for rollbacks, which pass no gates';

ALTER TABLE handraise.run DROP CONSTRAINT run_kind_check;
ALTER TABLE handraise.run ADD CONSTRAINT run_kind_check CHECK (kind IN ('train', 'score', 'recalibrate'));

CREATE FUNCTION handraise.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is only ever added to: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handraise.decision
  FOR EACH STATEMENT EXECUTE FUNCTION handraise.refuse_change();
-- Also where session_replication_role leaves ordinary triggers out.
ALTER TABLE handraise.decision ENABLE ALWAYS TRIGGER append_only;
