import type { Random } from "@kaviar/base/random";

/** Which columns are known, and how much it counts what is said then. */
export interface Coalition {
  readonly members: Uint8Array;
  weight: number;
}

const binomial = (n: number, k: number): number => {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
};

/** All sets of k of n. */
const subsets = (n: number, k: number): Uint8Array[] => {
  const found: Uint8Array[] = [];
  const grow = (members: Uint8Array, from: number, left: number): void => {
    if (left === 0) {
      found.push(members.slice());
      return;
    }
    for (let i = from; i <= n - left; i++) {
      members[i] = 1;
      grow(members, i + 1, left - 1);
      members[i] = 0;
    }
  };
  grow(new Uint8Array(n), 0, k);
  return found;
};

/** k of n, drawn alike. */
const draw = (n: number, k: number, random: Random): Uint8Array => {
  const members = new Uint8Array(n);
  for (let i = n - k; i < n; i++) {
    const at = Math.floor(random() * (i + 1));
    members[members[at] === 1 ? i : at] = 1;
  }
  return members;
};

/**
 * Coalitions of n columns with their weights, (n − 1) / (C(n, k) k (n − k)) for each of size k: all of them where there
 * are at most `most`. Else those of the smallest and largest sizes, which weigh most, as far as they go; of the other
 * sizes some are drawn, each together with the columns that it leaves out. (Lundberg & Lee 2017)
 */
export const coalitionsOf = (n: number, most: number, random: Random): readonly Coalition[] => {
  const made: Coalition[] = [];
  const massOf = (k: number): number => (n - 1) / (k * (n - k));
  const left: number[] = [];
  let room = most;
  for (let k = 1; k <= n / 2; k++) {
    const isMiddle = 2 * k === n;
    const count = binomial(n, k) * (isMiddle ? 1 : 2);
    if (left.length > 0 || count > room) {
      left.push(k);
      continue;
    }
    room -= count;
    const weight = massOf(k) / binomial(n, k);
    for (const size of isMiddle ? [k] : [k, n - k])
      for (const members of subsets(n, size)) made.push({ members, weight });
  }
  if (left.length === 0 || room < 2) return made;
  const masses = left.map((k) => massOf(k) * (2 * k === n ? 1 : 2));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const drawn = new Map<string, Coalition>();
  const pairs = Math.floor(room / 2);
  const add = (members: Uint8Array): void => {
    const key = members.join("");
    const known = drawn.get(key);
    if (known) known.weight += total / (2 * pairs);
    else drawn.set(key, { members, weight: total / (2 * pairs) });
  };
  for (let pair = 0; pair < pairs; pair++) {
    let at = random() * total;
    let size = 0;
    while (size < left.length - 1 && at >= masses[size]!) at -= masses[size++]!;
    const members = draw(n, left[size]!, random);
    add(members);
    add(members.map((is) => 1 - is));
  }
  return [...made, ...drawn.values()];
};
