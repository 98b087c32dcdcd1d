import { resolve } from 'node:path';
import { table } from '../../api/table.ts';
import { exitCodes } from '../../errors.ts';
import { keepOption } from '../../flatFile/keptColumns.ts';
import { typeOption } from '../../flatFile/reading/typeOption.ts';
import { learnerNamed } from '../../model/families.ts';
import type { TableRequest } from '../../pipeline/table/request.ts';
import type { TableResult } from '../../pipeline/table/trainTable.ts';
import type { Action } from '../command.ts';
import type { Surroundings } from '../session.ts';
import { tableText } from '../tableText.ts';

export const action: Action = async (flags, [name = ''], around) => {
  const file = resolve(around.cwd, name);
  const request = requestOf(flags, around);
  const result = request.publish === undefined ? await table(file, request, around) : await publish();
  const took = { seconds: performance.now() / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 };
  return {
    data: { ...result, took },
    text: tableText(result, took, { report: request.report, predictions: request.predictions }),
    exitCode: result.useful ? 0 : exitCodes.gate,
  };

  // Without a database nothing of one is loaded.
  async function publish(): Promise<TableResult> {
    const { withWorkbench } = await import('../session.ts');
    return withWorkbench(flags, around, (workbench) => workbench.table(file, request), {
      configuration: 'optional',
      embedded: 'made',
    });
  }
};

function requestOf(flags: Readonly<Record<string, unknown>>, { cwd }: Surroundings): TableRequest {
  const text = (name: string) => (flags[name] === undefined ? {} : { [name]: String(flags[name]) });
  const path = (name: string) => (flags[name] === undefined ? {} : { [name]: resolve(cwd, String(flags[name])) });
  return {
    label: String(flags.label),
    ...{ ...text('id'), ...text('group'), ...text('time'), ...text('split'), ...text('publish') },
    ...{ ...text('encoding'), ...text('delimiter'), ...text('sheet') },
    ...{ ...path('test'), ...path('predictions'), ...path('report'), ...path('schema'), ...path('writeSchema') },
    positive: listOf(flags.positive),
    negative: listOf(flags.negative),
    types: new Map(listOf(flags.type).map(typeOption)),
    exclude: listOf(flags.exclude),
    keep: new Map(listOf(flags.keep).map(keepOption)),
    ...(flags.acceptDrift === true ? { acceptDrift: true } : {}),
    model: learnerNamed(String(flags.model)) ?? 'auto',
  };
}

function listOf(values: unknown): readonly string[] {
  return (values ?? []) as readonly string[];
}
