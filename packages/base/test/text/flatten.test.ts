import { flatten } from "@kaviar/base/text";
import { expect, it } from "vitest";

it("names what is nested by its path", () => {
  expect(flatten({ rate: 0.1, optimizer: { kind: "sgd", steps: [3, 4] }, none: null })).toEqual([
    ["rate", 0.1],
    ["optimizer.kind", "sgd"],
    ["optimizer.steps.0", 3],
    ["optimizer.steps.1", 4],
    ["none", null],
  ]);
});
