/** How many contacts the invented company can have. */
export const leastContacts = 5000;
export const mostContacts = 1_000_000;
