import { flatten, leavesOf, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

describe("the leaves of a structure", () => {
  const [w, b, x] = [tensor([[1, 2]]), tensor([3]), tensor(4)];

  it("come in the order of flatten, each with the names and places that lead to it", () => {
    const structure = { dense: { w, b }, inputs: [x, { more: w }] };
    const leaves = leavesOf(structure);
    expect(leaves.map(({ path }) => path)).toEqual([
      ["dense", "w"],
      ["dense", "b"],
      ["inputs", 0],
      ["inputs", 1, "more"],
    ]);
    expect(leaves.map(({ tensor }) => tensor)).toEqual(flatten(structure));
  });

  it("are the tensor itself, at an empty path, where that is all", () => {
    expect(leavesOf(x)).toEqual([{ path: [], tensor: x }]);
  });

  it("continue the path that is given", () => {
    expect(leavesOf({ w }, ["model"])[0]!.path).toEqual(["model", "w"]);
  });

  it("say where something lies that is no tensor", () => {
    expect(() => leavesOf({ dense: [w, "b"] })).toThrow("records and arrays of tensors: .dense[1] is a string.");
  });
});
