/** What stands in the cells of a plane, row by row from the foot: how many trials, and the sum of their values. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
}

/** An axis of the plane. */
interface Side {
  /** How many cells there are along it. */
  readonly cells: number;
  /** Of choices: a cell is near itself only. */
  readonly isChoice: boolean;
}

/**
 * The kernel-weighted mean of the values near each cell, NaN far from any trial. (Nadaraya 1964, Watson 1964; bandwidth
 * σ n^(−1/6) after Scott 1992, with σ = 1/√12 of an even spread.) Trials are counted by cells first, so a hundred thousand take
 * as long as the cells do.
 */
export const smoothed = ({ columns, rows, counts, sums }: Cells, across: Side, up: Side): Float64Array => {
  const trials = counts.reduce((sum, count) => sum + count, 0);
  const width = Math.max(trials, 1) ** (-1 / 6) / Math.sqrt(12);
  const [byColumn, byRow] = [kernelOf(across, width), kernelOf(up, width)];
  const near = (values: Float64Array): Float64Array => {
    const alongRows = new Float64Array(values.length);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = values[row * columns + column]!;
        if (value === 0) continue;
        for (let other = 0; other < columns; other++)
          alongRows[row * columns + other]! += value * byColumn[Math.abs(other - column)]!;
      }
    const both = new Float64Array(values.length);
    for (let row = 0; row < rows; row++)
      for (let other = 0; other < rows; other++) {
        const weight = byRow[Math.abs(other - row)]!;
        if (weight === 0) continue;
        for (let column = 0; column < columns; column++)
          both[other * columns + column]! += weight * alongRows[row * columns + column]!;
      }
    return both;
  };
  const [weights, totals] = [near(counts), near(sums)];
  return totals.map((total, cell) => (weights[cell]! < least ? Number.NaN : total / weights[cell]!));
};

/** As much as a trial weighs that is nearly two and a half bandwidths away. */
const least = 0.05;

/** What a cell weighs, by how many cells it is away. */
const kernelOf = ({ cells, isChoice }: Side, width: number): Float64Array =>
  Float64Array.from({ length: cells }, (_, away) =>
    isChoice ? Number(away === 0) : Math.exp(-0.5 * (away / cells / width) ** 2),
  );
