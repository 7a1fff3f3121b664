import { float, log } from "@kaviar/tune";
import { bayesianRidge } from "../../models/bayesian-ridge.ts";
import { elasticNet } from "../../models/elastic-net.ts";
import { lda } from "../../models/lda.ts";
import { linearSvm } from "../../models/linear-svm.ts";
import { logisticRegression } from "../../models/logistic-regression.ts";
import { qda } from "../../models/qda.ts";
import { ridge } from "../../models/ridge.ts";
import { grammarPart } from "../grammar.ts";

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Products of all columns with each other. */
const products = ({ rows, columns }: Size): number => 8 * Math.min(columns, Math.max(rows, 1_000)) * columns;

/** A matrix of all columns with each other, and its factors. */
const square = ({ rows, columns }: Size): number => 8 * columns * (rows + 2 * columns);

/** Scores by sums of the columns, each times a coefficient, and models of the same kind. */
export const linearModels = {
  logisticRegression: grammarPart({
    role: "model",
    tasks: ["classes"],
    light: true,
    ranges: { c: log(1e-4, 1e3) },
    bytes: products,
    make: (values) => logisticRegression({ ...values, tol: 1e-5 }),
  }),
  ridge: grammarPart({
    role: "model",
    tasks: ["numbers"],
    light: true,
    ranges: { alpha: log(1e-4, 1e4) },
    bytes: products,
    make: ridge,
  }),
  elasticNet: grammarPart({
    role: "model",
    tasks: ["numbers"],
    ranges: { alpha: log(1e-4, 10), l1Ratio: float(0.05, 1) },
    make: (values) => elasticNet({ ...values, tol: 1e-6 }),
  }),
  bayesianRidge: grammarPart({
    role: "model",
    tasks: ["numbers"],
    suits: ({ width }) => width <= 500,
    bytes: square,
    make: () => bayesianRidge(),
  }),
  linearSvm: grammarPart({
    role: "model",
    tasks: ["classes"],
    ranges: { c: log(1e-4, 1e2) },
    suits: ({ rows }) => rows <= 50_000,
    make: (values) => linearSvm({ ...values, tol: 1e-5 }),
  }),
  lda: grammarPart({
    role: "model",
    tasks: ["classes"],
    light: true,
    ranges: { shrinkage: float(0, 1) },
    suits: ({ width }) => width <= 500,
    bytes: square,
    make: ({ shrinkage }) => lda({ solver: "lsqr", shrinkage }),
  }),
  qda: grammarPart({
    role: "model",
    tasks: ["classes"],
    ranges: { regParam: float(0, 1) },
    suits: ({ width, rarest }) => width <= 100 && rarest >= 10,
    bytes: ({ rows, columns, classes }) => 8 * columns * (rows + (classes + 2) * columns),
    make: qda,
  }),
};
