-- Decisions about models, and gates that somebody let a scoring pass, are sealed when they are recorded: the server says who it was and when, and
-- the hash of each row covers the row before it, so that a row that somebody changes, removes or moves later is found.

SET LOCAL TimeZone = 'UTC';

-- The end of each record. Only the trigger that seals writes it.
CREATE TABLE handraise.record_head (
  record text NOT NULL,
  program text NOT NULL,
  last_number bigint NOT NULL DEFAULT 0,
  hash text NOT NULL DEFAULT '',
  PRIMARY KEY (record, program)
);
COMMENT ON TABLE handraise.record_head IS 'number and hash of the last row of each record of a program';

-- Columns without a value do not count, so that a column that is added later changes no hash.
CREATE FUNCTION handraise.entry_hash(entry jsonb, previous_hash text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(previous_hash || content::text, 'UTF8')), 'hex')
  FROM (
    SELECT jsonb_object_agg(key, value) AS content FROM jsonb_each(entry)
    WHERE value <> 'null'::jsonb AND key NOT IN ('hash', 'previous_hash')
  ) AS entries
$$;
COMMENT ON FUNCTION handraise.entry_hash IS 'SHA-256 of the hash before and of a row as JSON, in hexadecimal digits';

-- Its arguments name the columns of the row's number, whose order the chain of hashes says by itself, of who recorded it and of when.
-- All three are the server's to say; rows of a program are numbered one by one.
CREATE FUNCTION handraise.seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' AS $$
DECLARE
  head handraise.record_head%ROWTYPE;
BEGIN
  INSERT INTO handraise.record_head (record, program) VALUES (TG_TABLE_NAME, NEW.program) ON CONFLICT DO NOTHING;
  -- Whoever records for the same program waits here, until the end of our transaction.
  SELECT * INTO STRICT head FROM handraise.record_head
    WHERE record = TG_TABLE_NAME AND program = NEW.program FOR UPDATE;
  NEW := jsonb_populate_record(NEW, jsonb_build_object(
    TG_ARGV[0], head.last_number + 1, TG_ARGV[1], session_user::text, TG_ARGV[2], clock_timestamp()));
  NEW.previous_hash := head.hash;
  NEW.hash := handraise.entry_hash(to_jsonb(NEW) - TG_ARGV[0], head.hash);
  UPDATE handraise.record_head SET last_number = head.last_number + 1, hash = NEW.hash
    WHERE record = TG_TABLE_NAME AND program = NEW.program;
  RETURN NEW;
END
$$;
-- Nobody else may hang it on a table of their own, and so move the head.
REVOKE EXECUTE ON FUNCTION handraise.seal() FROM PUBLIC;

ALTER TABLE handraise.decision
  ALTER COLUMN decision_id DROP IDENTITY, ADD COLUMN previous_hash text, ADD COLUMN hash text;
COMMENT ON COLUMN handraise.decision.previous_hash IS 'hash of the decision about the program before; empty for the first';
COMMENT ON COLUMN handraise.decision.hash IS 'handraise.entry_hash of the row without its number; handraise doctor compares';

ALTER TABLE handraise.accepted_gate
  ADD COLUMN acceptance_id bigint GENERATED ALWAYS AS IDENTITY, ADD COLUMN previous_hash text, ADD COLUMN hash text;
COMMENT ON COLUMN handraise.accepted_gate.previous_hash IS 'hash of the acceptance of the program before; empty for the first';
COMMENT ON COLUMN handraise.accepted_gate.hash IS 'handraise.entry_hash of the row without its number; handraise doctor compares';

-- What was recorded before is sealed as it is found now.
ALTER TABLE handraise.decision DISABLE TRIGGER append_only;
ALTER TABLE handraise.accepted_gate DISABLE TRIGGER append_only;
DO $$
DECLARE
  sealed record;
  old record;
  head handraise.record_head%ROWTYPE;
  own text;
BEGIN
  FOR sealed IN VALUES ('decision', 'decision_id'), ('accepted_gate', 'acceptance_id') LOOP
    FOR old IN EXECUTE format('SELECT program, %1$I AS number, to_jsonb(entry) - %1$L AS content
      FROM handraise.%2$I AS entry ORDER BY program, %1$I', sealed.column2, sealed.column1) LOOP
      INSERT INTO handraise.record_head (record, program) VALUES (sealed.column1, old.program) ON CONFLICT DO NOTHING;
      SELECT * INTO STRICT head FROM handraise.record_head WHERE record = sealed.column1 AND program = old.program;
      own := handraise.entry_hash(old.content, head.hash);
      EXECUTE format('UPDATE handraise.%I SET previous_hash = $1, hash = $2 WHERE program = $3 AND %I = $4',
        sealed.column1, sealed.column2) USING head.hash, own, old.program, old.number;
      UPDATE handraise.record_head SET last_number = old.number, hash = own
        WHERE record = sealed.column1 AND program = old.program;
    END LOOP;
  END LOOP;
END
$$;
ALTER TABLE handraise.decision ALTER COLUMN previous_hash SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
ALTER TABLE handraise.decision ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE handraise.accepted_gate ALTER COLUMN acceptance_id DROP IDENTITY, ALTER COLUMN previous_hash SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
ALTER TABLE handraise.accepted_gate ENABLE ALWAYS TRIGGER append_only;

CREATE TRIGGER sealed BEFORE INSERT ON handraise.decision
  FOR EACH ROW EXECUTE FUNCTION handraise.seal('decision_id', 'decided_by', 'decided_at');
ALTER TABLE handraise.decision ENABLE ALWAYS TRIGGER sealed;
CREATE TRIGGER sealed BEFORE INSERT ON handraise.accepted_gate
  FOR EACH ROW EXECUTE FUNCTION handraise.seal('acceptance_id', 'accepted_by', 'accepted_at');
ALTER TABLE handraise.accepted_gate ENABLE ALWAYS TRIGGER sealed;
