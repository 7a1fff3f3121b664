import { startOf } from "./rows";

function addTo(scores: usize, row: usize, value: f64, isFloat: bool): void {
  if (isFloat) {
    const at = scores + (row << 2);
    store<f32>(at, <f32>(<f64>load<f32>(at) + value));
  } else {
    const at = scores + (row << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}

/** Adds to the score of each row the value of its leaf: leaves are [from, to) of the rows in their order, and a value. */
export function addLeaves(job: usize, part: i32, parts: i32): void {
  const scores = <usize>load<u32>(job);
  const rows = <usize>load<u32>(job, 4);
  const leaves = <usize>load<u32>(job, 8);
  const count = load<i32>(job, 12);
  const total = load<i32>(job, 16);
  const isFloat = load<i32>(job, 20) !== 0;
  const start = startOf(total, part, parts);
  const end = startOf(total, part + 1, parts);
  for (let i = 0; i < count; i++) {
    const leaf = leaves + ((<usize>i) << 4);
    const value = load<f64>(leaf, 8);
    const to = min(load<i32>(leaf, 4), end);
    for (let r = max(load<i32>(leaf), start); r < to; r++) {
      addTo(scores, <usize>load<u32>(rows + ((<usize>r) << 2)), value, isFloat);
    }
  }
}

/** Adds to the score of each row the value of the leaf that its bins lead to: of rows that the tree was not grown on. */
export function walk(job: usize, part: i32, parts: i32): void {
  const bins = <usize>load<u32>(job);
  const stride = <usize>load<u32>(job, 4);
  const scores = <usize>load<u32>(job, 8);
  const rows = <usize>load<u32>(job, 12);
  const count = load<i32>(job, 16);
  const nodes = <usize>load<u32>(job, 20);
  const tables = <usize>load<u32>(job, 24);
  const values = <usize>load<u32>(job, 28);
  const isFloat = load<i32>(job, 36) !== 0;
  const end = startOf(count, part + 1, parts);
  for (let r = startOf(count, part, parts); r < end; r++) {
    const row = <usize>load<u32>(rows + ((<usize>r) << 2));
    let node = load<i32>(job, 32);
    while (node >= 0) {
      const at = nodes + ((<usize>node) << 4);
      const bin = <usize>load<u8>(bins + row * stride + <usize>load<u32>(at));
      const goes = <usize>load<u8>(tables + ((<usize>node) << 8) + bin);
      node = load<i32>(at + 8 - (goes << 2));
      // The left child stands before the right one.
    }
    addTo(scores, row, load<f64>(values + ((<usize>~node) << 3)), isFloat);
  }
}
