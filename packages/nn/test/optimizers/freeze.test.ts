import { tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { freeze } from "../../src/optimizers/index.ts";
import { under } from "../../src/parameters/index.ts";

describe("freeze", () => {
  const parameters = { encoder: { weight: tensor([1]) }, head: { weight: tensor([2]) } };
  it("refuses a predicate that chooses nothing, and lists what there is", () => {
    expect(() => freeze(under("encodr")).init(parameters)).toThrow(
      "`freeze` must choose at least one parameter: it chooses none.\nThere are encoder/weight, head/weight.",
    );
    expect(freeze(under("encoder")).init(parameters)).toEqual({});
  });
});
