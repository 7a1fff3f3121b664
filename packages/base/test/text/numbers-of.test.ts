import { expect, it } from "vitest";
import { numbersOf } from "../../src/text/index.ts";

it("gives the numbers of an epoch under flat names, in their order, metrics and values under their own", () => {
  const record = {
    number: 2,
    loss: Number.NaN,
    metrics: { accuracy: 0.9, perClass: { cat: 1 } },
    validation: { loss: 0.3, metrics: { accuracy: 0.8 } },
    note: "text",
    nothing: null,
  };
  expect(numbersOf(record)).toEqual([
    ["number", 2],
    ["loss", Number.NaN],
    ["accuracy", 0.9],
    ["perClass.cat", 1],
    ["validation.loss", 0.3],
    ["validation.accuracy", 0.8],
  ]);
  expect(numbersOf({ number: 1, values: { critic: 3 }, validation: { critic: 4 } })).toEqual([
    ["number", 1],
    ["critic", 3],
    ["validation.critic", 4],
  ]);
});
