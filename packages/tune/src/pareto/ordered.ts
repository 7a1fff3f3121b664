/** Losses as every rule here reads them: NaN is the worst a value can be. */
export const withoutNaN = (losses: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  losses.map((each) => (each.some(Number.isNaN) ? each.map((x) => (Number.isNaN(x) ? Infinity : x)) : each));

/** Indices in the lexicographic order of the losses: whoever dominates stands before whom it dominates. */
export const lexicographic = (losses: readonly (readonly number[])[]): number[] => {
  const compare = (a: readonly number[], b: readonly number[]): number => {
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
    return 0;
  };
  return losses.map((_, i) => i).sort((i, j) => compare(losses[i]!, losses[j]!) || i - j);
};

export const areEqual = (a: readonly number[], b: readonly number[]): boolean => a.every((x, i) => x === b[i]);
