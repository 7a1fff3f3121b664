/** sfc32 (Doty-Humphrey 2010, PractRand): small, fast, and passes its tests. */
const generator = (seed: number, stream: number): (() => number) => {
  let [a, b, c, counter] = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, stream >>> 0, 1];
  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
};

/** The rows in random order (Fisher & Yates), another one for each stream of a seed. */
export const shuffledRows = (rows: Int32Array, seed: number, stream: number): Int32Array => {
  const next = generator(seed, stream);
  const order = rows.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor((next() / 2 ** 32) * (i + 1));
    const row = order[i]!;
    order[i] = order[j]!;
    order[j] = row;
  }
  return order;
};
