// Scores with the champion, for a scheduler: ends with the exit code that `handraise score` would end with.
import { exitCodes, HandraiseError, openWorkbench } from 'handraise';

const workbench = await openWorkbench();
try {
  const { runId, contacts } = await workbench.program().score();
  console.log(`run ${runId} published ${contacts} contacts`);
} catch (error) {
  if (!(error instanceof HandraiseError)) throw error;
  console.error(error.message, error.hint ?? '');
  process.exitCode = exitCodes[error.code];
} finally {
  await workbench.close();
}
