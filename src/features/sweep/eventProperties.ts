/** A kind of event and a value of a property, which are counted together. */
export interface KindAndValue {
  readonly kind: string;
  readonly value: string;
}

/** The same, with the name of the property. */
export interface EventValue extends KindAndValue {
  readonly property: string;
}

/** A property of events, and the values of it that are told apart. */
export interface FoldedProperty {
  readonly name: string;
  /** What a marketer calls one of its values; by default its name. */
  readonly meaning?: string | undefined;
  /** Ascending by code unit; an event holds the position of its value, the number of values for any other one, or −1 for none. */
  readonly values: readonly string[];
  /** The most frequent in training first. */
  readonly pairs: readonly KindAndValue[];
}

/** Pairs of kind and value that are counted of each property. */
export const mostPairs = 12;

/** Values of a property that are told apart; the rest, the rarest, are taken for one. */
export const mostValues = 4096;

/** How the value is called that stands for all that are not told apart. */
export const otherValue = '(other)';
