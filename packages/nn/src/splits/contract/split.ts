/** Rows to train on and rows to look at, by number, in rising order. */
export interface Split {
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

/** The two sides of rows that were given a side each. */
export const splitBy = (n: number, held: (row: number) => boolean): Split => {
  const [training, validation] = [new Int32Array(n), new Int32Array(n)];
  let [t, v] = [0, 0];
  for (let row = 0; row < n; row++) {
    if (held(row)) validation[v++] = row;
    else training[t++] = row;
  }
  return { training: training.slice(0, t), validation: validation.slice(0, v) };
};

/** One split for each fold, from the fold in which each row is held. */
export const splitsOf = (foldOf: Int32Array, folds: number): Split[] =>
  Array.from({ length: folds }, (_, fold) => splitBy(foldOf.length, (row) => foldOf[row] === fold));
