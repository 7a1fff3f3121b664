import { define } from "./definition.ts";

/** What several operators call. */
export const shared = {
  sizeOf: define("(shape) => shape.reduce((size, length) => size * length, 1)"),
  map: define(`(x, f, Data = x.data.constructor) => {
  const data = new Data(x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = f(x.data[i]);
  return { shape: x.shape, data };
}`),
  // The shape that two tensors have when both are spread.
  common: define(`(a, b) => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, d) => {
    const [m, n] = [a[d - rank + a.length] ?? 1, b[d - rank + b.length] ?? 1];
    return m === 1 ? n : m;
  });
}`),
  // A tensor that is repeated along the axes where it has length 1, or none.
  expand: define(
    `(x, shape) => {
  if (x.shape.length === shape.length && x.shape.every((length, d) => length === shape[d])) return x;
  const data = new x.data.constructor(sizeOf(shape));
  if (x.data.length === 1) return { shape, data: data.fill(x.data[0]) };
  const steps = shape.map(() => 0);
  for (let d = shape.length - 1, own = x.shape.length - 1, step = 1; own >= 0; d--, own--) {
    if (x.shape[own] > 1) steps[d] = step;
    step *= x.shape[own];
  }
  const at = shape.map(() => 0);
  for (let i = 0, from = 0; i < data.length; i++) {
    data[i] = x.data[from];
    for (let d = shape.length - 1; d >= 0; d--) {
      from += steps[d];
      if (++at[d] < shape[d]) break;
      from -= steps[d] * shape[d];
      at[d] = 0;
    }
  }
  return { shape, data };
}`,
    "sizeOf",
  ),
  zip: define(
    `(x, y, f, Data = x.data.constructor) => {
  const shape = common(x.shape, y.shape);
  const [a, b] = [expand(x, shape).data, expand(y, shape).data];
  const data = new Data(a.length);
  for (let i = 0; i < data.length; i++) data[i] = f(a[i], b[i]);
  return { shape, data };
}`,
    "common",
    "expand",
  ),
  // How many places are before an axis, on it, and behind it.
  around: define(
    `(shape, axis) => {
  const d = axis < 0 ? axis + shape.length : axis;
  return { d, before: sizeOf(shape.slice(0, d)), length: shape[d], behind: sizeOf(shape.slice(d + 1)) };
}`,
    "sizeOf",
  ),
  // One number for each line along an axis: f sees the line as an array.
  lines: define(
    `(x, axis, keepdims, f) => {
  const { d, before, length, behind } = around(x.shape, axis);
  const data = new x.data.constructor(before * behind);
  const line = new Float64Array(length);
  for (let i = 0; i < before; i++) {
    for (let k = 0; k < behind; k++) {
      for (let j = 0; j < length; j++) line[j] = x.data[(i * length + j) * behind + k];
      data[i * behind + k] = f(line);
    }
  }
  return { shape: x.shape.flatMap((own, e) => (e === d ? (keepdims ? [1] : []) : [own])), data };
}`,
    "around",
  ),
  // Some places along an axis, in the given order.
  take: define(
    `(x, axis, places) => {
  const { d, before, length, behind } = around(x.shape, axis);
  const data = new x.data.constructor(before * places.length * behind);
  for (let i = 0, to = 0; i < before; i++) {
    for (const place of places) {
      const from = (i * length + (place < 0 ? place + length : place)) * behind;
      for (let k = 0; k < behind; k++) data[to++] = x.data[from + k];
    }
  }
  return { shape: x.shape.map((own, e) => (e === d ? places.length : own)), data };
}`,
    "around",
  ),
} as const;
