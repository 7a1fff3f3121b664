import type { Column, Leaf, Side } from "@kaviar/base/numerics";

/** One column cut into the cells within which a tree is constant, and the cells each leaf covers. */
interface Cut {
  readonly widths: Float64Array;
  /** For each leaf, the runs [from, to) of cells. */
  readonly runs: readonly (readonly (readonly [from: number, to: number])[])[];
  /** For each leaf, what its runs measure. */
  readonly measures: Float64Array;
}

/** Of a tree's variance over the evenly filled space: the whole, what each column explains, and what pairs do beyond it. */
export interface VarianceShares {
  readonly total: number;
  of(column: number): number;
  ofPair(a: number, b: number): number;
}

/**
 * Functional ANOVA of a tree (Hutter, Hoos & Leyton-Brown 2014): with a_U(x_U) the mean over all inputs but U, column j
 * explains V_j = Var a_j, and a pair V_jk = Var (a_jk − a_j − a_k). All integrals are exact sums over boxes.
 */
export const varianceShares = (columns: readonly Column[], leaves: readonly Leaf[]): VarianceShares => {
  const cuts = columns.map((column, at) =>
    cut(
      column,
      leaves.map(({ box }) => box[at]!),
    ),
  );
  const volumes = leaves.map((_, i) => cuts.reduce((product, { measures }) => product * measures[i]!, 1));
  const mean = leaves.reduce((sum, { value }, i) => sum + value * volumes[i]!, 0);
  const total = leaves.reduce((sum, { value }, i) => sum + (value - mean) ** 2 * volumes[i]!, 0);
  const curves: (Float64Array | undefined)[] = [];

  /** a_j − mean, by cell. */
  const curve = (at: number): Float64Array => {
    const known = curves[at];
    if (known !== undefined) return known;
    const { widths, runs, measures } = cuts[at]!;
    const steps = new Float64Array(widths.length + 1);
    for (const [i, { value }] of leaves.entries()) {
      const weight = ((value - mean) * volumes[i]!) / measures[i]!;
      for (const [from, to] of runs[i]!) {
        steps[from]! += weight;
        steps[to]! -= weight;
      }
    }
    for (let c = 1; c < steps.length; c++) steps[c]! += steps[c - 1]!;
    curves[at] = steps.subarray(0, widths.length);
    return curves[at];
  };

  return {
    total,
    of: (at) => curve(at).reduce((sum, a, c) => sum + a * a * cuts[at]!.widths[c]!, 0),
    ofPair: (a, b) => {
      const [rows, columnsOf] = [cuts[a]!, cuts[b]!];
      const [height, width] = [rows.widths.length + 1, columnsOf.widths.length + 1];
      const steps = new Float64Array(height * width);
      for (const [i, { value }] of leaves.entries()) {
        const weight = ((value - mean) * volumes[i]!) / (rows.measures[i]! * columnsOf.measures[i]!);
        for (const [top, bottom] of rows.runs[i]!)
          for (const [from, to] of columnsOf.runs[i]!) {
            steps[top * width + from]! += weight;
            steps[top * width + to]! -= weight;
            steps[bottom * width + from]! -= weight;
            steps[bottom * width + to]! += weight;
          }
      }
      const [first, second] = [curve(a), curve(b)];
      let sum = 0;
      for (let r = 0; r < height - 1; r++)
        for (let c = 0; c < width - 1; c++) {
          const at = r * width + c;
          if (c > 0) steps[at]! += steps[at - 1]!;
          if (r > 0) steps[at]! += steps[at - width]! - (c > 0 ? steps[at - width - 1]! : 0);
          sum += (steps[at]! - first[r]! - second[c]!) ** 2 * rows.widths[r]! * columnsOf.widths[c]!;
        }
      return sum;
    },
  };
};

const cut = (column: Column, sides: readonly Side[]): Cut => {
  if (column.kind === "category") {
    const runs = sides.map((side) => runsOf(side as Uint8Array));
    const measures = runs.map((each) => each.reduce((sum, [from, to]) => sum + (to - from) / column.size, 0));
    return { widths: new Float64Array(column.size).fill(1 / column.size), runs, measures: Float64Array.from(measures) };
  }
  const ranges = sides as readonly { low: number; high: number }[];
  const edges = [...new Set(ranges.flatMap(({ low, high }) => [low, high]))].sort((a, b) => a - b);
  const at = new Map(edges.map((edge, i) => [edge, i]));
  return {
    widths: Float64Array.from(edges.slice(1), (edge, i) => edge - edges[i]!),
    runs: ranges.map(({ low, high }) => [[at.get(low)!, at.get(high)!] as const]),
    measures: Float64Array.from(ranges, ({ low, high }) => high - low),
  };
};

const runsOf = (flags: Uint8Array): readonly (readonly [number, number])[] => {
  const runs: (readonly [number, number])[] = [];
  for (let from = 0; from < flags.length; from++) {
    if (flags[from] === 0) continue;
    let to = from;
    while (flags[to] === 1) to++;
    runs.push([from, to]);
    from = to;
  }
  return runs;
};
