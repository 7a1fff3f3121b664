import { type Definition, define } from "./definition.ts";

/** The place of the best number of each line; of equally good ones the first. */
const bestOf = (better: string): Definition =>
  define(
    `(x, { axis = 0, keepdims = 1 } = {}) =>
  lines(x, axis, keepdims, (line) => line.reduce((best, a, j) => (a ${better} line[best] ? j : best), 0))`,
    "lines",
  );

/** Line by line, axis by axis, the last one first. */
const reduction = (of: string): Definition =>
  define(
    `(x, axes, { keepdims = 1 } = {}) =>
  [...axes.data]
    .map((axis) => (axis < 0 ? axis + x.shape.length : axis))
    .sort((a, b) => b - a)
    .reduce((y, axis) => lines(y, axis, keepdims, (line) => ${of}), x)`,
    "lines",
  );

/** Operators that work along axes. */
export const alongAxes = {
  ArgMax: bestOf(">"),
  ArgMin: bestOf("<"),
  CumSum: define(
    `(x, { data: [axis] }) => {
  const { length, behind } = around(x.shape, axis);
  const data = x.data.slice();
  for (let i = 0; i < data.length; i++) if (Math.floor(i / behind) % length > 0) data[i] += data[i - behind];
  return { shape: x.shape, data };
}`,
    "around",
  ),
  MatMul: define(
    `(x, y) => {
  if (y.shape.length === 1) {
    const made = MatMul(x, { shape: [...y.shape, 1], data: y.data });
    return { shape: made.shape.slice(0, -1), data: made.data };
  }
  const [rows, inner, columns] = [x.shape.at(-2), x.shape.at(-1), y.shape.at(-1)];
  const batch = common(x.shape.slice(0, -2), y.shape.slice(0, -2));
  const [a, b] = [expand(x, [...batch, rows, inner]).data, expand(y, [...batch, inner, columns]).data];
  const data = new x.data.constructor(sizeOf(batch) * rows * columns);
  const sums = new Float64Array(columns);
  for (let row = 0; row * columns < data.length; row++) {
    const from = Math.floor(row / rows) * inner * columns;
    sums.fill(0);
    for (let k = 0; k < inner; k++) {
      const factor = a[row * inner + k];
      for (let j = 0; j < columns; j++) sums[j] += factor * b[from + k * columns + j];
    }
    data.set(sums, row * columns);
  }
  return { shape: [...batch, rows, columns], data };
}`,
    "common",
    "expand",
    "sizeOf",
  ),
  ReduceMax: reduction("line.reduce((a, b) => Math.max(a, b), -Infinity)"),
  ReduceMean: reduction("line.reduce((a, b) => a + b, 0) / line.length"),
  ReduceSum: reduction("line.reduce((a, b) => a + b, 0)"),
  // What is done with each row by itself; its results lie one below the other.
  Scan: define(
    `(x, each) => {
  const [rows, width] = x.shape;
  const results = [];
  for (let i = 0; i < rows; i++) results.push(each({ shape: [width], data: x.data.subarray(i * width, (i + 1) * width) }));
  return results[0].map(({ shape }, k) => ({
    shape: [rows, ...shape],
    data: Float64Array.from(results.flatMap((made) => [...made[k].data])),
  }));
}`,
  ),
  Softmax: define(
    `(x, { axis = -1 } = {}) => {
  const keepdims = true;
  const most = lines(x, axis, keepdims, (line) => line.reduce((a, b) => Math.max(a, b), -Infinity));
  const powers = zip(x, most, (a, b) => Math.exp(a - b));
  return zip(powers, lines(powers, axis, keepdims, (line) => line.reduce((a, b) => a + b, 0)), (a, b) => a / b);
}`,
    "lines",
    "zip",
  ),
  // Along the last axis; of equal numbers the first comes first.
  TopK: define(
    `(x, { data: [k] }, { largest = 1 } = {}) => {
  const width = x.shape.at(-1);
  const shape = [...x.shape.slice(0, -1), k];
  const [values, places] = [new x.data.constructor(sizeOf(shape)), new Float64Array(sizeOf(shape))];
  for (let from = 0, to = 0; from < x.data.length; from += width, to += k) {
    const line = x.data.subarray(from, from + width);
    const order = Uint32Array.from(line.keys()).sort((i, j) => (largest ? line[j] - line[i] : line[i] - line[j]) || i - j);
    for (let i = 0; i < k; i++) [values[to + i], places[to + i]] = [line[order[i]], order[i]];
  }
  return [values, places].map((data) => ({ shape, data }));
}`,
    "sizeOf",
  ),
} as const;
