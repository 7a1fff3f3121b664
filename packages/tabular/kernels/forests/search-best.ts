import { at4, at8, clear } from "./addresses";
import { group, groupCount } from "./group";
import { codes, facts, gainFactor, groups, left, minLeaf, missing, right, stride, sums } from "./memory";
import { score } from "./score";
import { isBetter, splitByCode } from "./split";

// The best place of a column.
let bestAt: i32 = -1;
let bestScore: f64 = 0;
let bestMissingLeft: bool = false;

function scanSquares(isMissing: bool, isLeft: bool): void {
  const count = load<f64>(facts);
  const weight = load<f64>(facts, 8);
  const total = load<f64>(facts, 16);
  const last = isMissing && !isLeft ? groupCount : groupCount - 1;
  let leftRows = isLeft ? load<f64>(missing) : 0;
  let leftWeight = isLeft ? load<f64>(missing, 8) : 0;
  let leftSum = isLeft ? load<f64>(missing, 16) : 0;
  let from = groups;
  const least = <f64>minLeaf;
  for (let g = 0; g < last; g++) {
    leftRows += load<f64>(from);
    leftWeight += load<f64>(from, 8);
    leftSum += load<f64>(from, 16);
    from += 24;
    const rightSum = total - leftSum;
    const here = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / (weight - leftWeight);
    if (here > bestScore && leftRows >= least && count - leftRows >= least) {
      bestScore = here;
      bestAt = g;
      bestMissingLeft = isMissing ? isLeft : leftRows > count - leftRows;
    }
  }
}

function scanClasses(isMissing: bool, isLeft: bool): void {
  if (isLeft) memory.copy(left, missing, (<usize>stride) << 3);
  else clear(left, stride);
  const last = isMissing && !isLeft ? groupCount : groupCount - 1;
  const least = <f64>minLeaf;
  let from = groups;
  for (let g = 0; g < last; g++) {
    for (let k = 0; k < stride; k++) {
      const sum = load<f64>(at8(left, k)) + load<f64>(from);
      store<f64>(at8(left, k), sum);
      store<f64>(at8(right, k), load<f64>(at8(facts, k)) - sum);
      from += 8;
    }
    if (load<f64>(left) < least || load<f64>(right) < least) continue;
    const here = score(left) + score(right);
    if (here > bestScore) {
      bestScore = here;
      bestAt = g;
      bestMissingLeft = isMissing ? isLeft : load<f64>(left) > load<f64>(right);
    }
  }
}

/** The best split of a column; says whether its values differ. */
export function searchBest(column: i32, start: i32, end: i32): bool {
  group(column, start, end);
  const isMissing = load<f64>(missing) > 0;
  if (groupCount === 0 || (groupCount === 1 && !isMissing)) return false;
  bestAt = -1;
  bestScore = -Infinity;
  if (sums === 1) {
    scanSquares(isMissing, false);
    if (isMissing) scanSquares(isMissing, true);
  } else {
    scanClasses(isMissing, false);
    if (isMissing) scanClasses(isMissing, true);
  }
  if (bestAt < 0) return true;
  const gain = gainFactor * (bestScore - score(facts));
  if (!isBetter(gain)) return true;
  const next = bestAt === groupCount - 1 ? -1 : load<i32>(at4(codes, bestAt + 1));
  splitByCode(column, gain, bestMissingLeft, load<i32>(at4(codes, bestAt)), next);
  return true;
}
