// How much may come at once.
export const mostRows = 10_000;
export const largestFile = 25 * 1024 * 1024;
