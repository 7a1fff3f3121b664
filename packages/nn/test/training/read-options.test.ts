import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { huber } from "../../src/losses/index.ts";
import { mse } from "../../src/metrics/index.ts";
import { adam, type Link } from "../../src/optimizers/index.ts";
import { l2 } from "../../src/regularizers/index.ts";
import { fit, type TrainOptions, train } from "../../src/training/index.ts";
import { descend, line, plain, x, y } from "./line.ts";
import { numbersOf } from "./numbers.ts";

describe("options", () => {
  const refused: [string, object, RegExp][] = [
    ["a misspelt name", { epoch: 3 }, /train has no option `epoch`\.\nDid you mean `epochs`\?/],
    [
      "a misspelt name inside stopEarly",
      { stopEarly: { patience: 1, minDelta: 0 } },
      /stopEarly has no option `minDelta`\.\nIt is called `minimumChange` here\./,
    ],
    ["a misspelt name inside checkpoint", { checkpoint: { path: "x" } }, /checkpoint has no option `path`/],
    [
      "an optimizer's factory",
      { optimizer: adam },
      /`optimizer` of train must be an optimizer: got a function\.\nCall what makes one: optimizer: adam/,
    ],
    ["an optimizer's name", { optimizer: "adam" }, /must be an optimizer: got "adam"/],
    ["a loss's factory", { loss: huber }, /huber makes one\.\nWrite huber\(\)/],
    ["a loss's name", { loss: "mse" }, /A loss is a function of predictions and targets: got "mse"/],
    ["an activation for a loss", { loss: relu }, /relu is something else/],
    ["a penalty's factory", { penalty: l2 }, /`penalty` of train must be what l2\(1e-4\) makes: got a function/],
    ["a metric's name", { metrics: ["accuracy"] }, /`metrics` is a list of metrics: got "accuracy"/],
    ["a function that is no metric", { metrics: [Math.max] }, /got the function max/],
    ["no epochs", { epochs: 0 }, /`epochs` of train must be a whole number ≥ 1: got 0/],
    ["half a row", { batchSize: 0.5 }, /`batchSize` of train must be "all", or a whole number ≥ 1: got 0\.5/],
    ["a negative seed", { seed: -1 }, /`seed` of train must be a whole number ≥ 0: got -1/],
    ["all rows for validation", { validation: 1 }, /between 0 and 1: got 1\.\n0\.2 keeps/],
    ["no patience", { stopEarly: { patience: 0 } }, /`patience` of stopEarly must be a whole number ≥ 1/],
    [
      "a monitor that is not measured",
      { stopEarly: { patience: 1, monitor: "auc" }, metrics: [mse] },
      /got "auc"\.\nThere is loss, mse/,
    ],
    ["resume without a file", { resume: true }, /`resume` needs `checkpoint`/],
  ];
  it.each(refused)("refuse %s at once", (_, options, message) => {
    expect(() => train(line, { x, y }, { ...plain, ...(options as Partial<TrainOptions>) })).toThrow(message);
  });

  it("take the link that an optimizer is, made by hand too", async () => {
    const still: Link = { init: () => ({}), update: (gradients, state) => [gradients, state] };
    // Adds the gradient instead of subtracting it.
    const trained = await fit(line, { x, y }, { ...plain, optimizer: still, epochs: 1 });
    const by = descend(x, y, -1, 1);
    expect((await numbersOf(trained))["dense/weight"]).toEqual(by.w.map((w) => expect.closeTo(w, 5)));
  });
});
