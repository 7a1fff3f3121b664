/** Data that sick and healthy runs learn from: each from a seed, small enough for a run of a second. */
import { createRandom, type TrainingData } from "@kaviar/nn";
import { digits as readDigits } from "../../../../../examples/data/digits.ts";

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const rowsOf = (rows: number, width: number, value: (row: number, column: number) => number) => ({
  data: Float32Array.from({ length: rows * width }, (_, i) => value(Math.floor(i / width), i % width)),
  shape: [rows, width],
});

/** Clouds around random centres, one a class; `shares` says how often each class comes. */
export const blobs = (
  rows: number,
  width: number,
  classes: number,
  gap = 2,
  seed = 1,
  shares?: readonly number[],
  noise = 1,
) => {
  const random = createRandom(seed);
  const centres = Array.from({ length: classes }, () => Array.from({ length: width }, () => gap * normal(random)));
  const draw = (): number => {
    if (!shares) return Math.floor(random() * classes);
    const at = random();
    let below = 0;
    for (const [number, share] of shares.entries()) {
      below += share;
      if (at < below) return number;
    }
    return classes - 1;
  };
  const y = Int32Array.from({ length: rows }, draw);
  return { x: rowsOf(rows, width, (row, column) => centres[y[row]!]![column]! + noise * normal(random)), y };
};

/** Two spirals, the one turned by half a turn: no line parts them. */
export const spirals = (rows: number, seed = 1, noise = 0.05) => {
  const random = createRandom(seed);
  const y = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const at = Array.from({ length: rows }, (_, row) => {
    const t = 0.5 + 3 * random();
    const angle = 2.2 * t + Math.PI * y[row]!;
    return [(t / 2) * Math.cos(angle) + noise * normal(random), (t / 2) * Math.sin(angle) + noise * normal(random)];
  });
  return { x: rowsOf(rows, 2, (row, column) => at[row]![column]!), y };
};

/** Classes that have nothing to do with the inputs. */
export const coins = (rows: number, width: number, classes: number, seed = 1) => {
  const random = createRandom(seed);
  const x = rowsOf(rows, width, () => normal(random));
  return { x, y: Int32Array.from({ length: rows }, () => Math.floor(random() * classes)) };
};

/** Friedman's function of five of the features, with noise. (Friedman 1991) */
export const friedman = (rows: number, width = 8, noise = 0.3, seed = 1) => {
  const random = createRandom(seed);
  const x = rowsOf(rows, width, () => random());
  const f = (a: number, b: number, c: number, d: number, e: number) =>
    (10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e - 14.4) / 5;
  const y = Float32Array.from({ length: rows }, (_, row) => {
    const [a, b, c, d, e] = x.data.subarray(row * width) as unknown as [number, number, number, number, number];
    return f(a, b, c, d, e) + noise * normal(random);
  });
  return { x, y };
};

/** Sequences of numbers and the first of them: to be remembered to the end. */
export const firstOf = (rows: number, length: number, seed = 1) => {
  const random = createRandom(seed);
  const x = { ...rowsOf(rows, length, () => normal(random)), shape: [rows, length, 1] };
  return { x, y: Int32Array.from({ length: rows }, (_, row) => (x.data[row * length]! > 0 ? 1 : 0)) };
};

/** Windows of a wave and the value after each. */
export const waves = (rows: number, length: number, seed = 1) => {
  const random = createRandom(seed);
  const wave = (t: number) => Math.sin(t / 4) + 0.5 * Math.sin(t / 1.7);
  const starts = Float64Array.from({ length: rows }, () => 200 * random());
  const x = { ...rowsOf(rows, length, (row, t) => wave(starts[row]! + t)), shape: [rows, length, 1] };
  return { x, y: Float32Array.from(starts, (start) => wave(start + length)) };
};

/** Words of letters; the class is whether those of the second half of the alphabet are more than the others. */
export const words = (rows: number, length: number, letters: number, seed = 1) => {
  const random = createRandom(seed);
  const data = Int32Array.from({ length: rows * length }, () => Math.floor(random() * letters));
  const late = (row: number) => data.subarray(row * length, (row + 1) * length).filter((c) => c >= letters / 2).length;
  return {
    x: { data, shape: [rows, length] },
    y: Int32Array.from({ length: rows }, (_, row) => (late(row) > length / 2 ? 1 : 0)),
  };
};

/** Handwritten digits, 8 × 8, as images or in a row. */
export const digits = (rows = 1797, flat = false) => {
  const { x, y } = readDigits();
  return {
    x: { data: x.data.slice(0, rows * 64), shape: flat ? [rows, 64] : [rows, 1, 8, 8] },
    y: y.slice(0, rows),
  };
};

interface Numbers {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** The same with every feature changed. */
export const withInputs = <D extends { readonly x: Numbers }>(
  given: D,
  change: (value: number, column: number) => number,
): D => {
  const { data, shape } = given.x;
  const width = data.length / shape[0]!;
  return { ...given, x: { data: Float32Array.from(data, (value, i) => change(value, i % width)), shape } };
};

/** The first rows, and the rest. */
export const parted = (
  { x, y }: { readonly x: Numbers; readonly y: Float32Array | Int32Array },
  rows: number,
): readonly [TrainingData, TrainingData] => {
  const width = x.data.length / x.shape[0]!;
  const part = (from: number, to: number): TrainingData => ({
    x: {
      data: (x.data as Float32Array).slice(from * width, to * width),
      shape: [to - from, ...x.shape.slice(1)],
    } as never,
    y: y.slice(from, to),
  });
  return [part(0, rows), part(rows, x.shape[0]!)];
};
