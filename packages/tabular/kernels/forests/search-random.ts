import { addRow } from "./add-row";
import { at4, at8, clear } from "./addresses";
import {
  classes,
  columnBytes,
  data,
  facts,
  found,
  gainFactor,
  left,
  minLeaf,
  near,
  order,
  right,
  rowBytes,
  stride,
} from "./memory";
import { random } from "./random";
import { score } from "./score";
import { isBetter, splitByThreshold } from "./split";

/** The values of two rows beside each other. */
function pair(origin: usize, at: usize, bytes: usize): v128 {
  const one = v128.load64_zero(origin + <usize>load<i32>(at) * bytes);
  return v128.load64_lane(origin + <usize>load<i32>(at, 4) * bytes, one, 1);
}

/** A split drawn at random; says whether the column's values differ. */
export function searchRandom(column: i32, start: i32, end: i32): bool {
  const count = end - start;
  const origin = data + <usize>column * columnBytes;
  let at = at4(order, start);
  let to = found;
  let lows = f64x2.splat(Infinity);
  let highs = f64x2.splat(-Infinity);
  let misses = i64x2.splat(0);
  // Two rows at a time. These minima let a missing value pass by.
  for (const last = to + ((<usize>count & ~1) << 3); to < last; to += 16) {
    const two = pair(origin, at, rowBytes);
    v128.store(to, two);
    lows = f64x2.pmin(lows, two);
    highs = f64x2.pmax(highs, two);
    misses = i64x2.sub(misses, f64x2.ne(two, two));
    at += 8;
  }
  if (count & 1) {
    const value = load<f64>(origin + <usize>load<i32>(at) * rowBytes);
    store<f64>(to, value);
    lows = f64x2.pmin(lows, f64x2.splat(value));
    highs = f64x2.pmax(highs, f64x2.splat(value));
    if (Number.isNaN(value)) misses = i64x2.add(misses, i64x2(1, 0));
  }
  const least = min<f64>(f64x2.extract_lane(lows, 0), f64x2.extract_lane(lows, 1));
  const most = max<f64>(f64x2.extract_lane(highs, 0), f64x2.extract_lane(highs, 1));
  const gaps = <i32>(i64x2.extract_lane(misses, 0) + i64x2.extract_lane(misses, 1));
  if (gaps === count || (least === most && gaps === 0)) return false;
  const threshold = thresholdBetween(least, most, random());
  const isLeft = gaps > 0 && random() < 0.5;
  addLeft(start, count, threshold, isLeft ? 1 : 0);
  for (let k = 0; k < stride; k++) store<f64>(at8(right, k), load<f64>(at8(facts, k)) - load<f64>(at8(left, k)));
  const rowsLeft = load<f64>(left);
  const rowsRight = load<f64>(right);
  if (rowsLeft < <f64>minLeaf || rowsRight < <f64>minLeaf) return true;
  const gain = gainFactor * score(left) + gainFactor * score(right) - gainFactor * score(facts);
  if (isBetter(gain)) splitByThreshold(column, gain, gaps > 0 ? isLeft : rowsLeft > rowsRight, threshold);
  return true;
}

function thresholdBetween(least: f64, most: f64, share: f64): f64 {
  const from = max<f64>(-f64.MAX_VALUE, least);
  const to = min<f64>(f64.MAX_VALUE, most);
  const threshold = to - from < Infinity ? from + (to - from) * share : from * (1 - share) + to * share;
  return threshold < most ? threshold : least;
}

/** Adds up what goes left, of the rows with even and with odd numbers apart. */
function addLeft(start: i32, count: i32, threshold: f64, missingLeft: i32): void {
  if (classes !== 0) {
    clear(left, stride);
    for (let i = 0; i < count; i++) {
      const value = load<f64>(at8(found, i));
      if (value <= threshold || (missingLeft !== 0 && Number.isNaN(value)))
        addRow(left, load<i32>(at4(order, start + i)));
    }
    return;
  }
  const limit = f64x2.splat(threshold);
  const gapsGo = i64x2.splat(missingLeft ? -1 : 0);
  let kept = i64x2.splat(0);
  let weight = f64x2.splat(0);
  let sum = f64x2.splat(0);
  let at = near;
  let from = found;
  for (const last = from + ((<usize>count & ~1) << 3); from < last; from += 16) {
    const two = v128.load(from);
    const goes = v128.or(f64x2.le(two, limit), v128.and(gapsGo, f64x2.ne(two, two)));
    kept = i64x2.sub(kept, goes);
    weight = f64x2.add(weight, v128.and(goes, v128.load(at)));
    sum = f64x2.add(sum, v128.and(goes, v128.load(at, 16)));
    at += 32;
  }
  if (count & 1) {
    const one = v128.load64_zero(from);
    const goes = v128.or(f64x2.le(one, limit), v128.and(gapsGo, f64x2.ne(one, one)));
    const own = v128.and(goes, i64x2(-1, 0));
    kept = i64x2.sub(kept, own);
    weight = f64x2.add(weight, v128.and(own, v128.load64_zero(at)));
    sum = f64x2.add(sum, v128.and(own, v128.load64_zero(at, 16)));
  }
  store<f64>(left, <f64>(i64x2.extract_lane(kept, 0) + i64x2.extract_lane(kept, 1)));
  store<f64>(left, f64x2.extract_lane(weight, 0) + f64x2.extract_lane(weight, 1), 8);
  store<f64>(left, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1), 16);
}
