-- When a deal, a value of an attribute or an objection became known, where that is later than it holds from.

ALTER TABLE handraise.opportunity ADD COLUMN ingested_at timestamptz;
COMMENT ON COLUMN handraise.opportunity.ingested_at IS 'when it became known; null: when it was opened';

ALTER TABLE handraise.attribute_history ADD COLUMN ingested_at timestamptz;
COMMENT ON COLUMN handraise.attribute_history.ingested_at IS 'when the value became known; null: when it was taken';

ALTER TABLE handraise.suppression ADD COLUMN ingested_at timestamptz;
COMMENT ON COLUMN handraise.suppression.ingested_at IS 'when it became known; null: when it began';
