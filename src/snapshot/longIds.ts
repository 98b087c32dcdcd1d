import { isLongKey, keyLimit, longKeyRemedy } from '../config/keyLimit.ts';
import { HandraiseError } from '../errors.ts';

/** Notes the ids that no ranking could hold, so that they are refused before there is one. */
export class LongIds {
  private readonly of: string;
  private count = 0;
  private first = '';

  /** @param of whose ids, in the plural: "contacts" */
  constructor(of: string) {
    this.of = of;
  }

  note(id: string): void {
    if (!isLongKey(id)) return;
    this.count++;
    if (this.first === '' || id < this.first) this.first = id;
  }

  /** @throws HandraiseError `data`, naming the first in order of the ids that are too long. */
  refuse(): void {
    if (this.count === 0) return;
    const others = this.count === 1 ? '' : `, and of ${this.count - 1} more`;
    throw new HandraiseError(
      'data',
      `${this.of}: the id ${JSON.stringify(`${this.first.slice(0, 40)}…`)} is ${Buffer.byteLength(this.first)} bytes long${others}; a ranking holds ids of ${keyLimit} at most`,
      { hint: longKeyRemedy },
    );
  }
}
