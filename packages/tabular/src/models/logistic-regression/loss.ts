/** Rows, their classes by number, and how much each counts. */
export interface LogisticRows {
  readonly x: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly codes: Int32Array;
  readonly weights: Float64Array | undefined;
  /** 1 for two classes, else as many as there are. */
  readonly scores: number;
}

/**
 * The negative log-likelihood of all rows, and its gradient. Parameters are the coefficients of a score and its
 * intercept, a score after the other. Four rows at a time are multiplied with the coefficients and, while they are at
 * hand, with what their probabilities lack.
 */
export const logLossOf =
  ({ x, rows, columns, codes, weights, scores }: LogisticRows) =>
  (parameters: Float64Array, gradient: Float64Array): number => {
    const width = columns + 1;
    const reached = new Float64Array(4 * scores);
    const link = scores === 1 ? pair : several;
    let loss = 0;
    gradient.fill(0);
    for (let row = 0; row < rows; row += 4) {
      const at0 = row * columns;
      // Behind the end the last row stands in, with no weight.
      const at1 = row + 1 < rows ? at0 + columns : at0;
      const at2 = row + 2 < rows ? at1 + columns : at1;
      const at3 = row + 3 < rows ? at2 + columns : at2;
      for (let k = 0; k < scores; k++) {
        const own = k * width;
        const intercept = parameters[own + columns]!;
        let [s0, s1, s2, s3] = [intercept, intercept, intercept, intercept];
        for (let j = 0; j < columns; j++) {
          const w = parameters[own + j]!;
          s0 += x[at0 + j]! * w;
          s1 += x[at1 + j]! * w;
          s2 += x[at2 + j]! * w;
          s3 += x[at3 + j]! * w;
        }
        reached[k] = s0;
        reached[scores + k] = s1;
        reached[2 * scores + k] = s2;
        reached[3 * scores + k] = s3;
      }
      loss += link(reached, row, rows, codes, weights, scores);
      for (let k = 0; k < scores; k++) {
        const own = k * width;
        const r0 = reached[k]!;
        const r1 = reached[scores + k]!;
        const r2 = reached[2 * scores + k]!;
        const r3 = reached[3 * scores + k]!;
        for (let j = 0; j < columns; j++)
          gradient[own + j] =
            r0 * x[at0 + j]! + r1 * x[at1 + j]! + (r2 * x[at2 + j]! + r3 * x[at3 + j]!) + gradient[own + j]!;
        gradient[own + columns] = gradient[own + columns]! + (r0 + r1 + (r2 + r3));
      }
    }
    return loss;
  };

/** Scores of up to four rows become w (p − y), in place. Gives the rows' loss. */
const pair = (
  reached: Float64Array,
  first: number,
  rows: number,
  codes: Int32Array,
  weights: Float64Array | undefined,
): number => {
  let loss = 0;
  let product = 1;
  for (let i = 0; i < 4; i++) {
    const row = first + i;
    if (row >= rows) {
      reached[i] = 0;
      continue;
    }
    const score = reached[i]!;
    const weight = weights ? weights[row]! : 1;
    const small = Math.exp(-Math.abs(score));
    const share = score >= 0 ? 1 / (1 + small) : small / (1 + small);
    loss += weight * ((score > 0 ? score : 0) - codes[row]! * score);
    // One logarithm for four rows: that of a product.
    if (weights) loss += weight * Math.log1p(small);
    else product *= 1 + small;
    reached[i] = weight * (share - codes[row]!);
  }
  return weights ? loss : loss + Math.log(product);
};

const several = (
  reached: Float64Array,
  first: number,
  rows: number,
  codes: Int32Array,
  weights: Float64Array | undefined,
  scores: number,
): number => {
  let loss = 0;
  for (let i = 0; i < 4; i++) {
    const row = first + i;
    const at = i * scores;
    if (row >= rows) {
      reached.fill(0, at, at + scores);
      continue;
    }
    const weight = weights ? weights[row]! : 1;
    const own = reached[at + codes[row]!]!;
    let most = reached[at]!;
    for (let k = 1; k < scores; k++) if (reached[at + k]! > most) most = reached[at + k]!;
    let sum = 0;
    for (let k = 0; k < scores; k++) {
      const share = Math.exp(reached[at + k]! - most);
      reached[at + k] = share;
      sum += share;
    }
    loss += weight * (most + Math.log(sum) - own);
    for (let k = 0; k < scores; k++) reached[at + k] = (weight * reached[at + k]!) / sum;
    reached[at + codes[row]!] = reached[at + codes[row]!]! - weight;
  }
  return loss;
};

/** The share that each row gives to the class of a score. */
export const sharesOfClass = (
  { x, rows, columns, scores }: LogisticRows,
  parameters: Float64Array,
  score: number,
  every = 1,
): Float64Array => {
  const width = columns + 1;
  const shares = new Float64Array(Math.ceil(rows / every));
  for (let i = 0; i < shares.length; i++) {
    const at = i * every * columns;
    const reach = (k: number): number => {
      let sum = parameters[k * width + columns]!;
      for (let j = 0; j < columns; j++) sum += x[at + j]! * parameters[k * width + j]!;
      return sum;
    };
    const own = reach(score);
    // 1 / Σ exp(other − own), which does not overflow into anything but 0.
    let sum = scores === 1 ? 1 + Math.exp(-own) : 0;
    if (scores > 1) for (let k = 0; k < scores; k++) sum += Math.exp(reach(k) - own);
    shares[i] = 1 / sum;
  }
  return shares;
};
