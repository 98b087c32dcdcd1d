import { nodeTooOld } from '../bin/nodeVersion.js';

// The first import of `handraise`: nothing else of it runs on a Node that is too old. The stack is the one line, since a script that does not catch it shows
// that and no more; of a HandraiseError Node would show every property as well.
if (nodeTooOld !== null) {
  const line = `${nodeTooOld.message} — ${nodeTooOld.hint}`;
  const error = new Error(line);
  error.stack = `handraise: ${line}`;
  throw error;
}
