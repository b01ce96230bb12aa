// Bounds of the texts that the forms take, as the commands take them.

/** Characters of one text. */
export const longest = 4_000;
/** Characters that the explanation of an objection needs. */
export const shortestExplanation = 200;
