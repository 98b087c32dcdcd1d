import { type EntityName, entityOf } from '../../config/entity.ts';
import type { ImportOptions } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { RowProblem } from '../../notice/refusedRows.ts';
import type { CsvRecord } from './csvRecord.ts';
import { csvRecords } from './csvRecords.ts';
import { type ImportPlan, type NumberAttributes, planImport } from './importPlan.ts';
import type { ImportResult } from './importResult.ts';
import { inFile } from './inFile.ts';
import { ProblemCounts } from './problemCounts.ts';
import type { RejectFile } from './rejectFile.ts';
import { readRow } from './rowReader.ts';
import { separatorLine } from './separatorLine.ts';
import type { RepeatedKey, StagedRow } from './staging.ts';
import { chunksOf, textOf } from './utf8Chunks.ts';

type Batches = AsyncGenerator<CsvRecord[]>;

/** One pass of an import over its file, counting. */
export class Load {
  read = 0;
  rejected = 0;
  private readonly file: string;
  private readonly entity: EntityName;
  private readonly options: ImportOptions;
  private readonly rejects: RejectFile;
  private readonly problems = new ProblemCounts<RowProblem>();
  private readonly unreadable = new ProblemCounts<string>();
  private readonly numbers: NumberAttributes;
  private rest: CsvRecord[] = [];
  private assumedZone = false;
  private encoding = '';

  constructor(
    file: string,
    entity: EntityName,
    options: ImportOptions,
    rejects: RejectFile,
    numbers: NumberAttributes,
  ) {
    this.numbers = numbers;
    this.file = file;
    this.entity = entity;
    this.options = options;
    this.rejects = rejects;
  }

  async *records(onProgress?: (read: number, total: number) => void): Batches {
    const { file, options } = this;
    try {
      const text = await textOf(file, options.encoding, onProgress);
      this.encoding = text.encoding;
      const { separator, rest: first } = separatorLine(text.first);
      yield* csvRecords(chunksOf({ first, rest: text.rest }), options.delimiter ?? separator ?? ',', {
        firstLine: separator === undefined ? 1 : 2,
      });
    } catch (error) {
      throw inFile(file, error);
    }
  }

  /** Takes the first record for the header; the rest of its batch waits for {@link rows}. */
  async readHeader(records: Batches): Promise<ImportPlan> {
    for (let next = await records.next(); !next.done; next = await records.next()) {
      const [header, ...rest] = next.value;
      if (header === undefined) continue;
      if (header.damaged)
        throw new HandraiseError('data', `${this.file}, line ${header.line}: the header is not ${this.encoding}`, {
          hint: 'declare the encoding of the file',
        });
      this.rest = rest;
      try {
        return planImport(this.entity, this.options, header.cells, this.numbers);
      } catch (error) {
        throw inFile(this.file, error);
      }
    }
    throw new HandraiseError('data', `${this.file} is empty: expected a line of headers`);
  }

  /** The rows that can be loaded; the others are rejected on the way. */
  async *rows(records: Batches, plan: ImportPlan): AsyncGenerator<StagedRow[]> {
    yield await this.readBatch(this.rest, plan);
    for await (const batch of records) yield await this.readBatch(batch, plan);
  }

  /** Rejects rows by their lines, which takes a second pass over the file: their text was not kept. Whether there were any. */
  async rejectRepeated(repeated: AsyncIterable<readonly RepeatedKey[]>): Promise<boolean> {
    const reason = { why: 'key-repeated', fields: entityOf(this.entity).key } as const;
    const records = this.records();
    const before = this.rejected;
    let byLine: ReadonlyMap<number, CsvRecord> = new Map();
    try {
      for await (const keys of repeated) {
        for (const { line, first } of keys) {
          while (!byLine.has(line)) {
            const next = await records.next();
            if (next.done) throw new HandraiseError('data', `${this.file} changed while it was read`);
            byLine = new Map(next.value.map((record) => [record.line, record]));
          }
          await this.reject(byLine.get(line)!, [reason], [{ ...reason, line: first }]);
        }
      }
    } finally {
      await records.return(undefined);
    }
    return this.rejected > before;
  }

  result(
    plan: ImportPlan,
    merged: { inserted: number; updated: number } | null,
    rejectFile: string | null,
  ): ImportResult {
    const { inserted, updated } = merged ?? { inserted: 0, updated: 0 };
    return {
      entity: this.entity,
      read: this.read,
      loaded: inserted + updated,
      inserted,
      updated,
      rejected: this.rejected,
      rejectFile,
      problems: this.problems
        .list()
        .map(({ problem, count, firstLines }) => notice('rows-refused', { problem, rows: count, lines: firstLines })),
      notices: [...this.notNumeric(), ...this.notes(plan)],
    };
  }

  private async readBatch(batch: readonly CsvRecord[], plan: ImportPlan): Promise<StagedRow[]> {
    const rows: StagedRow[] = [];
    for (const record of batch) {
      this.read++;
      const row = readRow(plan, record);
      if ('problems' in row) {
        await this.reject(record, row.problems);
      } else {
        this.assumedZone ||= row.naive;
        for (const { name, cell } of row.unreadable) this.unreadable.add(record.line, name, cell);
        rows.push({ line: record.line, values: row.values, attributes: row.attributes });
      }
    }
    return rows;
  }

  /** @param told the problems as the reject file says them, where it says more */
  private async reject(record: CsvRecord, problems: readonly RowProblem[], told = problems): Promise<void> {
    this.rejected++;
    for (const problem of problems) this.problems.add(record.line, problem);
    await this.rejects.add(record.line, told, record.text());
  }

  private notes(plan: ImportPlan): Notice[] {
    const notes: Notice[] = [];
    if (plan.unread.length > 0) notes.push(notice('columns-not-loaded', { columns: plan.unread }));
    if (this.options.numberFormat !== undefined && !readsNumbers(plan)) notes.push(notice('number-format-unused', {}));
    if (this.assumedZone) notes.push(notice('zone-assumed', { zone: this.options.zone }));
    if (this.entity === 'event' && !plan.fields.some(({ field }) => field === 'id'))
      notes.push(notice('event-ids-made', {}));
    return notes;
  }

  private notNumeric(): Notice[] {
    const { numberFormat } = this.options;
    return this.unreadable.list().map(({ problem: attribute, count, firstLines, examples }) =>
      notice('imported-not-numeric', {
        ...{ attribute, cells: count, lines: firstLines, examples },
        ...(numberFormat === undefined ? {} : { written: numberFormat }),
      }),
    );
  }
}

function readsNumbers({ entity, fields, attributes, numbers }: ImportPlan): boolean {
  if (entity === 'attributeHistory') return Object.values(numbers).some(({ size }) => size > 0);
  return fields.some(({ type, cell }) => type === 'number' && cell >= 0) || attributes.some(({ isNumber }) => isNumber);
}
