/**
 * Logistic regression over panels of rows. Columns lie one after the other, `stride` bytes apart, a multiple of 8 rows in
 * `bytes`; one of them holds a 1 for each row, and 0 where rows are filled up. So do scores, one a class. The twin is
 * `src/kernels/logistic-rows.ts`.
 */
import { exponentials } from "./likeness";

function sum(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Scores of rows: columns times coefficients, which lie a score after the other. */
export function reach(x: usize, stride: usize, bytes: usize, columns: usize, w: usize, count: usize, out: usize): void {
  const row = columns << 3;
  let k: usize = 0;
  for (; k + 1 < count; k += 2) {
    const own = w + k * row;
    const to = out + k * stride;
    for (let at: usize = 0; at < bytes; at += 64) {
      let a0 = f64x2.splat(0);
      let a1 = f64x2.splat(0);
      let a2 = f64x2.splat(0);
      let a3 = f64x2.splat(0);
      let b0 = f64x2.splat(0);
      let b1 = f64x2.splat(0);
      let b2 = f64x2.splat(0);
      let b3 = f64x2.splat(0);
      let from = x + at;
      for (let j: usize = 0; j < row; j += 8) {
        const a = v128.load64_splat(own + j);
        const b = v128.load64_splat(own + row + j);
        const x0 = v128.load(from);
        a0 = f64x2.add(a0, f64x2.mul(a, x0));
        b0 = f64x2.add(b0, f64x2.mul(b, x0));
        const x1 = v128.load(from, 16);
        a1 = f64x2.add(a1, f64x2.mul(a, x1));
        b1 = f64x2.add(b1, f64x2.mul(b, x1));
        const x2 = v128.load(from, 32);
        a2 = f64x2.add(a2, f64x2.mul(a, x2));
        b2 = f64x2.add(b2, f64x2.mul(b, x2));
        const x3 = v128.load(from, 48);
        a3 = f64x2.add(a3, f64x2.mul(a, x3));
        b3 = f64x2.add(b3, f64x2.mul(b, x3));
        from += stride;
      }
      v128.store(to + at, a0);
      v128.store(to + at, a1, 16);
      v128.store(to + at, a2, 32);
      v128.store(to + at, a3, 48);
      v128.store(to + stride + at, b0);
      v128.store(to + stride + at, b1, 16);
      v128.store(to + stride + at, b2, 32);
      v128.store(to + stride + at, b3, 48);
    }
  }
  if (k < count) {
    const own = w + k * row;
    const to = out + k * stride;
    for (let at: usize = 0; at < bytes; at += 64) {
      let a0 = f64x2.splat(0);
      let a1 = f64x2.splat(0);
      let a2 = f64x2.splat(0);
      let a3 = f64x2.splat(0);
      let from = x + at;
      for (let j: usize = 0; j < row; j += 8) {
        const a = v128.load64_splat(own + j);
        a0 = f64x2.add(a0, f64x2.mul(a, v128.load(from)));
        a1 = f64x2.add(a1, f64x2.mul(a, v128.load(from, 16)));
        a2 = f64x2.add(a2, f64x2.mul(a, v128.load(from, 32)));
        a3 = f64x2.add(a3, f64x2.mul(a, v128.load(from, 48)));
        from += stride;
      }
      v128.store(to + at, a0);
      v128.store(to + at, a1, 16);
      v128.store(to + at, a2, 32);
      v128.store(to + at, a3, 48);
    }
  }
}

/**
 * ln x of two x ≥ 1: those of their powers of two, and 2 artanh f of what is left, between √½ and √2, by its series in
 * f = (m − 1) / (m + 1).
 */
function logarithms(x: v128): v128 {
  const power = i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1023));
  const mantissa = v128.or(v128.and(x, i64x2.splat(0xfffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const isHigh = f64x2.gt(mantissa, f64x2.splat(Math.SQRT2));
  const m = v128.bitselect(f64x2.mul(mantissa, f64x2.splat(0.5)), mantissa, isHigh);
  // A small integer as a double: the lowest bits of 1.5 · 2⁵² with it added.
  const magic = f64x2.splat(6755399441055744);
  const count = f64x2.sub(i64x2.add(i64x2.sub(power, isHigh), magic), magic);
  const f = f64x2.div(f64x2.sub(m, f64x2.splat(1)), f64x2.add(m, f64x2.splat(1)));
  const s = f64x2.mul(f, f);
  const s2 = f64x2.mul(s, s);
  const s4 = f64x2.mul(s2, s2);
  const p0 = f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.splat(1.0 / 3), s));
  const p1 = f64x2.add(f64x2.splat(1.0 / 5), f64x2.mul(f64x2.splat(1.0 / 7), s));
  const p2 = f64x2.add(f64x2.splat(1.0 / 9), f64x2.mul(f64x2.splat(1.0 / 11), s));
  const p3 = f64x2.add(f64x2.splat(1.0 / 13), f64x2.mul(f64x2.splat(1.0 / 15), s));
  const p4 = f64x2.add(f64x2.splat(1.0 / 17), f64x2.mul(f64x2.splat(1.0 / 19), s));
  const q0 = f64x2.add(p0, f64x2.mul(p1, s2));
  const q1 = f64x2.add(p2, f64x2.mul(p3, s2));
  const q2 = f64x2.add(p4, f64x2.mul(f64x2.splat(1.0 / 21), s2));
  const p = f64x2.add(q0, f64x2.mul(s4, f64x2.add(q1, f64x2.mul(q2, s4))));
  return f64x2.add(f64x2.mul(count, f64x2.splat(Math.LN2)), f64x2.mul(f64x2.add(f, f), p));
}

/** Of two classes, y 0 or 1: scores become w (p − y), in place. Gives the loss. */
export function missPair(scores: usize, bytes: usize, y: usize, weights: usize): f64 {
  let loss = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const score = v128.load(scores + at);
    const own = v128.load(y + at);
    const weight = v128.load(weights + at);
    const small = exponentials(f64x2.neg(f64x2.abs(score)));
    const up = f64x2.max(score, f64x2.splat(0));
    const cost = f64x2.add(f64x2.sub(up, f64x2.mul(own, score)), logarithms(f64x2.add(f64x2.splat(1), small)));
    loss = f64x2.add(loss, f64x2.mul(weight, cost));
    v128.store(scores + at, f64x2.mul(weight, f64x2.sub(shareOf(score, small), own)));
  }
  return sum(loss);
}

/** 1 / (1 + exp −s), with exp −|s| at hand. */
function shareOf(score: v128, small: v128): v128 {
  const above = v128.bitselect(f64x2.splat(1), small, f64x2.ge(score, f64x2.splat(0)));
  return f64x2.div(above, f64x2.add(f64x2.splat(1), small));
}

/** Of two classes: scores become the shares of the second, in place. */
export function sharePair(scores: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const score = v128.load(scores + at);
    v128.store(scores + at, shareOf(score, exponentials(f64x2.neg(f64x2.abs(score)))));
  }
}

/**
 * Of `count` classes: scores become w (p − y), in place, and it gives the loss. `codes` are the bytes to the scores of the
 * own class; where they are 0, scores become shares.
 */
export function missSeveral(
  scores: usize,
  stride: usize,
  bytes: usize,
  count: usize,
  codes: usize,
  weights: usize,
): f64 {
  let loss = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const start = scores + at;
    const end = start + count * stride;
    let most = v128.load(start);
    for (let score = start + stride; score < end; score += stride) most = f64x2.max(most, v128.load(score));
    let own = most;
    let one: usize = 0;
    let other: usize = 0;
    if (codes) {
      one = start + load<u32>(codes + (at >> 1));
      other = start + 8 + load<u32>(codes + (at >> 1), 4);
      own = f64x2.replace_lane(f64x2.splat(load<f64>(one)), 1, load<f64>(other));
    }
    let total = f64x2.splat(0);
    for (let score = start; score < end; score += stride) {
      const each = exponentials(f64x2.sub(v128.load(score), most));
      v128.store(score, each);
      total = f64x2.add(total, each);
    }
    const weight = codes ? v128.load(weights + at) : f64x2.splat(1);
    const part = f64x2.div(weight, total);
    for (let score = start; score < end; score += stride) v128.store(score, f64x2.mul(v128.load(score), part));
    if (codes) {
      loss = f64x2.add(loss, f64x2.mul(weight, f64x2.sub(f64x2.add(most, logarithms(total)), own)));
      store<f64>(one, load<f64>(one) - f64x2.extract_lane(weight, 0));
      store<f64>(other, load<f64>(other) - f64x2.extract_lane(weight, 1));
    }
  }
  return sum(loss);
}

function add(to: usize, pair: v128): void {
  store<f64>(to, load<f64>(to) + sum(pair));
}

/** Adds to the gradient Σ r x of each score and column: a multiple of 4 of them. */
export function slope(
  x: usize,
  stride: usize,
  bytes: usize,
  columns: usize,
  missed: usize,
  count: usize,
  out: usize,
): void {
  const row = columns << 3;
  let k: usize = 0;
  for (; k + 1 < count; k += 2) {
    const p = missed + k * stride;
    const q = p + stride;
    for (let j: usize = 0; j < columns; j += 4) {
      const a = x + j * stride;
      const b = a + stride;
      const c = b + stride;
      const d = c + stride;
      let ap = f64x2.splat(0);
      let bp = f64x2.splat(0);
      let cp = f64x2.splat(0);
      let dp = f64x2.splat(0);
      let aq = f64x2.splat(0);
      let bq = f64x2.splat(0);
      let cq = f64x2.splat(0);
      let dq = f64x2.splat(0);
      for (let at: usize = 0; at < bytes; at += 16) {
        const ofP = v128.load(p + at);
        const ofQ = v128.load(q + at);
        const ofA = v128.load(a + at);
        ap = f64x2.add(ap, f64x2.mul(ofA, ofP));
        aq = f64x2.add(aq, f64x2.mul(ofA, ofQ));
        const ofB = v128.load(b + at);
        bp = f64x2.add(bp, f64x2.mul(ofB, ofP));
        bq = f64x2.add(bq, f64x2.mul(ofB, ofQ));
        const ofC = v128.load(c + at);
        cp = f64x2.add(cp, f64x2.mul(ofC, ofP));
        cq = f64x2.add(cq, f64x2.mul(ofC, ofQ));
        const ofD = v128.load(d + at);
        dp = f64x2.add(dp, f64x2.mul(ofD, ofP));
        dq = f64x2.add(dq, f64x2.mul(ofD, ofQ));
      }
      const to = out + k * row + (j << 3);
      add(to, ap);
      add(to + 8, bp);
      add(to + 16, cp);
      add(to + 24, dp);
      add(to + row, aq);
      add(to + row + 8, bq);
      add(to + row + 16, cq);
      add(to + row + 24, dq);
    }
  }
  if (k < count) {
    const p = missed + k * stride;
    for (let j: usize = 0; j < columns; j += 4) {
      const a = x + j * stride;
      const b = a + stride;
      const c = b + stride;
      const d = c + stride;
      let ap = f64x2.splat(0);
      let bp = f64x2.splat(0);
      let cp = f64x2.splat(0);
      let dp = f64x2.splat(0);
      for (let at: usize = 0; at < bytes; at += 16) {
        const ofP = v128.load(p + at);
        ap = f64x2.add(ap, f64x2.mul(v128.load(a + at), ofP));
        bp = f64x2.add(bp, f64x2.mul(v128.load(b + at), ofP));
        cp = f64x2.add(cp, f64x2.mul(v128.load(c + at), ofP));
        dp = f64x2.add(dp, f64x2.mul(v128.load(d + at), ofP));
      }
      const to = out + k * row + (j << 3);
      add(to, ap);
      add(to + 8, bp);
      add(to + 16, cp);
      add(to + 24, dp);
    }
  }
}

/** Columns with each row times a factor of its own. */
export function weigh(x: usize, stride: usize, bytes: usize, columns: usize, factors: usize, out: usize): void {
  const end = columns * stride;
  for (let c: usize = 0; c < end; c += stride)
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(out + c + at, f64x2.mul(v128.load(x + c + at), v128.load(factors + at)));
}
