-- Which segments a run put its list into, with their nurture tracks.

CREATE TABLE handraise.segment (
  program text NOT NULL,
  run_id text NOT NULL,
  segment text NOT NULL,
  place integer NOT NULL,
  title text NOT NULL,
  nurture text NOT NULL,
  contacts integer NOT NULL CHECK (contacts >= 0),
  PRIMARY KEY (program, run_id, segment)
);
COMMENT ON TABLE handraise.segment IS 'the segments of each run, with the nurture track of each';
COMMENT ON COLUMN handraise.segment.program IS 'the program that declares it; filter by it';
COMMENT ON COLUMN handraise.segment.run_id IS 'the run that put its list into segments';
COMMENT ON COLUMN handraise.segment.segment IS 'its name, as in handraise.candidate';
COMMENT ON COLUMN handraise.segment.place IS 'its place among the segments, from 1: the first whose rule holds counts';
COMMENT ON COLUMN handraise.segment.title IS 'what reports call it';
COMMENT ON COLUMN handraise.segment.nurture IS 'the track that those in it are put on';
COMMENT ON COLUMN handraise.segment.contacts IS 'how many contacts of the list are in it';
