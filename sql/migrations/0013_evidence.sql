-- What people wrote down, and what a run found of each criterion of qualification.

CREATE TABLE handraise.note (
  id text NOT NULL,
  contact_id text NOT NULL,
  text text,
  written_at timestamptz NOT NULL,
  by text,
  PRIMARY KEY (contact_id, id)
);

CREATE TABLE handraise.criterion (
  program text NOT NULL,
  run_id text NOT NULL,
  criterion text NOT NULL,
  place integer NOT NULL,
  meaning text,
  required boolean NOT NULL,
  PRIMARY KEY (program, run_id, criterion)
);
COMMENT ON TABLE handraise.criterion IS 'criteria of qualification that a run looked at';

CREATE TABLE handraise.ranked_evidence (
  unit_id text NOT NULL,
  program text NOT NULL,
  run_id text NOT NULL,
  contact_id text NOT NULL,
  criterion text NOT NULL,
  state text NOT NULL CHECK (state IN ('known', 'unknown', 'contradicted')),
  met boolean,
  value text,
  source text,
  dated timestamptz,
  expires timestamptz,
  pieces jsonb NOT NULL,
  PRIMARY KEY (unit_id, program, run_id, contact_id, criterion)
);
COMMENT ON TABLE handraise.ranked_evidence IS 'what a run found of the criteria of the contacts it ranked; nothing where nothing was ever said';

CREATE VIEW handraise.evidence AS
SELECT c.program, c.run_id, c.contact_id, k.criterion, coalesce(e.state, 'unknown') AS state, e.met, e.value, e.source, e.dated,
       e.expires, (extract(epoch FROM r.as_of - e.dated) / 86400)::double precision AS age_days,
       coalesce(e.pieces, '[]') AS pieces, k.required, k.place
FROM handraise.published p
JOIN handraise.run r ON r.program = p.program AND r.run_id = p.run_id
JOIN handraise.criterion k ON k.program = p.program AND k.run_id = p.run_id
JOIN handraise.ranked_contact c ON c.program = p.program AND c.run_id = p.run_id
LEFT JOIN handraise.ranked_evidence e ON e.unit_id = c.unit_id AND e.program = c.program AND e.run_id = c.run_id
  AND e.contact_id = c.contact_id AND e.criterion = k.criterion;

COMMENT ON VIEW handraise.evidence IS 'one row per contact of handraise.candidate and criterion of its program';
COMMENT ON COLUMN handraise.evidence.program IS 'the program that ranks; filter by it';
COMMENT ON COLUMN handraise.evidence.run_id IS 'the run that wrote the row; the same in every row of a program';
COMMENT ON COLUMN handraise.evidence.contact_id IS 'the contact''s id as in the CRM';
COMMENT ON COLUMN handraise.evidence.criterion IS 'what is asked of the contact, such as budget';
COMMENT ON COLUMN handraise.evidence.state IS
  'known: all live evidence agrees; contradicted: it disagrees; unknown: there is none, or all has expired, or says neither';
COMMENT ON COLUMN handraise.evidence.met IS 'whether the criterion is met; null unless known';
COMMENT ON COLUMN handraise.evidence.value IS 'what the newest evidence says, as it was said; null where there is none';
COMMENT ON COLUMN handraise.evidence.source IS
  'where that comes from: answer:, attribute:, event: or note: and a name, or title; null where there is none';
COMMENT ON COLUMN handraise.evidence.dated IS 'when it was said; null where that is not known, or there is none';
COMMENT ON COLUMN handraise.evidence.expires IS 'when it stops to count; null for never';
COMMENT ON COLUMN handraise.evidence.age_days IS 'days from then to the as-of of the run';
COMMENT ON COLUMN handraise.evidence.pieces IS
  'all evidence, newest first: array of {says, value, source, dated, expires, expired}; says is met, not met or neither';
COMMENT ON COLUMN handraise.evidence.required IS 'whether the program requires the criterion for its list';
COMMENT ON COLUMN handraise.evidence.place IS 'place of the criterion in its framework, from 1';
