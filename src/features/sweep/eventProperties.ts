/** A property of events, and the values of it that are told apart. */
export interface FoldedProperty {
  readonly name: string;
  /** What a marketer calls one of its values; by default its name. */
  readonly meaning?: string | undefined;
  /** Ascending by code unit; an event holds the position of its value, the number of values for any other one, or −1 for none. */
  readonly values: readonly string[];
}

/** Values of a property that are told apart; the rest, the rarest, are taken for one. */
export const mostValues = 4096;

/** How the value is called that stands for all that are not told apart. */
export const otherValue = '(other)';
