/**
 * Steps down the slope of a loss, a row after the other. Rows are padded to a multiple of 4 columns. The twin, and what
 * lies where, are in `src/models/sgd/rounds.ts`.
 */

function sum(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

function product(a: usize, b: usize, bytes: usize): f64 {
  let one = f64x2.splat(0);
  let other = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    one = f64x2.add(one, f64x2.mul(v128.load(a + at), v128.load(b + at)));
    other = f64x2.add(other, f64x2.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  return sum(f64x2.add(one, other));
}

/** Adds a row times a factor to coefficients. */
function addTo(w: usize, x: usize, bytes: usize, factor: f64): void {
  const by = f64x2.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(w + at, f64x2.add(v128.load(w + at), f64x2.mul(v128.load(x + at), by)));
}

function multiply(w: usize, bytes: usize, factor: f64): void {
  const by = f64x2.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(w + at, f64x2.mul(v128.load(w + at), by));
}

/** Moves means towards coefficients times a factor, by a share of the way. */
function moveTo(mean: usize, w: usize, bytes: usize, factor: f64, share: f64): void {
  const by = f64x2.splat(factor);
  const part = f64x2.splat(share);
  for (let at: usize = 0; at < bytes; at += 16) {
    const now = v128.load(mean + at);
    const way = f64x2.sub(f64x2.mul(v128.load(w + at), by), now);
    v128.store(mean + at, f64x2.add(now, f64x2.mul(part, way)));
  }
}

/** Takes from coefficients what absolute values cost and has not been taken. Gives the sum of absolute values. */
function pay(w: usize, paid: usize, bytes: usize, owed: f64): f64 {
  let absolutes: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 8) {
    const before = load<f64>(w + at);
    const done = load<f64>(paid + at);
    let after = before;
    if (before > 0) after = Math.max(0, before - (owed + done));
    else if (before < 0) after = Math.min(0, before + (owed - done));
    store<f64>(w + at, after);
    store<f64>(paid + at, done + after - before);
    absolutes += Math.abs(after);
  }
  return absolutes;
}

let slope: f64 = 0;

function signed(error: f64, epsilon: f64): f64 {
  return error > epsilon ? 1 : error < -epsilon ? -1 : 0;
}

/** The loss of a score by its number among `lossNames`; its slope beside. */
function lossOf(name: i32, y: f64, score: f64, epsilon: f64): f64 {
  const margin = y * score;
  const error = score - y;
  const far = Math.max(0, Math.abs(error) - epsilon);
  switch (name) {
    case 0:
      slope = margin <= 1 ? -y : 0;
      return Math.max(0, 1 - margin);
    case 1:
      slope = -y / (1 + Math.exp(margin));
      return Math.log1p(Math.exp(-Math.abs(score))) + Math.max(0, -margin);
    case 2:
      slope = margin < -1 ? -4 * y : -2 * y * Math.max(0, 1 - margin);
      return margin < -1 ? -4 * margin : Math.max(0, 1 - margin) * Math.max(0, 1 - margin);
    case 3:
      slope = -2 * y * Math.max(0, 1 - margin);
      return Math.max(0, 1 - margin) * Math.max(0, 1 - margin);
    case 4:
      slope = margin <= 0 ? -y : 0;
      return Math.max(0, -margin);
    case 5:
      slope = error;
      return 0.5 * error * error;
    case 6:
      slope = Math.min(Math.max(error, -epsilon), epsilon);
      return Math.abs(error) <= epsilon ? 0.5 * error * error : epsilon * Math.abs(error) - 0.5 * epsilon * epsilon;
    case 7:
      slope = signed(error, epsilon);
      return far;
    default:
      slope = 2 * signed(error, epsilon) * far;
      return far * far;
  }
}

/** Less than this, and coefficients take in what they are to be multiplied with. */
const leastScale: f64 = 1e-9;

/**
 * A round through `count` rows in an order, each step with a rate of its own. `state` holds the intercept, its mean, what
 * absolute values cost so far, and their sum. Gives what the round cost.
 */
export function descend(
  x: usize,
  bytes: usize,
  order: usize,
  rates: usize,
  count: i32,
  y: usize,
  weights: usize,
  squaresOf: usize,
  w: usize,
  mean: usize,
  paid: usize,
  state: usize,
  name: i32,
  epsilon: f64,
  penalty: f64,
  l1Ratio: f64,
  fitIntercept: bool,
  first: f64,
  averaged: f64,
): f64 {
  let intercept = load<f64>(state);
  let meanIntercept = load<f64>(state, 8);
  let owed = load<f64>(state, 16);
  let absolutes = load<f64>(state, 24);
  let squares = product(w, w, bytes);
  let step = first;
  let cost: f64 = 0;
  // What coefficients are to be multiplied with: squares that cost make all of them smaller with every step.
  let scale: f64 = 1;
  for (let i = 0; i < count; i++) {
    const row = <usize>load<u32>(order + ((<usize>i) << 2));
    const own = x + row * bytes;
    const along = scale * product(w, own, bytes);
    const rate = load<f64>(rates + ((<usize>i) << 3));
    const loss = lossOf(name, load<f64>(y + (row << 3)), along + intercept, epsilon);
    cost += loss + penalty * (0.5 * (1 - l1Ratio) * squares + l1Ratio * absolutes);
    const change = -rate * Math.min(Math.max(slope, -1e12), 1e12) * load<f64>(weights + (row << 3));
    const kept = Math.max(0, 1 - (1 - l1Ratio) * rate * penalty);
    squares = kept * kept * squares + 2 * kept * change * along + change * change * load<f64>(squaresOf + (row << 3));
    scale *= kept;
    if (scale < leastScale) {
      multiply(w, bytes, scale);
      scale = 1;
    }
    if (Math.abs(change) > 0) addTo(w, own, bytes, change / scale);
    if (fitIntercept) intercept += change;
    if (averaged > 0 && averaged <= step) {
      const share = 1 / (step - averaged + 1);
      moveTo(mean, w, bytes, scale, share);
      meanIntercept += share * (intercept - meanIntercept);
    }
    if (l1Ratio > 0) {
      owed += l1Ratio * rate * penalty;
      multiply(w, bytes, scale);
      scale = 1;
      absolutes = pay(w, paid, bytes, owed);
      squares = product(w, w, bytes);
    }
    step += 1;
  }
  multiply(w, bytes, scale);
  store<f64>(state, intercept);
  store<f64>(state, meanIntercept, 8);
  store<f64>(state, owed, 16);
  store<f64>(state, absolutes, 24);
  return cost;
}
