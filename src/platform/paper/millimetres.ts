/** In points, in which a PDF measures. */
export const millimetres = (value: number): number => (value * 72) / 25.4;
