/** Code of the message that carries rows; everything else on the wire is for pg. */
export const copyData = 0x64;

/** Takes what a COPY sends as it comes from the socket: CopyData messages, whose pieces may be cut anywhere. */
export interface CopyFrames {
  /**
   * Reads CopyData messages of a chunk from `at` on; the chunk need not outlive the call.
   *
   * @returns offset of the first byte that belongs to another message; the length of the chunk when all of it was read.
   */
  read(chunk: Buffer, at: number): number;
}

/** Takes bytes [from, to) of a buffer that stays valid until it returns. */
export type TakeBytes = (bytes: Buffer, from: number, to: number) => void;

/** CopyData messages whose payload goes to a function, piece by piece. */
export class PayloadFrames implements CopyFrames {
  private readonly take: TakeBytes;
  private header = Buffer.alloc(5);
  private headerSize = 0;
  private left = 0;

  constructor(take: TakeBytes) {
    this.take = take;
  }

  read(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (this.left > 0) {
        const to = Math.min(at + this.left, chunk.length);
        this.left -= to - at;
        this.take(chunk, at, to);
        at = to;
      } else if (this.headerSize === 0 && chunk[at] !== copyData) return at;
      else {
        while (this.headerSize < 5 && at < chunk.length) this.header[this.headerSize++] = chunk[at++]!;
        if (this.headerSize < 5) return at;
        this.headerSize = 0;
        this.left = this.header.readInt32BE(1) - 4;
      }
    }
    return at;
  }
}
