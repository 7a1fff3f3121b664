import type { Shape } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Loss } from "./loss.ts";

/** Losses of class numbers, and what takes the same targets as one-hot rows. */
const oneHotOf: Readonly<Record<string, string>> = {
  sparseSoftmaxCrossEntropy: "softmaxCrossEntropy",
  sparseCategoricalCrossEntropy: "categoricalCrossEntropy",
  smoothedSparseSoftmaxCrossEntropy: "smoothedSoftmaxCrossEntropy()",
  sparseSoftmaxFocal: "softmaxFocal()",
};

const sparseOf: Readonly<Record<string, string>> = {
  softmaxCrossEntropy: "sparseSoftmaxCrossEntropy",
  categoricalCrossEntropy: "sparseCategoricalCrossEntropy",
  smoothedSoftmaxCrossEntropy: "smoothedSparseSoftmaxCrossEntropy()",
  softmaxFocal: "sparseSoftmaxFocal()",
};

/** Do targets of this shape suit the loss and the model's output? The batch, in front of both, is not compared. */
export const checkTargetShape = (loss: Loss, target: Shape, prediction: Shape, name: string): void => {
  const [, ...got] = target;
  const [, ...output] = prediction;
  if (loss.target === "none") return;
  if (loss.target === "groups" || loss.target === "sequences") {
    checkFreeShape(loss, got, output, name);
    return;
  }
  const width = output.at(-1) ?? 1;
  const isCategorical = loss.target === "classes" || loss.target === "oneHot";
  if (isCategorical && width === 1) {
    throw shapeError(
      `${loss.name} chooses among 2 classes or more: the model ends in 1 unit.`,
      "End it in a unit for each class, or use sigmoidCrossEntropy for labels 0 and 1.",
    );
  }
  const wanted = wantedShape(loss, output);
  const column = [...output.slice(0, -1), 1];
  if (sameShape(got, wanted)) return;
  if (loss.target === "classes" && sameShape(got, column)) return;
  if (!isCategorical && (wanted.at(-1) ?? 1) === 1 && sameShape(got, wanted.slice(0, -1))) return;
  if (!isCategorical && wanted.length === 0 && sameShape(got, [1])) return;
  throw shapeError(
    `\`${name}\` must have the shape ${show(wanted)} for ${loss.name} after a model that gives ${show(output)}: got ${show(got)}.`,
    remedyOf(loss, got, output, column),
  );
};

/** Targets that are not shaped after the output: a number for each row, or a sequence of classes. */
const checkFreeShape = ({ name, target }: Loss, got: Shape, output: Shape, y: string): void => {
  const [outputs, targets] = target === "groups" ? [1, 0] : [2, 1];
  if (output.length !== outputs) {
    throw shapeError(
      `${name} needs a model that gives ${target === "groups" ? "a code for each row, [N, k]" : "scores of classes at each step, [N, T, C]"}: it gives ${show(output)}.`,
      target === "groups"
        ? "Flatten or pool before the last layer."
        : "End it in dense(classes + 1) after a layer that gives a sequence: gru(64, { sequence: true }).",
    );
  }
  if (got.length === targets || (target === "groups" && sameShape(got, [1]))) return;
  throw shapeError(
    `\`${y}\` must have the shape ${target === "groups" ? "[N]" : "[N, S]"} for ${name}: got ${show(got)}.`,
    target === "groups"
      ? "Give one whole number for each row."
      : "Pad shorter sequences at their end with the blank's number.",
  );
};

/** Without the batch. */
const wantedShape = (loss: Loss, output: Shape): Shape => {
  if (loss.target === "classes") return output.slice(0, -1);
  const { predictionsPerTarget = 1 } = loss;
  if (predictionsPerTarget === 1) return output;
  const width = output.at(-1) ?? 1;
  if (width % predictionsPerTarget === 0) return [...output.slice(0, -1), width / predictionsPerTarget];
  throw shapeError(
    `${loss.name} needs ${predictionsPerTarget} units for each target: the model ends in ${width}.`,
    `End it in ${predictionsPerTarget} units for one target.`,
  );
};

const remedyOf = ({ name, target }: Loss, got: Shape, output: Shape, column: Shape): string => {
  const areClasses = sameShape(got, output.slice(0, -1)) || sameShape(got, column);
  if (target === "classes" && sameShape(got, output)) return `One-hot rows want ${oneHotOf[name] ?? "another loss"}.`;
  if (target === "oneHot" && areClasses) return `Class numbers want ${sparseOf[name] ?? "oneHot(classes) first"}.`;
  if (areClasses && target === "binary")
    return "For class numbers use sparseSoftmaxCrossEntropy; for one label a row end the model in dense(1).";
  return target === "classes"
    ? "Give one class number for each row of scores."
    : `End the model in ${got.at(-1) ?? 1} ${(got.at(-1) ?? 1) === 1 ? "unit" : "units"}, or reshape the targets.`;
};

const shapeError = (law: string, remedy: string) => new ModelError("shape", law, { remedy });

const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** The batch is whatever it is. */
const show = (shape: Shape): string => `[${["N", ...shape].join(", ")}]`;
