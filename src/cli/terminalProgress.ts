import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../progress.ts';
import { printable } from './failure.ts';

/** Stages as lines, and a bar where the stream is a terminal; nothing that a log file would choke on elsewhere. */
export class TerminalProgress implements Progress {
  readonly #stream: NodeJS.WriteStream;
  #bar: SingleBar | null = null;
  #name = '';

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  stage(name: string): void {
    this.stop();
    this.#name = printable(name);
    this.#stream.write(`· ${this.#name}\n`);
  }

  advance(done: number, total: number): void {
    if (!this.#stream.isTTY) return;
    if (this.#bar === null) {
      this.#bar = new SingleBar(
        { stream: this.#stream, format: '  {bar} {percentage}%  {eta_formatted} left', clearOnComplete: true, fps: 5 },
        Presets.rect,
      );
      this.#bar.start(total, done);
    } else this.#bar.update(done);
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = null;
  }
}
