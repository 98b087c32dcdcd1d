/** A typed array that grows as numbers are appended: what a stream of unknown length is read into. */
class GrowingArray<Values extends Float64Array | Int32Array | Uint8Array> {
  readonly #make: (length: number) => Values;
  #values: Values;
  #length = 0;

  constructor(make: (length: number) => Values) {
    this.#make = make;
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = this.#make(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** The number at an index below `length`. */
  at(index: number): number {
    return this.#values[index]!;
  }

  /** The numbers at `order`, in an array of their own. */
  take(order: Int32Array): Values {
    const taken = this.#make(order.length);
    for (let i = 0; i < order.length; i++) taken[i] = this.#values[order[i]!]!;
    return taken;
  }

  /** All numbers, in an array of exactly their length. */
  finish(): Values {
    const finished = this.#make(this.#length);
    finished.set(this.#values.subarray(0, this.#length));
    return finished;
  }
}

/** Appendable float64 numbers. */
export const growingFloats = (): GrowingArray<Float64Array> => new GrowingArray((length) => new Float64Array(length));

/** Appendable 32-bit integers. */
export const growingIntegers = (): GrowingArray<Int32Array> => new GrowingArray((length) => new Int32Array(length));

/** Appendable bytes. */
export const growingBytes = (): GrowingArray<Uint8Array> => new GrowingArray((length) => new Uint8Array(length));
