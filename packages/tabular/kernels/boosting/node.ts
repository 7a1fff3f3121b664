// What holds for the node that is being scanned. Threads have an instance each, and so their own.
export let G: f64 = 0;
export let H: f64 = 0;
export let rowsPerH: f64 = 0;
export let rowsHere: f64 = 0;
export let l2: f64 = 0;
export let minLeaf: f64 = 0;
export let minHessian: f64 = 0;
export let general: bool = false;
let lowest: f64 = 0;
let highest: f64 = 0;
let l1: f64 = 0;

export function takeNode(job: usize, node: usize): void {
  G = load<f64>(node);
  H = load<f64>(node, 8);
  rowsHere = load<f64>(node, 16);
  lowest = load<f64>(node, 24);
  highest = load<f64>(node, 32);
  rowsPerH = rowsHere / H;
  l1 = load<f64>(job, 176);
  l2 = load<f64>(job, 184);
  minLeaf = load<f64>(job, 192);
  minHessian = load<f64>(job, 200);
  general = load<i32>(job, 80) !== 0;
}

function shrunk(g: f64): f64 {
  return copysign(max(abs(g) - l1, 0), g);
}

function outputOf(g: f64, h: f64, lambda: f64): f64 {
  return min(max(-shrunk(g) / (h + lambda), lowest), highest);
}

export function gainOf(g: f64, h: f64, lambda: f64): f64 {
  const w = outputOf(g, h, lambda);
  return -(2 * shrunk(g) * w + (h + lambda) * w * w);
}

/** What a split is worth with ℓ1, with bounds of outputs, with a direction; −∞ where the direction is broken. */
export function generalGain(gl: f64, hl: f64, lambda: f64, direction: i32): f64 {
  const gr = G - gl;
  const hr = H - hl;
  if (direction !== 0) {
    const left = outputOf(gl, hl, lambda);
    const right = outputOf(gr, hr, lambda);
    if (direction > 0 ? left > right : left < right) return -Infinity;
  }
  return gainOf(gl, hl, lambda) + gainOf(gr, hr, lambda);
}

/** Whether both sides are large enough: 1; 0 where the left is too small yet, −1 where the right is too small for good. */
export function allowed(hl: f64): i32 {
  const left = nearest(hl * rowsPerH);
  if (rowsHere - left < minLeaf || H - hl < minHessian) return -1;
  return left < minLeaf || hl < minHessian ? 0 : 1;
}
