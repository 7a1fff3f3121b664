import { bool, choice, int, log, ordinal } from "@kaviar/tune";
import { bernoulliNaiveBayes } from "../../models/bernoulli-naive-bayes.ts";
import { dummy } from "../../models/dummy.ts";
import { gaussianNaiveBayes } from "../../models/gaussian-naive-bayes.ts";
import { gaussianProcess } from "../../models/gaussian-process.ts";
import { kNearest } from "../../models/k-nearest.ts";
import { svm } from "../../models/svm.ts";
import { grammarPart } from "../grammar.ts";

/** Models by likeness of rows, and by columns one at a time. */
export const nearAndNaive = {
  dummy: grammarPart({ role: "model", takes: "anything", baseline: true, make: () => dummy() }),
  kNearest: grammarPart({
    role: "model",
    light: true,
    ranges: ({ rows }) => ({
      k: int(1, Math.max(2, Math.min(100, Math.floor(rows / 4))), { log: true }),
      weights: choice(["uniform", "distance"]),
      p: ordinal([1, 2]),
    }),
    suits: ({ rows }) => rows <= 50_000,
    make: kNearest,
  }),
  svm: grammarPart({
    role: "model",
    ranges: { c: log(1e-2, 1e3), gamma: log(1e-4, 10) },
    suits: ({ rows, classes }) => rows <= 10_000 && classes <= 20,
    seconds: ({ rows, width }) => 4e-10 * rows ** 2 * width,
    make: svm,
  }),
  gaussianProcess: grammarPart({
    role: "model",
    tasks: ["numbers"],
    suits: ({ rows }) => rows <= 500,
    bytes: ({ rows }) => 8 * 6 * rows * rows,
    seconds: ({ rows }) => 0.1 + 3e-8 * rows ** 3,
    make: () => gaussianProcess({ noise: 0.1 }),
  }),
  gaussianNaiveBayes: grammarPart({
    role: "model",
    tasks: ["classes"],
    light: true,
    ranges: { varSmoothing: log(1e-12, 0.1) },
    make: gaussianNaiveBayes,
  }),
  bernoulliNaiveBayes: grammarPart({
    role: "model",
    tasks: ["classes"],
    light: true,
    ranges: { alpha: log(1e-3, 100), fitPrior: bool() },
    make: bernoulliNaiveBayes,
  }),
};
