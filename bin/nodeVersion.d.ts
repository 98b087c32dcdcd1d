/** What is wrong with the Node that runs this, and what to do; null where it will do. */
export const nodeTooOld: { readonly message: string; readonly hint: string } | null;
