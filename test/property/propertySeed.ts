/** The seed of all property tests of one run: `PROPERTY_SEED` where it is set, which repeats a run, else a new one. */
export const propertySeed = process.env.PROPERTY_SEED ?? String(Date.now() % 2 ** 31);
