-- What readers see of the views in their own tools, as docs/reference/published-views.md has it.

COMMENT ON VIEW handraise.candidate IS 'one row per eligible contact, of the run each program has published';
COMMENT ON COLUMN handraise.candidate.account_id IS
  'the account the contact belongs to on the day of the run (currentAccountId, by default accountId); null for contacts without one';
COMMENT ON COLUMN handraise.candidate.account_name IS
  'the name of that account; null for contacts without one, and where unknown';
COMMENT ON COLUMN handraise.candidate.tier IS
  'A (score 95 and more), B (80), C (50), D; or as tiers of the program says';
COMMENT ON COLUMN handraise.candidate.model_family IS 'boosting, logistic, points or base-rate';
COMMENT ON COLUMN handraise.account_candidate.tier IS
  'A (score 95 and more), B (80), C (50), D; or as tiers of the program says';
COMMENT ON COLUMN handraise.account_candidate.model_family IS 'boosting, logistic, points or base-rate';
