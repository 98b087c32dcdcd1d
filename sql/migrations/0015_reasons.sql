-- What stands in the reasons of contacts and accounts, as docs/reference/published-views.md has it.

COMMENT ON COLUMN handraise.candidate.reasons IS
  'array of {group, contribution, sentence, similar, apart}: first what speaks for, then against, what sets the contact apart first, then the rest without apart; contributions are log-odds';
COMMENT ON COLUMN handraise.account_candidate.reasons IS
  'those of the account by its three best contacts, as of candidate; who names the person that a sentence is about';
