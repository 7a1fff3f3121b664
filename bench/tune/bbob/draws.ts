/** The random numbers that BBOB's instances are drawn from (its own generator), so that they are the same everywhere. */

/** Park and Miller's minimal standard generator. */
const next = (seed: number): number => (16_807 * seed) % 2_147_483_647;

/** `count` numbers in (0, 1): the minimal standard shuffled by Bays and Durham's table of 32. */
export const uniform = (count: number, seed: number): number[] => {
  let state = Math.max(1, Math.abs(seed));
  const table: number[] = [];
  for (let i = 39; i >= 0; i--) {
    state = next(state);
    if (i < 32) table[i] = state;
  }
  let current = table[0]!;
  return Array.from({ length: count }, () => {
    const place = Math.floor(current / 67_108_865);
    state = next(state);
    current = table[place]!;
    table[place] = state;
    return current / 2_147_483_647 || 1e-99;
  });
};

/** Box and Muller's cosines. */
export const normal = (count: number, seed: number): number[] => {
  const draws = uniform(2 * count, seed);
  return Array.from(
    { length: count },
    (_, i) => Math.sqrt(-2 * Math.log(draws[i]!)) * Math.cos(2 * Math.PI * draws[count + i]!) || 1e-99,
  );
};

export type Matrix = readonly (readonly number[])[];

/** A rotation: Gram and Schmidt's basis from columns of normal numbers. */
export const rotation = (d: number, seed: number): Matrix => {
  const draws = normal(d * d, seed);
  const columns: number[][] = [];
  for (let i = 0; i < d; i++) {
    let column = draws.slice(i * d, (i + 1) * d);
    for (const other of columns) {
      const share = column.reduce((sum, value, k) => sum + value * other[k]!, 0);
      column = column.map((value, k) => value - share * other[k]!);
    }
    const length = Math.hypot(...column);
    columns.push(column.map((value) => value / length));
  }
  return columns[0]!.map((_, row) => columns.map((column) => column[row]!));
};
