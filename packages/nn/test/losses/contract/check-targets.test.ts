import { describe, expect, it } from "vitest";
import { relu } from "../../../src/activations/relu.ts";
import { ModelError } from "../../../src/error.ts";
import { checkLoss } from "../../../src/losses/contract/check-loss.ts";
import { checkTargets } from "../../../src/losses/contract/check-targets.ts";
import type { Loss } from "../../../src/losses/contract/loss.ts";
import * as losses from "../../../src/losses/index.ts";

/** What is said of targets, a row or a list of rows, after a model with this output. */
const complaint = (
  loss: Loss,
  target: readonly number[] | readonly (readonly number[])[],
  output: readonly number[],
) => {
  const rows = target as readonly (number | readonly number[])[];
  const inner = typeof rows[0] === "number" ? [] : [rows[0]!.length];
  try {
    checkTargets(loss, { data: rows.flat(), shape: [rows.length, ...inner] }, [32, ...output]);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as ModelError).message;
  }
  return undefined;
};

describe("targets before training", () => {
  it("class numbers: a fraction at row 17 looks like regression", () => {
    const labels = Array.from({ length: 20 }, (_, i) => (i === 17 ? 3.5 : i % 3));
    expect(complaint(losses.sparseSoftmaxCrossEntropy, labels, [3])).toBe(
      "`y` must be integers in [0, 3): got 3.5 at row 17.\nIf this is a regression target, use meanSquaredError.",
    );
  });

  it("class numbers: counted from 1, too many, negative", () => {
    const loss = losses.sparseSoftmaxCrossEntropy;
    expect(complaint(loss, [1, 2, 3], [3])).toBe(
      "`y` must be integers in [0, 3): got 3 at row 2.\nClasses are counted from 0: subtract 1.",
    );
    expect(complaint(loss, [0, 1, 9], [3])).toMatch(
      "got 9 at row 2.\nEnd the model in as many units as there are classes: dense(10).",
    );
    expect(complaint(loss, [0, -1], [3])).toMatch("got -1 at row 1.\nClasses are counted from 0: give each a number");
  });

  it("a model with 1 unit cannot choose among classes", () => {
    expect(complaint(losses.sparseSoftmaxCrossEntropy, [0, 1], [1])).toBe(
      "sparseSoftmaxCrossEntropy chooses among 2 classes or more: the model ends in 1 unit.\nEnd it in a unit for each class, or use sigmoidCrossEntropy for labels 0 and 1.",
    );
    expect(complaint(losses.softmaxCrossEntropy, [[1], [1]], [1])).toMatch("chooses among 2 classes");
  });

  it("class numbers and one-hot rows: each names the other loss", () => {
    const oneHot = [
      [1, 0],
      [0, 1],
    ];
    expect(complaint(losses.sparseSoftmaxCrossEntropy, oneHot, [2])).toBe(
      "`y` must have the shape [N] for sparseSoftmaxCrossEntropy after a model that gives [N, 2]: got [N, 2].\nOne-hot rows want softmaxCrossEntropy.",
    );
    expect(complaint(losses.categoricalCrossEntropy, [0, 1, 2], [3])).toMatch(
      "Class numbers want sparseCategoricalCrossEntropy.",
    );
    expect(complaint(losses.categoricalHinge, [[0], [1]], [3])).toMatch("Class numbers want oneHot(classes) first.");
    expect(complaint(losses.sparseSoftmaxFocal(), oneHot, [2])).toMatch("One-hot rows want softmaxFocal().");
    expect(complaint(losses.sigmoidCrossEntropy, [0, 2, 1], [3])).toMatch(
      "For class numbers use sparseSoftmaxCrossEntropy",
    );
  });

  it("one-hot rows sum to 1, with shares in [0, 1]", () => {
    expect(
      complaint(
        losses.softmaxCrossEntropy,
        [
          [0.5, 0.5],
          [1, 1],
        ],
        [2],
      ),
    ).toBe(
      "`y` must be rows that sum to 1: got a sum of 2 at row 1.\nWhere several classes may hold at once, use sigmoidCrossEntropy.",
    );
    expect(complaint(losses.klDivergence, [[1.5, -0.5]], [2])).toMatch(
      "shares in [0, 1], one row for each example: got 1.5 at row 0",
    );
    expect(complaint(losses.klDivergence, [[1 / 3, 1 / 3, 1 / 3]], [3])).toBeUndefined();
  });

  it("0/1 labels: signs, classes and numbers have losses of their own", () => {
    const loss = losses.sigmoidCrossEntropy;
    expect(complaint(loss, [1, -1], [1])).toBe(
      "`y` must be 0 or 1 (or a probability between them): got -1 at row 1.\nFor labels −1 and 1 use hinge, or map −1 to 0.",
    );
    expect(complaint(loss, [0, 1, 2], [1])).toMatch("use sparseSoftmaxCrossEntropy after dense(3)");
    expect(complaint(loss, [0.5, 3.7], [1])).toMatch("If this is a regression target, use meanSquaredError.");
    expect(complaint(loss, [0, 0.25, 1], [1])).toBeUndefined();
    expect(complaint(losses.hinge, [-1, 1, 0], [1])).toBeUndefined();
    expect(complaint(losses.hinge, [1, 2], [1])).toMatch("`y` must be −1 or 1 (or 0 or 1): got 2 at row 1.");
  });

  it("numbers: NaN, infinity and negative counts, with their row", () => {
    expect(
      complaint(
        losses.meanSquaredError,
        [
          [1, 2],
          [3, NaN],
        ],
        [2],
      ),
    ).toBe("`y` must be finite numbers: got NaN at row 1.\nLeave out the row, or fill in what is missing.");
    expect(complaint(losses.huber(), [0, Infinity], [1])).toMatch("got Infinity at row 1");
    expect(complaint(losses.sparseSoftmaxCrossEntropy, [0, NaN], [2])).toMatch("finite numbers: got NaN at row 1");
    expect(complaint(losses.poisson, [3, -2], [1])).toBe(
      "`y` must be 0 or more for poisson: got -2 at row 1.\nFor targets of both signs use meanSquaredError.",
    );
  });

  it("shapes: a column may be plain, all else must fit", () => {
    const loss = losses.meanSquaredError;
    expect(complaint(loss, [1, 2], [1])).toBeUndefined();
    expect(complaint(loss, [[1], [2]], [])).toBeUndefined();
    expect(complaint(loss, [1, 2], [])).toBeUndefined();
    expect(complaint(loss, [[1, 2]], [1])).toBe(
      "`y` must have the shape [N, 1] for meanSquaredError after a model that gives [N, 1]: got [N, 2].\nEnd the model in 2 units, or reshape the targets.",
    );
    expect(complaint(loss, [1, 2], [3])).toMatch("got [N].\nEnd the model in 1 unit");
    expect(complaint(losses.gaussianNegativeLogLikelihood, [1, 2], [2])).toBeUndefined();
    expect(complaint(losses.gaussianNegativeLogLikelihood, [1, 2], [1])).toMatch(
      "needs 2 units for each target: the model ends in 1",
    );
    expect(complaint(losses.sparseSoftmaxCrossEntropy, [[0], [1]], [2])).toBeUndefined();
    expect(complaint(losses.sparseSoftmaxCrossEntropy, [[0, 1, 1]], [3, 2])).toBeUndefined();
  });
});

describe("a loss before training", () => {
  it("is a function; a factory is not yet one", () => {
    expect(() => checkLoss(losses.huber)).toThrow(
      "A loss is a function of predictions and targets: huber makes one.\nWrite huber().",
    );
    expect(() => checkLoss("mse")).toThrow('got "mse".\nImport it');
    expect(() => checkLoss(relu)).toThrow("relu is something else");
    expect(() => checkLoss({ price: losses.huber(), kind: losses.pinball })).toThrow("Write pinball().");
  });

  it("may be a plain function of your own, and several by the name of an output", () => {
    expect(() => checkLoss(losses.meanSquaredError)).not.toThrow();
    expect(() => checkLoss({ price: losses.huber(), kind: (p: number, y: number) => p - y })).not.toThrow();
  });
});
