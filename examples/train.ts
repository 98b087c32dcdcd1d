// Trains the only program of the configuration, publishes a ranking and shows the best of it.
import { openWorkbench } from 'handraise';

const workbench = await openWorkbench();
try {
  const program = workbench.program();
  const { modelId, promotion } = await program.train({ promote: true });
  if (promotion?.action === 'refuse') console.log(`${modelId} is registered; its gates block it`);
  else {
    const { contacts, expectedConversions } = await program.score();
    console.log(`${modelId} ranks ${contacts} contacts and expects ${expectedConversions.toFixed(1)} conversions`);
    for (const { rank, contactId, probability } of await program.candidates({ limit: 3 }))
      console.log(rank, contactId, probability.toFixed(3));
  }
} finally {
  await workbench.close();
}
