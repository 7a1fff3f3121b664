export type Linkage = "ward" | "average" | "complete" | "single";

/** How far a cluster is from two that become one: of its distances to them and theirs, and of their sizes. (Lance & Williams 1967) */
type Update = (toOne: number, toOther: number, apart: number, sizes: readonly [number, number, number]) => number;

const updates: { readonly [L in Linkage]: Update } = {
  ward: (toOne, toOther, apart, [one, other, own]) =>
    Math.sqrt(((one + own) * toOne ** 2 + (other + own) * toOther ** 2 - own * apart ** 2) / (one + other + own)),
  average: (toOne, toOther, _, [one, other]) => (one * toOne + other * toOther) / (one + other),
  complete: (toOne, toOther) => Math.max(toOne, toOther),
  single: (toOne, toOther) => Math.min(toOne, toOther),
};

interface Merge {
  readonly one: number;
  readonly other: number;
  readonly height: number;
}

/**
 * Puts points together, the nearest clusters first, until k are left, from the distances between them, n × n: the cluster
 * of each point, numbered in the order of their first points. By chains of nearest neighbours. (Müllner 2011)
 */
export const clusters = (distances: Float64Array, n: number, k: number, linkage: Linkage): Int32Array => {
  const merges = [...chained(distances.slice(), n, updates[linkage])].sort((a, b) => a.height - b.height);
  const parents = Int32Array.from({ length: n }, (_, i) => i);
  const rootOf = (point: number): number => {
    let at = point;
    while (parents[at] !== at) at = parents[at]!;
    return at;
  };
  for (const { one, other } of merges.slice(0, n - k)) parents[rootOf(one)] = rootOf(other);
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, point) => {
    const root = rootOf(point);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root)!;
  });
};

const chained = (d: Float64Array, n: number, update: Update): Merge[] => {
  const sizes = new Int32Array(n).fill(1);
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < n - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0));
    const tip = chain.at(-1)!;
    // Of equally near ones that from which the chain came, so that it ends.
    const before = chain.at(-2);
    let nearest = before ?? -1;
    let least = before === undefined ? Infinity : d[tip * n + before]!;
    for (let other = 0; other < n; other++) {
      if (other === tip || sizes[other] === 0 || !(d[tip * n + other]! < least)) continue;
      least = d[tip * n + other]!;
      nearest = other;
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [one, other] = [tip, nearest];
    for (let own = 0; own < n; own++) {
      if (own === one || own === other || sizes[own] === 0) continue;
      const to = update(d[own * n + one]!, d[own * n + other]!, least, [sizes[one]!, sizes[other]!, sizes[own]!]);
      d[own * n + other] = to;
      d[other * n + own] = to;
    }
    sizes[other] = sizes[one]! + sizes[other]!;
    sizes[one] = 0;
    merges.push({ one, other, height: least });
  }
  return merges;
};
