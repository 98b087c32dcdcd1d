-- A decision is sealed when it is recorded: the server says who decided and when, and the hash of each row covers the row before it,
-- so that a row that somebody changes, removes or moves later is found.

SET LOCAL TimeZone = 'UTC';

-- The end of each record. Only the trigger that seals writes it.
CREATE TABLE handraise.record_head (
  record text NOT NULL,
  program text NOT NULL,
  entries bigint NOT NULL DEFAULT 0,
  hash text NOT NULL DEFAULT '',
  PRIMARY KEY (record, program)
);
COMMENT ON TABLE handraise.record_head IS 'how many rows each record of a program has, and the hash of the last';

-- Columns without a value do not count, so that a column that is added later changes no hash.
CREATE FUNCTION handraise.entry_hash(entry jsonb, previous_hash text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(previous_hash || content::text, 'UTF8')), 'hex')
  FROM (
    SELECT jsonb_object_agg(key, value) AS content FROM jsonb_each(entry)
    WHERE value <> 'null'::jsonb AND key NOT IN ('hash', 'previous_hash')
  ) AS entries
$$;
COMMENT ON FUNCTION handraise.entry_hash IS 'SHA-256 of the hash before and of a row as JSON, in hexadecimal digits';

-- Its argument names the column that numbers the rows, whose order the chain of hashes says by itself.
CREATE FUNCTION handraise.seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' AS $$
DECLARE
  head handraise.record_head%ROWTYPE;
BEGIN
  INSERT INTO handraise.record_head (record, program) VALUES (TG_TABLE_NAME, NEW.program) ON CONFLICT DO NOTHING;
  -- Whoever records for the same program waits here, until the end of our transaction.
  SELECT * INTO STRICT head FROM handraise.record_head
    WHERE record = TG_TABLE_NAME AND program = NEW.program FOR UPDATE;
  NEW.decided_by := session_user;
  NEW.decided_at := clock_timestamp();
  NEW.previous_hash := head.hash;
  NEW.hash := handraise.entry_hash(to_jsonb(NEW) - TG_ARGV[0], head.hash);
  UPDATE handraise.record_head SET entries = head.entries + 1, hash = NEW.hash
    WHERE record = TG_TABLE_NAME AND program = NEW.program;
  RETURN NEW;
END
$$;
-- Nobody else may hang it on a table of their own, and so move the head.
REVOKE EXECUTE ON FUNCTION handraise.seal() FROM PUBLIC;

ALTER TABLE handraise.decision ADD COLUMN previous_hash text, ADD COLUMN hash text;
COMMENT ON COLUMN handraise.decision.previous_hash IS 'hash of the decision about the program before; empty for the first';
COMMENT ON COLUMN handraise.decision.hash IS 'handraise.entry_hash of the row without its number; handraise doctor compares';

-- Decisions of before are sealed as they are found now.
ALTER TABLE handraise.decision DISABLE TRIGGER append_only;
DO $$
DECLARE
  old handraise.decision%ROWTYPE;
  head handraise.record_head%ROWTYPE;
BEGIN
  FOR old IN SELECT * FROM handraise.decision ORDER BY program, decision_id LOOP
    INSERT INTO handraise.record_head (record, program) VALUES ('decision', old.program) ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM handraise.record_head WHERE record = 'decision' AND program = old.program;
    old.previous_hash := head.hash;
    old.hash := handraise.entry_hash(to_jsonb(old) - 'decision_id', head.hash);
    UPDATE handraise.decision SET previous_hash = old.previous_hash, hash = old.hash
      WHERE program = old.program AND decision_id = old.decision_id;
    UPDATE handraise.record_head SET entries = head.entries + 1, hash = old.hash
      WHERE record = 'decision' AND program = old.program;
  END LOOP;
END
$$;
ALTER TABLE handraise.decision ALTER COLUMN previous_hash SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
ALTER TABLE handraise.decision ENABLE ALWAYS TRIGGER append_only;

CREATE TRIGGER sealed BEFORE INSERT ON handraise.decision
  FOR EACH ROW EXECUTE FUNCTION handraise.seal('decision_id');
ALTER TABLE handraise.decision ENABLE ALWAYS TRIGGER sealed;
