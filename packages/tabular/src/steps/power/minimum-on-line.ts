type Objective = (x: number) => number;

interface Bracket {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

const golden = 0.381966011250105;

/** Goes downhill from two points, in growing steps, until the minimum lies between two others. */
const bracketOf = (f: Objective, from: number, to: number): Bracket => {
  let [a, b] = f(from) >= f(to) ? [from, to] : [to, from];
  let c = b + 1.618034 * (b - a);
  for (let i = 0; i < 60 && f(c) < f(b); i++) [a, b, c] = [b, c, c + 1.618034 * (c - b)];
  return { low: Math.min(a, c), middle: b, high: Math.max(a, c) };
};

/**
 * Where a function of one number with one valley is least: parabolas through three points, and golden sections where they
 * do not help. Only what is infinite may be no number of the function. (Brent 1973, chapter 5)
 */
export const minimumOnLine = (f: Objective, from: number, to: number): number => {
  let { low, middle: x, high } = bracketOf(f, from, to);
  let [second, third] = [x, x];
  let fx = f(x);
  let [fSecond, fThird] = [fx, fx];
  let [step, before] = [0, 0];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    const tolerance = 1e-9 * Math.abs(x) + 1e-11;
    if (Math.abs(x - middle) <= 2 * tolerance - (high - low) / 2) break;
    const r = (x - second) * (fx - fThird);
    const q = (x - third) * (fx - fSecond);
    const divisor = 2 * (q - r);
    const parabola = divisor === 0 ? Number.NaN : -((x - third) * q - (x - second) * r) / divisor;
    const helps = Math.abs(parabola) < Math.abs(before / 2) && x + parabola > low && x + parabola < high;
    if (helps) [before, step] = [step, parabola];
    else {
      before = (x < middle ? high : low) - x;
      step = golden * before;
    }
    const next = x + (Math.abs(step) >= tolerance ? step : Math.sign(step || 1) * tolerance);
    const value = f(next);
    if (value <= fx) {
      if (next < x) high = x;
      else low = x;
      [third, fThird, second, fSecond, x, fx] = [second, fSecond, x, fx, next, value];
    } else {
      if (next < x) low = next;
      else high = next;
      if (value <= fSecond || second === x) [third, fThird, second, fSecond] = [second, fSecond, next, value];
      else if (value <= fThird || third === x || third === second) [third, fThird] = [next, value];
    }
  }
  return x;
};
