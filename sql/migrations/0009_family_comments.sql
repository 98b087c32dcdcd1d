-- A blend of the families can serve, too.

COMMENT ON COLUMN handraise.candidate.model_family IS 'boosting, logistic, blend, points or base-rate';
COMMENT ON COLUMN handraise.account_candidate.model_family IS 'boosting, logistic, blend, points or base-rate';
