import type { Shape } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Values } from "../../metrics/contract/metric.ts";
import { checkTargetShape } from "./check-target-shape.ts";
import type { Loss } from "./loss.ts";
import { rangeOf } from "./range-of.ts";

/** A target that breaks the law of its loss. */
interface Offence {
  /** Where in the data. */
  readonly at: number;
  /** What it is, where that is not the number itself: "a row that sums to 1.2". */
  readonly evidence?: string;
}

/** A law of targets and the first offence against it, where there is one; the remedy looks at what was found. */
interface Law {
  readonly law: string;
  readonly offence: (data: ArrayLike<number>, width: number) => Offence | undefined;
  readonly remedy: (value: number, data: ArrayLike<number>) => string;
}

/**
 * Do these targets suit this loss and a model with this output? Throws the law, the first row that breaks it, and the
 * remedy. Both shapes come with the batch in front, which need not be the same.
 */
export const checkTargets = (loss: Loss, { data, shape }: Values, predictionShape: Shape, name = "y"): void => {
  checkTargetShape(loss, shape, predictionShape, name);
  const [rows = 1] = shape;
  for (const { law, offence, remedy } of lawsOf(loss, shape, predictionShape)) {
    const found = offence(data, loss.target === "oneHot" ? predictionShape.at(-1)! : 1);
    if (!found) continue;
    const value = data[found.at]!;
    const row = Math.floor(found.at / Math.max(1, data.length / rows));
    throw new ModelError("labels", `\`${name}\` must be ${law}: got ${found.evidence ?? value} at row ${row}.`, {
      remedy: remedy(value, data),
    });
  }
};

const lawsOf = (loss: Loss, shape: Shape, predictionShape: Shape): readonly Law[] => {
  switch (loss.target) {
    case "classes":
      return [finite, classNumbers(predictionShape.at(-1)!, loss.ignored)];
    case "oneHot":
      return [finite, shares, wholeRows];
    case "binary":
      return [finite, binary];
    case "signs":
      return [finite, signs];
    case "groups":
      return [finite, wholeNumbers];
    case "sequences":
      return [
        finite,
        classNumbers(predictionShape.at(-1)!),
        spelled(loss.blank!, shape.at(-1)!, predictionShape.at(-2)!),
      ];
    case "none":
      return [];
    case "values":
      return loss.least === undefined ? [finite] : [finite, atLeast(loss.least, loss.name)];
  }
};

const each =
  (holds: (value: number) => boolean): Law["offence"] =>
  (data) => {
    for (let at = 0; at < data.length; at++) if (!holds(data[at]!)) return { at };
    return undefined;
  };

const finite: Law = {
  law: "finite numbers",
  offence: each(Number.isFinite),
  remedy: () => "Leave out the row, or fill in what is missing.",
};

const classNumbers = (classes: number, ignored?: number): Law => ({
  law: `integers in [0, ${classes})${ignored === undefined ? "" : `, or ${ignored} where nothing is known`}`,
  offence: each((value) => value === ignored || (Number.isInteger(value) && value >= 0 && value < classes)),
  remedy: (value, data) => {
    if (!Number.isInteger(value)) return "If this is a regression target, use meanSquaredError.";
    const [least, largest] = rangeOf(data);
    if (least === 1 && largest === classes) return "Classes are counted from 0: subtract 1.";
    if (least < 0) return "Classes are counted from 0: give each a number of its own from 0 on.";
    return `End the model in as many units as there are classes: dense(${largest + 1}).`;
  },
});

const shares: Law = {
  law: "shares in [0, 1], one row for each example",
  offence: each((value) => value >= 0 && value <= 1),
  remedy: () => "One-hot rows hold one 1 and else 0; a distribution holds shares that sum to 1.",
};

const wholeRows: Law = {
  law: "rows that sum to 1",
  offence: (data, width) => {
    for (let at = 0; at < data.length; at += width) {
      let sum = 0;
      for (let i = at; i < at + width; i++) sum += data[i]!;
      if (Math.abs(sum - 1) > 1e-3) return { at, evidence: `a sum of ${Number(sum.toPrecision(6))}` };
    }
    return undefined;
  },
  remedy: () => "Where several classes may hold at once, use sigmoidCrossEntropy.",
};

const binary: Law = {
  law: "0 or 1 (or a probability between them)",
  offence: each((value) => value >= 0 && value <= 1),
  remedy: (value, data) => {
    const [least, largest] = rangeOf(data);
    if (value === -1 && largest <= 1) return "For labels −1 and 1 use hinge, or map −1 to 0.";
    if (Number.isInteger(value) && least >= 0)
      return `For class numbers use sparseSoftmaxCrossEntropy after dense(${largest + 1}).`;
    return "If this is a regression target, use meanSquaredError.";
  },
};

const signs: Law = {
  law: "−1 or 1 (or 0 or 1)",
  offence: each((value) => value === 1 || value === -1 || value === 0),
  remedy: (value) =>
    Number.isInteger(value)
      ? "For more than two classes use categoricalHinge with one-hot rows, or sparseSoftmaxCrossEntropy."
      : "If this is a regression target, use meanSquaredError.",
};

const wholeNumbers: Law = {
  law: "whole numbers, the same for rows that belong together",
  offence: each(Number.isInteger),
  remedy: () => "Number the groups 0, 1, 2, …",
};

/** A step for each label, and one more between two that are the same. */
const spelled = (blank: number, length: number, steps: number): Law => ({
  law: `sequences that ${steps} steps can spell, with blanks (${blank}) at their end only`,
  offence: (data) => {
    for (let at = 0; at < data.length; at += length) {
      let end = length;
      while (end > 0 && data[at + end - 1] === blank) end--;
      let needed = end;
      for (let i = at; i < at + end; i++) {
        if (data[i] === blank) return { at: i, evidence: `a blank before the end` };
        if (i > at && data[i] === data[i - 1]) needed++;
      }
      if (needed > steps) return { at, evidence: `one that needs ${needed} steps` };
    }
    return undefined;
  },
  remedy: () =>
    "A label takes a step, and two that are the same one more: let the model keep more steps, or leave out the row.",
});

const atLeast = (least: number, loss: string): Law => ({
  law: `${least} or more for ${loss}`,
  offence: each((value) => value >= least),
  remedy: () => "For targets of both signs use meanSquaredError.",
});
