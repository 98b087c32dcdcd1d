/**
 * Events of one kind that one contact has at exactly one instant make a burst from this number on: an import, a re-sync or a program did
 * that, not a person. A burst counts as one event. Fewer are counted one by one: columns of days and of whole seconds put several into one instant.
 */
export const burstEvents = 1000;
