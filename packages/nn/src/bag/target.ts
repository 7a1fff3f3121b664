/** What is to be learned of rows. */
export interface Target {
  /** Scores of a row. */
  readonly width: number;
  /** The loss of a row at its scores, which stand from `at` on, and puts the loss' gradient in their place. */
  loss(row: number, scores: Float64Array, at: number): number;
  /** How much the loss bends along a score where its gradient is this, at most. */
  curvature(slope: number): number;
  /** How far a constant may go at once: where shares are near 0 or 1, curvature is no measure. */
  readonly furthest: number;
  /**
   * The part, in (0, 1], of the way from what a row's `dual` says the gradient is to what it is, that makes the dual objective
   * largest. `bend` is by how much the scores give way to it.
   */
  part(row: number, gradient: Float64Array, dual: Float64Array, bend: number): number;
}

/** −ln of the share of a row's class. Of two classes one score tells: the other's is 0. */
export const classTarget = (classes: ArrayLike<number>, count: number): Target =>
  count === 2 ? pairTarget(classes) : severalTarget(classes, count);

const pairTarget = (classes: ArrayLike<number>): Target => ({
  width: 1,
  loss: (row, scores, at) => {
    const sign = classes[row] === 1 ? 1 : -1;
    const margin = sign * scores[at]!;
    // ln(1 + e^−m) without an overflow.
    const small = Math.exp(-Math.abs(margin));
    scores[at] = (-sign * (margin > 0 ? small : 1)) / (1 + small);
    return Math.log1p(small) + Math.max(0, -margin);
  },
  curvature: curvatureOfShare,
  furthest: 1,
  part: (row, gradient, dual, bend) => {
    const own = classes[row] === 1 ? 1 : 0;
    const [from, to] = [own + dual[0]!, own + gradient[0]!];
    return partOfShares([1 - from, from], [1 - to, to], bend / 2);
  },
});

const severalTarget = (classes: ArrayLike<number>, count: number): Target => {
  const from = new Float64Array(count);
  const to = new Float64Array(count);
  return {
    width: count,
    loss: (row, scores, at) => {
      const end = at + count;
      const mine = at + classes[row]!;
      const own = scores[mine]!;
      let most = scores[at]!;
      for (let k = at + 1; k < end; k++) if (scores[k]! > most) most = scores[k]!;
      let total = 0;
      for (let k = at; k < end; k++) {
        const share = Math.exp(scores[k]! - most);
        scores[k] = share;
        total += share;
      }
      for (let k = at; k < end; k++) scores[k]! /= total;
      scores[mine]! -= 1;
      return most + Math.log(total) - own;
    },
    // What one class gains another loses: of two that share all, each has to go half the way.
    curvature: (slope) => 2 * curvatureOfShare(slope),
    furthest: 1,
    part: (row, gradient, dual, bend) => {
      from.set(dual);
      to.set(gradient);
      from[classes[row]!]! += 1;
      to[classes[row]!]! += 1;
      return partOfShares(from, to, bend);
    },
  };
};

/** p (1 − p), of the gradient p, or p − 1 at a row's own class. */
const curvatureOfShare = (slope: number): number => Math.abs(slope) * (1 - Math.abs(slope));

/** No share is smaller, so that it has a logarithm. */
const least = 1e-30;

/**
 * Shares of classes on their way from p to q: where −Σ p ln p, and what the scores of the row gain, are largest together.
 * The slope there is Σ δ (ln q − ln p(s)) − s · bend · |δ|², δ = q − p, and falls with s: Newton's steps, held in between.
 */
const partOfShares = (from: ArrayLike<number>, to: ArrayLike<number>, bend: number): number => {
  let square = 0;
  for (let k = 0; k < from.length; k++) square += (to[k]! - from[k]!) ** 2;
  if (square === 0) return 1;
  let [low, high] = [0, 1];
  // As far as the strongest curvature of a softmax allows.
  let s = 1 / (1 + bend / 2);
  for (let tries = 0; tries < 4; tries++) {
    let slope = -s * bend * square;
    let curvature = bend * square;
    for (let k = 0; k < from.length; k++) {
      const change = to[k]! - from[k]!;
      const share = Math.max(from[k]! + s * change, least);
      slope += change * Math.log(Math.max(to[k]!, least) / share);
      curvature += (change * change) / share;
    }
    if (slope > 0) low = s;
    else high = s;
    const next = s + slope / curvature;
    const inside = next > low && next < high ? next : 0.5 * (low + high);
    if (Math.abs(inside - s) < 0.01 * s) return inside;
    s = inside;
  }
  return s;
};

/** Half the squares of what is missed; `width` numbers of each row. */
export const numberTarget = (numbers: ArrayLike<number>, width: number): Target => ({
  width,
  loss: (row, scores, at) => {
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const missed = scores[at + k]! - numbers[row * width + k]!;
      scores[at + k] = missed;
      sum += 0.5 * missed * missed;
    }
    return sum;
  },
  curvature: () => 1,
  furthest: Number.POSITIVE_INFINITY,
  part: (_row, _gradient, _dual, bend) => 1 / (1 + bend),
});
