/** Levels with fewer rows count as one: their shares say more about chance than about the level. */
export const rarestLevel = 20;
