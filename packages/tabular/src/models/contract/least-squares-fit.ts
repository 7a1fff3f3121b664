import { dot } from "@kaviar/base/numerics";
import type { InParts } from "../../contract/in-parts.ts";
import type { Training } from "../../contract/training.ts";
import type { LinearState } from "./linear-function.ts";
import type { Outcome } from "./outcome.ts";
import { type Squares, squaresOf } from "./squares.ts";
import { squaresInParts } from "./squares-in-parts.ts";
import { amongClasses, type Learned, targetsOf, trainingTable } from "./training-rows.ts";

/** Finds coefficients for each of several targets. */
type Solve = (problem: Squares) => Promise<Float64Array[]>;

/**
 * Linear functions by squared errors. The intercept takes no part in penalties: it goes with the means. Classes are
 * numbers here, +1 for the own and −1 for the others.
 */
export const fitSquares = async (
  owner: string,
  training: Training,
  fitIntercept: boolean,
  solve: Solve,
): Promise<LinearState> => {
  const { learned, table } = trainingTable(owner, training);
  const outcome = outcomeOfRows(learned);
  const problem = await squaresOf(owner, table, targetsOf(learned), learned.weights, fitIntercept);
  if (outcome.task === "classes" && outcome.present.length === 1) return certain(outcome, problem.columns);
  return solved(problem, outcome, solve);
};

/** The same again, from more rows than memory holds: by the products of columns alone. */
export const squaresAgain = (
  owner: string,
  { outcome }: LinearState,
  fitIntercept: boolean,
  solve: Solve,
): InParts<LinearState> | undefined => {
  if (outcome.task === "classes" && outcome.present.length === 1) return undefined;
  const among = (learned: Learned) => (outcome.task === "classes" ? amongClasses(learned, outcome.present) : learned);
  return {
    fit: async (parts) => solved(await squaresInParts(owner, parts, fitIntercept, among), outcome, solve),
  };
};

const solved = async (problem: Squares, outcome: Outcome, solve: Solve): Promise<LinearState> => {
  const { columns, means, targetMeans } = problem;
  const solutions = await solve(problem);
  const coefficients = new Float64Array(columns * solutions.length);
  for (const [k, solution] of solutions.entries()) coefficients.set(solution, k * columns);
  const intercepts = Float64Array.from(targetMeans, (mean, k) => mean - dot(means, solutions[k]!));
  return { outcome, coefficients, intercepts, notes: [] };
};

export const outcomeOfRows = (data: Learned): Outcome =>
  data.task === "numbers"
    ? { task: "numbers" }
    : { task: "classes", link: "softmax", present: data.present, classes: data.classes };

/** What is fitted to rows of one class. */
export const certain = (outcome: Outcome, columns: number): LinearState => ({
  outcome,
  coefficients: new Float64Array(columns),
  intercepts: new Float64Array(1),
  notes: [],
});
