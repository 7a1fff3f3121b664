import { define } from "./definition.ts";

/** Operators that put numbers elsewhere, and change none. */
export const shapes = {
  Concat: define(
    `(...given) => {
  const { axis } = given.pop();
  const places = given.map(({ shape }) => around(shape, axis));
  const total = places.reduce((sum, { length }) => sum + length, 0);
  const { d, before, behind } = places[0];
  const data = new given[0].data.constructor(before * total * behind);
  for (let i = 0, to = 0; i < before; i++) {
    for (const [k, { data: own }] of given.entries()) {
      const width = places[k].length * behind;
      for (let j = 0; j < width; j++) data[to++] = own[i * width + j];
    }
  }
  return { shape: given[0].shape.map((length, e) => (e === d ? total : length)), data };
}`,
    "around",
  ),
  Expand: define("(x, { data }) => expand(x, common(x.shape, [...data]))", "expand", "common"),
  Gather: define(
    `(x, { shape, data: places }, { axis = 0 } = {}) => {
  const d = axis < 0 ? axis + x.shape.length : axis;
  const { data } = take(x, d, places);
  return { shape: [...x.shape.slice(0, d), ...shape, ...x.shape.slice(d + 1)], data };
}`,
    "take",
  ),
  // Along the last axis.
  GatherElements: define(
    `(x, places) => {
  const [width, count] = [x.shape.at(-1), places.shape.at(-1)];
  const data = new x.data.constructor(places.data.length);
  for (let i = 0; i < data.length; i++) data[i] = x.data[Math.floor(i / count) * width + places.data[i]];
  return { shape: places.shape, data };
}`,
  ),
  Reshape: define(
    `({ shape, data }, { data: wanted }) => {
  const lengths = [...wanted].map((length, d) => (length === 0 ? shape[d] : length));
  const open = lengths.indexOf(-1);
  if (open >= 0) lengths[open] = data.length / (-sizeOf(lengths) || 1);
  return { shape: lengths, data };
}`,
    "sizeOf",
  ),
  Shape: define(
    "({ shape }, { start, end } = {}) => {\n  const data = Float64Array.from(shape.slice(start, end));\n  return { shape: [data.length], data };\n}",
  ),
  Slice: define(
    `(x, starts, ends, axes, steps) =>
  [...starts.data].reduce((y, start, i) => {
    const axis = axes ? axes.data[i] : i;
    const { length } = around(y.shape, axis);
    const inside = (place) => Math.min(Math.max(place < 0 ? place + length : place, 0), length);
    const places = [];
    for (let at = inside(start); at < inside(ends.data[i]); at += steps ? steps.data[i] : 1) places.push(at);
    return take(y, axis, places);
  }, x)`,
    "around",
    "take",
  ),
  Squeeze: define(
    `({ shape, data }, axes) => {
  const gone = [...axes.data].map((axis) => (axis < 0 ? axis + shape.length : axis));
  return { shape: shape.filter((_, d) => !gone.includes(d)), data };
}`,
  ),
  Transpose: define(
    `(x, { perm = [...x.shape.keys()].reverse() } = {}) => {
  const shape = perm.map((d) => x.shape[d]);
  const steps = perm.map((d) => x.shape.slice(d + 1).reduce((size, length) => size * length, 1));
  const data = new x.data.constructor(x.data.length);
  const at = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    data[i] = x.data[at.reduce((from, place, d) => from + place * steps[d], 0)];
    for (let d = shape.length - 1; d >= 0 && ++at[d] === shape[d]; d--) at[d] = 0;
  }
  return { shape, data };
}`,
  ),
  Unsqueeze: define(
    `({ shape, data }, axes) => {
  const rank = shape.length + axes.data.length;
  const made = [...shape];
  for (const axis of [...axes.data].map((axis) => (axis < 0 ? axis + rank : axis)).sort()) made.splice(axis, 0, 1);
  return { shape: made, data };
}`,
  ),
} as const;
