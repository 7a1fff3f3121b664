/** Values in rising order, for counting those near another. */
const sorted = (values: Float64Array): Float64Array => Float64Array.from(values).sort();

/** ψ(n) of whole numbers, for n from 1. */
const digammas = (most: number): Float64Array => {
  const table = new Float64Array(most + 1);
  table[1] = -0.5772156649015329;
  for (let n = 2; n <= most; n++) table[n] = table[n - 1]! + 1 / (n - 1);
  return table;
};

/** The first place in rising values at which something holds that goes on to hold. */
const firstWhere = (values: Float64Array, holds: (value: number) => boolean): number => {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** How many of the rising values are nearer to x than the radius. */
const countWithin = (values: Float64Array, x: number, radius: number): number =>
  firstWhere(values, (value) => value - x >= radius) - firstWhere(values, (value) => x - value < radius);

/** How far each of the rising values is from its k-th nearest. */
const radiiOf = (values: Float64Array, k: number): Float64Array =>
  values.map((x, i) => {
    let [low, high, radius] = [i - 1, i + 1, 0];
    for (let found = 0; found < k; found++) {
      const below = low >= 0 ? x - values[low]! : Infinity;
      const above = high < values.length ? values[high]! - x : Infinity;
      radius = Math.min(below, above);
      if (below <= above) low--;
      else high++;
    }
    return radius;
  });

/** Mutual information of distinct numbers and classes. Classes of one row say nothing and are left out. (Ross 2014) */
export const informationOnClasses = (
  values: Float64Array,
  codes: ArrayLike<number>,
  classes: number,
  k: number,
): number => {
  const lists = Array.from({ length: classes }, (): number[] => []);
  for (let row = 0; row < values.length; row++) lists[codes[row]!]!.push(values[row]!);
  const parts = lists.filter((list) => list.length > 1).map((list) => sorted(Float64Array.from(list)));
  const all = sorted(Float64Array.from(parts.flatMap((part) => [...part])));
  const psi = digammas(all.length);
  let sum = 0;
  for (const part of parts) {
    const near = Math.min(k, part.length - 1);
    const radii = radiiOf(part, near);
    for (let i = 0; i < part.length; i++)
      sum += psi[near]! - psi[part.length]! - psi[countWithin(all, part[i]!, radii[i]!)]!;
  }
  return all.length === 0 ? 0 : Math.max(0, psi[all.length]! + sum / all.length);
};

/** Mutual information of distinct numbers and distinct numbers. (Kraskov, Stögbauer & Grassberger 2004, their first) */
export const informationOnNumbers = (x: Float64Array, y: Float64Array, k: number): number => {
  const rows = x.length;
  const near = Math.min(k, rows - 1);
  if (near < 1) return 0;
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!);
  const [byX, byY] = [Float64Array.from(order, (row) => x[row]!), sorted(y)];
  const alongside = Float64Array.from(order, (row) => y[row]!);
  const psi = digammas(rows);
  const nearest = new Float64Array(near);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    nearest.fill(Infinity);
    const [xi, yi] = [byX[i]!, alongside[i]!];
    let [low, high] = [i - 1, i + 1];
    for (;;) {
      const below = low >= 0 ? xi - byX[low]! : Infinity;
      const above = high < rows ? byX[high]! - xi : Infinity;
      const along = Math.min(below, above);
      if (along === Infinity || along >= nearest[near - 1]!) break;
      const distance = Math.max(along, Math.abs(alongside[below <= above ? low-- : high++]! - yi));
      let place = near - 1;
      if (distance >= nearest[place]!) continue;
      for (; place > 0 && nearest[place - 1]! > distance; place--) nearest[place] = nearest[place - 1]!;
      nearest[place] = distance;
    }
    const radius = nearest[near - 1]!;
    sum += psi[countWithin(byX, xi, radius)]! + psi[countWithin(byY, yi, radius)]!;
  }
  return Math.max(0, psi[rows]! + psi[near]! - sum / rows);
};

/** Mutual information of classes and classes, by counting. */
export const informationOfCounts = (one: ArrayLike<number>, other: ArrayLike<number>, classes: number): number => {
  const rows = one.length;
  const both = new Map<number, number>();
  const [ones, others] = [new Map<number, number>(), new Map<number, number>()];
  const count = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let row = 0; row < rows; row++) {
    count(both, one[row]! * classes + other[row]!);
    count(ones, one[row]!);
    count(others, other[row]!);
  }
  let sum = 0;
  for (const [key, shared] of both) {
    const [a, b] = [Math.floor(key / classes), key % classes];
    sum += (shared / rows) * Math.log((shared * rows) / (ones.get(a)! * others.get(b)!));
  }
  return Math.max(0, sum);
};
