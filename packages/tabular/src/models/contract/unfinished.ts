/** What is said of a fit that stopped before its tolerance was met. */
export const unfinished = (owner: string, rounds: number): string =>
  `${owner} stopped after ${rounds} rounds, before it was done: its coefficients are not the best yet. ` +
  "Columns of one scale (scale() before it) or a larger maxIter end it.";
