-- Which runs keep their rows in the history of a program, and which gave them up.

ALTER TABLE handraise.run ADD COLUMN ranking_removed_at timestamptz;
COMMENT ON COLUMN handraise.run.ranking_removed_at IS 'when its ranking was removed to make room; it cannot be put back since';
