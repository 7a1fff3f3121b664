/**
 * The factor t by which scores become logits: softmax(t s) has the least cross-entropy on rows that the scores were not
 * fitted to. (Guo et al. 2017, temperature scaling) Targets are drawn a little to the middle, by n + 1 to 1, so that
 * scores that are never wrong do not ask for t = ∞. (Platt 1999)
 */
export const temperatureOf = (scores: Float64Array, labels: ArrayLike<number>, classes: number): number => {
  const certain = (labels.length + 1) / (labels.length + classes);
  const other = 1 / (labels.length + classes);
  const loss = (logarithm: number): number => {
    const t = Math.exp(logarithm);
    let sum = 0;
    for (let row = 0; row < labels.length; row++) {
      const own = scores.subarray(row * classes, (row + 1) * classes);
      const most = Math.max(...own) * t;
      let total = 0;
      for (const score of own) total += Math.exp(score * t - most);
      const normalizer = most + Math.log(total);
      own.forEach((score, c) => {
        sum += (c === labels[row] ? certain : other) * (normalizer - score * t);
      });
    }
    return sum;
  };
  return Math.exp(least(loss, -6, 8));
};

const golden = (Math.sqrt(5) - 1) / 2;

/** The place of the least value of a function with one valley, by golden sections. */
const least = (f: (x: number) => number, low: number, high: number): number => {
  let [a, b] = [low, high];
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [fc, fd] = [f(c), f(d)];
  while (b - a > 1e-4) {
    if (fc < fd) {
      [b, d, fd] = [d, c, fc];
      c = b - golden * (b - a);
      fc = f(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + golden * (b - a);
      fd = f(d);
    }
  }
  return (a + b) / 2;
};
