import { either, flag, listOf, notNegative, type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import type { FitContext } from "../contract/context.ts";
import { type Matrix, matrixOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import { type ClassTarget, withoutTarget } from "../contract/target.ts";
import { TableError } from "../error.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import { everyRow } from "./contract/every-row.ts";
import { inScales, type Kernel, likeness, likenessInGraph } from "./gaussian-process/kernel.ts";
import { type ClassProcess, processOfClass, surpriseOfClass } from "./gaussian-process/laplace.ts";
import { logisticOfNormal, logisticOfNormalInGraph } from "./gaussian-process/logistic-normal.ts";
import { surpriseOfNumbers, weightsOfNumbers } from "./gaussian-process/regression.ts";
import { searchKernel } from "./gaussian-process/search.ts";

const read = options("gaussianProcess", {
  /** How likeness falls with distance: `rbf` is as smooth as can be, `matern` as rough as `nu` says. */
  kernel: oneOf("rbf", "matern").default("rbf"),
  /** How smooth Matérn's kernel is: 0.5 has kinks everywhere. */
  nu: oneOf(0.5, 1.5, 2.5).default(1.5),
  /** The variance of the process, to begin with. */
  variance: positive.default(1),
  /** How far likeness reaches, to begin with: one for all columns, or one for each. */
  lengthScale: either(positive, listOf(positive)).default(1),
  /** The variance of what each row has for itself, to begin with; without noise 0. Unless said, 1 for numbers, 0 for classes. */
  noise: notNegative.optional(),
  /** What is added to the covariance's diagonal, for numbers: it can then be inverted. */
  alpha: notNegative.default(1e-10),
  /** Whether variance, length scales and noise are learned; else they stay as they are given. */
  optimize: flag.default(true),
  /** How many more searches start from parameters drawn at random. */
  nRestartsOptimizer: whole(0).default(0),
  /** Whether numbers are moved to mean 0 and deviation 1 first. */
  normalizeY: flag.default(true),
});

export type GaussianProcessOptions = OptionsOf<typeof read>;

type Options = ReturnType<typeof read>;

interface NumbersState {
  readonly kind: "numbers";
  readonly kernel: Kernel;
  /** The training rows, in units of the length scales. */
  readonly points: Matrix;
  readonly weights: Float64Array;
  readonly mean: number;
  readonly deviation: number;
}

interface ClassesState {
  readonly kind: "classes";
  readonly classes: number;
  /** One for two classes, of the second one; else one for each; none for one class alone. */
  readonly processes: readonly (ClassProcess & { readonly kernel: Kernel; readonly points: Matrix })[];
}

/** Beyond it, each of a few matrices of rows × rows takes more than 128 MB, and minutes. */
const mostRows = 4000;

const rowsOf = (table: Parameters<typeof matrixOf>[1]): Matrix => {
  if (table.rows > mostRows) {
    const gigabytes = ((6 * 8 * table.rows ** 2) / 1e9).toPrecision(2);
    throw new TableError(
      "data",
      `gaussianProcess is for at most ${mostRows} rows: ${table.rows} take ${gigabytes} GB for matrices of rows × rows.`,
      { remedy: "Give it a sample, or put nystroem() before ridge()." },
    );
  }
  return matrixOf("gaussianProcess", table);
};

const kernelOf = ({ kernel, nu, variance, lengthScale, noise }: Options, columns: number, usual: number): Kernel => {
  const lengthScales = Float64Array.from(typeof lengthScale === "number" ? [lengthScale] : lengthScale);
  if (lengthScales.length !== 1 && lengthScales.length !== columns)
    throw new TableError(
      "options",
      `gaussianProcess needs a length scale for each column: got ${lengthScales.length} for ${plural(columns, "column")}.`,
    );
  return { shape: kernel === "rbf" ? "rbf" : nu, variance, lengthScales, noise: noise ?? usual };
};

const fitNumbers = async (x: Matrix, values: Float64Array, given: Options, context: FitContext) => {
  const { normalizeY, alpha, optimize, nRestartsOptimizer } = given;
  const mean = normalizeY ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = normalizeY ? Math.sqrt(squares / values.length) || 1 : 1;
  const observed = { x, y: values.map((value) => (value - mean) / deviation), alpha };
  const start = kernelOf(given, x.columns, 1);
  const kernel = optimize
    ? await searchKernel(start, await surpriseOfNumbers(observed, context), nRestartsOptimizer, context)
    : start;
  const weights = await weightsOfNumbers(observed, kernel, context);
  return { kind: "numbers", kernel, points: inScales(x, kernel), weights, mean, deviation } as const;
};

const fitClasses = async (
  x: Matrix,
  { classes, codes }: ClassTarget,
  given: Options,
  context: FitContext,
): Promise<ClassesState> => {
  const start = kernelOf(given, x.columns, 0);
  const singled = classes.length === 1 ? [] : classes.length === 2 ? [1] : [...classes.keys()];
  const processes = [];
  for (const code of singled) {
    const rows = { x, y: Float64Array.from(codes, (each) => (each === code ? 1 : 0)) };
    const own = context.within(code);
    const kernel = given.optimize
      ? await searchKernel(start, await surpriseOfClass(rows, own), given.nRestartsOptimizer, own)
      : start;
    processes.push({ ...(await processOfClass(rows, kernel, own)), kernel, points: inScales(x, kernel) });
  }
  return { kind: "classes", classes: classes.length, processes };
};

/** How alike a row is to each training row. */
const likenesses = (kernel: Kernel, x: Matrix, row: number, points: Matrix): Float64Array =>
  Float64Array.from({ length: points.rows }, (_, point) => likeness(kernel, x, row, points, point));

const sumOf = (a: Float64Array, b: Float64Array, from = 0): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[from + i]!;
  return sum;
};

/** P(class) of each row, by one process. */
const probabilitiesBy = (
  { kernel, points, weights, spread }: ClassesState["processes"][number],
  x: Matrix,
): Float64Array => {
  const scaled = inScales(x, kernel);
  return Float64Array.from({ length: x.rows }, (_, row) => {
    const alike = likenesses(kernel, scaled, row, points);
    let variance = kernel.variance + kernel.noise;
    for (let i = 0; i < points.rows; i++) variance -= sumOf(alike, spread, i * points.rows) ** 2;
    return logisticOfNormal(sumOf(alike, weights), Math.max(variance, 0));
  });
};

const predictClasses = ({ classes, processes }: ClassesState, x: Matrix): Float64Array => {
  const answers = new Float64Array(x.rows * classes);
  if (classes === 1) return answers.fill(1);
  const shares = processes.map((process) => probabilitiesBy(process, x));
  for (let row = 0; row < x.rows; row++) {
    const own = classes === 2 ? [1 - shares[0]![row]!, shares[0]![row]!] : shares.map((share) => share[row]!);
    const total = own.reduce((sum, share) => sum + share, 0);
    for (let c = 0; c < classes; c++) answers[row * classes + c] = own[c]! / total;
  }
  return answers;
};

const classesInGraph = ({ classes, processes }: ClassesState, wires: readonly Wire[], graph: GraphBuilder): string => {
  const shares = processes.map(({ kernel, points, weights, spread }) => {
    const n = points.rows;
    const alike = likenessInGraph(kernel, points, wires, graph);
    const mean = graph.node("MatMul", [alike, graph.doubles(weights, [n, 1])]);
    const turned = graph.node("Transpose", [graph.doubles(spread, [n, n])], { attributes: { perm: [1, 0] } });
    const through = graph.node("MatMul", [alike, turned]);
    const fall = graph.node("ReduceSum", [graph.node("Mul", [through, through]), graph.integers([1])]);
    const rest = graph.node("Sub", [graph.doubles([kernel.variance + kernel.noise], []), fall]);
    return logisticOfNormalInGraph(mean, graph.node("Max", [rest, graph.doubles([0], [])]), graph);
  });
  const all = classes === 2 ? [graph.node("Sub", [graph.doubles([1], []), shares[0]!]), shares[0]!] : shares;
  const beside = graph.node("Concat", all, { attributes: { axis: 1 } });
  return graph.node("Div", [beside, graph.node("ReduceSum", [beside, graph.integers([1])])]);
};

/**
 * A smooth unknown function, of which each training row tells something about its surroundings.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), gaussianProcess({ kernel: "matern", nu: 2.5 }));
 * ```
 * Variance, length scales and noise are learned by the evidence, from those given; the search is as long as rows³. Other
 * than scikit-learn's it learns noise and normalizes numbers unless told not to. Classes are told apart one against the
 * rest, by Laplace's approximation. All rows weigh the same, whatever their weights.
 */
export const gaussianProcess = createModel(
  read,
  {
    name: "Gaussian process",
    formula: "E[y(x)] = k(x, X) (K + σ²I)⁻¹ y",
    use: "few rows, few columns, a smooth relation: hundreds of rows rather than thousands",
    pitfall: "time grows with rows³ and memory with rows²; scale first, or length scales mean nothing",
    reference: "Rasmussen & Williams 2006",
    seeAlso: ["kNearest", "nystroem", "scale"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: async ({ table, target }, given, context): Promise<NumbersState | ClassesState> => {
      if (target.task === "anomalies") throw withoutTarget("gaussianProcess");
      const x = rowsOf(table);
      return target.task === "numbers"
        ? fitNumbers(x, target.values, given, context)
        : fitClasses(x, target, given, context);
    },
    predict: (state, table) => {
      const x = matrixOf("gaussianProcess", table);
      if (state.kind === "classes") return predictClasses(state, x);
      const { kernel, points, weights, mean, deviation } = state;
      const scaled = inScales(x, kernel);
      return Float64Array.from(
        { length: x.rows },
        (_, row) => mean + deviation * sumOf(likenesses(kernel, scaled, row, points), weights),
      );
    },
    onnx: (state, wires, graph) => {
      if (state.kind === "classes")
        return state.classes === 1 ? everyRow([1], wires, graph) : classesInGraph(state, wires, graph);
      const { kernel, points, weights, mean, deviation } = state;
      const alike = likenessInGraph(kernel, points, wires, graph);
      const said = graph.node("MatMul", [alike, graph.doubles(weights, [points.rows, 1])]);
      const wide = graph.node("Mul", [said, graph.doubles([deviation], [])]);
      return graph.node("Add", [graph.doubles([mean], []), wide]);
    },
  },
);
