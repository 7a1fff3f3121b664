import type { NumberColumn } from "../table/column.ts";
import type { Correlation } from "./profile.ts";

/** So many products of two values are looked at; of more rows only every second, third, … */
const most = 4e8;
const atLeast = 0.5;
export const mostPairs = 50;

/** When so many pairs were found, all but the closest are forgotten. */
const mostKept = 10_000;

/** So many columns are held against each other. */
const mostColumns = 2_000;

/**
 * Pairs of columns whose correlation is at least a half, the closest first. (Pearson 1895) Of thousands of columns the first
 * ones that are no constants are looked at.
 */
export const correlationsOf = (all: readonly NumberColumn[], rows: number): readonly Correlation[] => {
  const columns = all.filter(({ values }) => values.some((value) => value !== values[0])).slice(0, mostColumns);
  const pairs = (columns.length * (columns.length - 1)) / 2;
  const step = Math.max(1, Math.ceil((pairs * rows) / most));
  const standard = columns.map(({ values }) => standardized(values, step));
  const found: Correlation[] = [];
  let least = atLeast;
  const forget = (): void => {
    found.sort((one, other) => Math.abs(other.r) - Math.abs(one.r));
    found.length = Math.min(found.length, mostPairs);
  };
  for (let a = 0; a < columns.length; a++) {
    for (let b = 0; b < a; b++) {
      const r = correlation(standard[b]!, standard[a]!);
      if (!(Math.abs(r) >= least)) continue;
      found.push({ columns: [columns[b]!.name, columns[a]!.name], r });
      if (found.length < mostKept) continue;
      forget();
      least = Math.abs(found.at(-1)!.r);
    }
  }
  forget();
  return found;
};

interface Standard {
  readonly values: Float64Array;
  readonly complete: boolean;
}

/** With mean 0 and deviation 1, so that products stay in range. What is not finite counts as missing. */
const standardized = (all: Float64Array, step: number): Standard => {
  const values =
    step === 1 ? all.slice() : Float64Array.from({ length: Math.ceil(all.length / step) }, (_, i) => all[i * step]!);
  let [count, sum] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / count);
  const isFlat = !(deviation > 1e-12 * Math.abs(mean));
  for (let i = 0; i < values.length; i++) values[i] = isFlat ? Number.NaN : (values[i]! - mean) / deviation;
  return { values, complete: !isFlat && count === values.length };
};

const correlation = (a: Standard, b: Standard): number => {
  const [x, y] = [a.values, b.values];
  if (a.complete && b.complete) {
    let products = 0;
    for (let i = 0; i < x.length; i++) products += x[i]! * y[i]!;
    return Math.max(-1, Math.min(1, products / x.length));
  }
  let [n, sx, sy, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [p, q] = [x[i]!, y[i]!];
    if (!Number.isFinite(p) || !Number.isFinite(q)) continue;
    n++;
    sx += p;
    sy += q;
    xx += p * p;
    yy += q * q;
    xy += p * q;
  }
  const [vx, vy] = [xx - (sx * sx) / n, yy - (sy * sy) / n];
  return n < 3 || vx <= 1e-12 || vy <= 1e-12 ? 0 : Math.max(-1, Math.min(1, (xy - (sx * sy) / n) / Math.sqrt(vx * vy)));
};
