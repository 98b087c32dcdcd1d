import { describe, expect, it } from 'vitest';
import { parseConfig, programOf } from '../../src/config/load.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { checkDefinitions } from '../../src/registry/loadedModel.ts';
import type { Artefact } from '../../src/training/artefact.ts';

describe('features that can no longer be computed', () => {
  const { program } = programOf(parseConfig(demoConfig, 'test'));
  const artefact = {
    features: [{ name: 'count:open:30d', hash: 'a', family: 'eventCount' }],
    inputs: {},
  } as unknown as Artefact;
  const read = (has: boolean) => ({
    features: { features: [], table: { rows: 0, columns: [] } },
    inputs: {},
    sources: { has: () => has, fields: () => [] },
  });

  it('hold the model where what they are made of is gone, and do not call for another one', () => {
    expect(() => checkDefinitions(artefact, read(false), program)).toThrow(
      expect.objectContaining({ code: 'gate', hint: expect.not.stringContaining('train') }),
    );
  });

  it('call for another one where it is there', () => {
    expect(() => checkDefinitions(artefact, read(true), program)).toThrow(
      expect.objectContaining({ code: 'artefact', hint: 'handraise train --promote' }),
    );
  });
});
