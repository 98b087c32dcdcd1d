/** Greatest absolute value of an event that is used; beyond it a value is refused. */
export const largestValue = 1e11;
