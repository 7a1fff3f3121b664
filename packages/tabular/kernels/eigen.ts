/**
 * Eigenvalues and eigenvectors of a symmetric matrix, as `symmetricEigen` of base/numerics finds them, which is the twin:
 * Householder's reduction to a tridiagonal matrix, then QL with implicit shifts. What lies where says `src/kernels/eigen.ts`.
 */

const sweeps = 60;

function sumOf(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/** Σ x y over so many bytes. */
function dot(x: usize, y: usize, bytes: usize): f64 {
  let two = f64x2.splat(0);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) two = f64x2.add(two, f64x2.mul(v128.load(x + at), v128.load(y + at)));
  let sum = sumOf(two);
  if (at < bytes) sum += load<f64>(x + at) * load<f64>(y + at);
  return sum;
}

/** p = A u, of a matrix whose lower triangle is there: four rows at a time add to all entries before them. */
function timesVector(a: usize, row: usize, u: usize, p: usize, count: usize): void {
  memory.fill(p, 0, count << 3);
  let j: usize = 0;
  for (; j + 4 <= count; j += 4) {
    const bytes = j << 3;
    const r0 = a + j * row;
    const r1 = r0 + row;
    const r2 = r1 + row;
    const r3 = r2 + row;
    const u0 = v128.load64_splat(u + bytes);
    const u1 = v128.load64_splat(u + bytes, 8);
    const u2 = v128.load64_splat(u + bytes, 16);
    const u3 = v128.load64_splat(u + bytes, 24);
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const factor = v128.load(u + at);
      const x0 = v128.load(r0 + at);
      const x1 = v128.load(r1 + at);
      const x2 = v128.load(r2 + at);
      const x3 = v128.load(r3 + at);
      s0 = f64x2.add(s0, f64x2.mul(x0, factor));
      s1 = f64x2.add(s1, f64x2.mul(x1, factor));
      s2 = f64x2.add(s2, f64x2.mul(x2, factor));
      s3 = f64x2.add(s3, f64x2.mul(x3, factor));
      const one = f64x2.add(f64x2.mul(x0, u0), f64x2.mul(x1, u1));
      const two = f64x2.add(f64x2.mul(x2, u2), f64x2.mul(x3, u3));
      v128.store(p + at, f64x2.add(v128.load(p + at), f64x2.add(one, two)));
    }
    store<f64>(p + bytes, sumOf(s0));
    store<f64>(p + bytes, sumOf(s1), 8);
    store<f64>(p + bytes, sumOf(s2), 16);
    store<f64>(p + bytes, sumOf(s3), 24);
    corner(a, row, u, p, j, j, j + 4);
  }
  for (let k = j; k < count; k++) store<f64>(p + (k << 3), dot(a + k * row, u, j << 3));
  for (let k = j; k < count; k++) {
    const factor = load<f64>(u + (k << 3));
    const from = a + k * row;
    for (let at: usize = 0; at < j << 3; at += 8) store<f64>(p + at, load<f64>(p + at) + factor * load<f64>(from + at));
  }
  corner(a, row, u, p, j, j, count);
}

/** The part of the product that comes of a few rows and the same columns, on the diagonal. */
function corner(a: usize, row: usize, u: usize, p: usize, first: usize, start: usize, end: usize): void {
  for (let j = start; j < end; j++) {
    let sum = load<f64>(p + (j << 3));
    const factor = load<f64>(u + (j << 3));
    const from = a + j * row;
    for (let k = first; k < j; k++) {
      const entry = load<f64>(from + (k << 3));
      sum += entry * load<f64>(u + (k << 3));
      store<f64>(p + (k << 3), load<f64>(p + (k << 3)) + entry * factor);
    }
    store<f64>(p + (j << 3), sum + load<f64>(from + (j << 3)) * factor);
  }
}

/** A −= u wᵀ + w uᵀ, its lower triangle. */
function lessOuter(a: usize, row: usize, u: usize, w: usize, count: usize): void {
  for (let j: usize = 0; j < count; j++) {
    const bytes = (j + 1) << 3;
    const to = a + j * row;
    const ofU = load<f64>(u + (j << 3));
    const ofW = load<f64>(w + (j << 3));
    const twoU = f64x2.splat(ofU);
    const twoW = f64x2.splat(ofW);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const change = f64x2.add(f64x2.mul(twoU, v128.load(w + at)), f64x2.mul(twoW, v128.load(u + at)));
      v128.store(to + at, f64x2.sub(v128.load(to + at), change));
    }
    if (at < bytes) store<f64>(to + at, load<f64>(to + at) - (ofU * load<f64>(w + at) + ofW * load<f64>(u + at)));
  }
}

/** Each row is reflected: less what it has along u, twice. */
function reflectRows(a: usize, row: usize, u: usize, h: f64, count: usize): void {
  const bytes = count << 3;
  for (let j: usize = 0; j < count; j++) {
    const to = a + j * row;
    const along = dot(to, u, bytes) / h;
    const two = f64x2.splat(along);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16)
      v128.store(to + at, f64x2.sub(v128.load(to + at), f64x2.mul(two, v128.load(u + at))));
    if (at < bytes) store<f64>(to + at, load<f64>(to + at) - along * load<f64>(u + at));
  }
}

/** Leaves the diagonal in d, what is below it in e, from its second entry on, and the transposed reflections in a. */
function tridiagonalize(a: usize, row: usize, n: usize, d: usize, e: usize): void {
  for (let i = n - 1; i > 0; i--) {
    const u = a + i * row;
    const last = u + ((i - 1) << 3);
    let h = dot(u, u, i << 3);
    if (i === 1 || h === 0) {
      store<f64>(e + (i << 3), load<f64>(last));
      store<f64>(d + (i << 3), 0);
      continue;
    }
    const f = load<f64>(last);
    const g = f > 0 ? -sqrt(h) : sqrt(h);
    h -= f * g;
    store<f64>(last, f - g);
    // The entries of e before i are free until their turn comes.
    timesVector(a, row, u, e, i);
    const half = dot(e, u, i << 3) / h / (h + h);
    for (let j: usize = 0; j < i; j++) {
      const at = e + (j << 3);
      store<f64>(at, load<f64>(at) / h - half * load<f64>(u + (j << 3)));
    }
    lessOuter(a, row, u, e, i);
    store<f64>(e + (i << 3), g);
    store<f64>(d + (i << 3), h);
  }
  store<f64>(d, 0);
  for (let i: usize = 0; i < n; i++) {
    const own = a + i * row;
    const h = load<f64>(d + (i << 3));
    if (h !== 0) reflectRows(a, row, own, h, i);
    store<f64>(d + (i << 3), load<f64>(own + (i << 3)));
    memory.fill(own, 0, i << 3);
    store<f64>(own + (i << 3), 1);
    for (let j: usize = 0; j < i; j++) store<f64>(a + j * row + (i << 3), 0);
  }
}

/**
 * Turns rows next to each other, as sweeps say that lie one after the other: the lowest row of each, a number of turns, then
 * cosine and sine of each turn. Eight columns at a time, which stay in the processor's nearest cache through all sweeps.
 */
function turnRows(a: usize, row: usize, from: usize, to: usize): void {
  for (let at: usize = 0; at < row; at += 64) {
    for (let told = from; told < to; ) {
      let upper = a + <usize>load<f64>(told) * row + at;
      const end = told + 16 + ((<usize>load<f64>(told, 8)) << 4);
      let x0 = v128.load(upper);
      let x1 = v128.load(upper, 16);
      let x2 = v128.load(upper, 32);
      let x3 = v128.load(upper, 48);
      for (told += 16; told < end; told += 16) {
        const c = v128.load64_splat(told);
        const s = v128.load64_splat(told, 8);
        const below = upper - row;
        const y0 = v128.load(below);
        const y1 = v128.load(below, 16);
        const y2 = v128.load(below, 32);
        const y3 = v128.load(below, 48);
        v128.store(upper, f64x2.add(f64x2.mul(s, y0), f64x2.mul(c, x0)));
        v128.store(upper, f64x2.add(f64x2.mul(s, y1), f64x2.mul(c, x1)), 16);
        v128.store(upper, f64x2.add(f64x2.mul(s, y2), f64x2.mul(c, x2)), 32);
        v128.store(upper, f64x2.add(f64x2.mul(s, y3), f64x2.mul(c, x3)), 48);
        x0 = f64x2.sub(f64x2.mul(c, y0), f64x2.mul(s, x0));
        x1 = f64x2.sub(f64x2.mul(c, y1), f64x2.mul(s, x1));
        x2 = f64x2.sub(f64x2.mul(c, y2), f64x2.mul(s, x2));
        x3 = f64x2.sub(f64x2.mul(c, y3), f64x2.mul(s, x3));
        upper = below;
      }
      v128.store(upper, x0);
      v128.store(upper, x1, 16);
      v128.store(upper, x2, 32);
      v128.store(upper, x3, 48);
    }
  }
}

/** Turns are noted, and done when there is no more room for those of a sweep. */
function diagonalize(a: usize, row: usize, n: usize, d: usize, e: usize, turns: usize, room: usize): void {
  memory.copy(e, e + 8, (n - 1) << 3);
  store<f64>(e + ((n - 1) << 3), 0);
  let told = turns;
  for (let l: usize = 0; l < n; l++) {
    const dl = d + (l << 3);
    const el = e + (l << 3);
    for (let sweep = 0; sweep < sweeps; sweep++) {
      let m = l;
      for (; m < n - 1; m++) {
        const at = m << 3;
        if (!(abs(load<f64>(e + at)) > f64.EPSILON * (abs(load<f64>(d + at)) + abs(load<f64>(d + at, 8))))) break;
      }
      if (m === l) break;
      if (told + ((m - l + 1) << 4) > turns + room) {
        turnRows(a, row, turns, told);
        told = turns;
      }
      const start = told;
      told += 16;
      let g = (load<f64>(dl, 8) - load<f64>(dl)) / (2 * load<f64>(el));
      let r = sqrt(g * g + 1);
      g = load<f64>(d + (m << 3)) - load<f64>(dl) + load<f64>(el) / (g + (g >= 0 ? r : -r));
      let s: f64 = 1;
      let c: f64 = 1;
      let p: f64 = 0;
      let early = false;
      for (let i = m; i > l; i--) {
        const di = d + (i << 3);
        const ei = e + (i << 3);
        const f = s * load<f64>(ei - 8);
        const b = c * load<f64>(ei - 8);
        r = sqrt(f * f + g * g);
        store<f64>(ei, r);
        if (r === 0) {
          store<f64>(di, load<f64>(di) - p);
          store<f64>(e + (m << 3), 0);
          early = true;
          break;
        }
        s = f / r;
        c = g / r;
        g = load<f64>(di) - p;
        r = (load<f64>(di - 8) - g) * s + 2 * c * b;
        p = s * r;
        store<f64>(di, g + p);
        g = c * r - b;
        store<f64>(told, c);
        store<f64>(told, s, 8);
        told += 16;
      }
      store<f64>(start, <f64>m);
      store<f64>(start, <f64>((told - start - 16) >> 4), 8);
      if (early) continue;
      store<f64>(dl, load<f64>(dl) - p);
      store<f64>(el, g);
      store<f64>(e + (m << 3), 0);
    }
  }
  turnRows(a, row, turns, told);
}

/**
 * Of n rows of `row` bytes, a multiple of 64, that are 0 behind the matrix: its lower triangle is read, and a vector a row is
 * left in its place, the values in d.
 */
export function eigen(a: usize, row: usize, n: usize, d: usize, e: usize, turns: usize, room: usize): void {
  tridiagonalize(a, row, n, d, e);
  diagonalize(a, row, n, d, e, turns, room);
}
