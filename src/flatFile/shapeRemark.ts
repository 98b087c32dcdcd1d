/** Something about the shape of a file that was decided while it was opened. */
export type ShapeRemark =
  /** The first line is all numbers: it is a row, and the columns are called c1, c2 … */
  { readonly kind: 'headerless' };
