import {
  compile,
  data,
  flatten,
  grad,
  jacobian,
  leavesOf,
  mapStructure,
  ones,
  type Structure,
  type Tensor,
  TensorError,
  tensor,
  vmap,
} from "@kaviar/tensor";
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

describe("a structure that nests without end", () => {
  const nested = (depth: number): Structure => {
    let structure: Structure = ones([2]);
    for (let i = 0; i < depth; i++) structure = i % 2 ? [structure] : { inner: structure };
    return structure;
  };
  const own: unknown[] = [];
  own.push(own);

  const uses: Readonly<Record<string, (structure: never) => unknown>> = {
    data: (structure: readonly number[]) => data(structure),
    flatten,
    leavesOf,
    compile: compile((structure: Structure) => flatten(structure)[0]!),
    grad: grad((structure: Structure) => (flatten(structure)[0] as Tensor).sum()),
    jacobian: jacobian((structure: Structure) => flatten(structure)[0] as Tensor),
    vmap: vmap((structure: Structure) => flatten(structure)[0]!),
    mapStructure: (structure) => mapStructure((x, y) => x.add(y), structure, structure),
    "mapStructure beside another": (structure) => mapStructure((x, y) => x.add(y), [ones([2])] as Structure, structure),
  };

  it.each(Object.entries(uses))("is an error to %s that says so, and no full stack", async (_, use) => {
    for (const structure of [nested(2000), nested(100_000), own as Structure]) {
      const error = await Promise.resolve()
        .then(() => use(structure as never))
        .catch((error: unknown) => error);
      expect(error).toBeInstanceOf(TensorError);
      expect(String(error)).toMatch(/nests at most 500 deep/);
    }
  });

  it("is none yet at 400", async () => {
    for (const use of Object.values(uses).slice(0, -1)) await use(nested(400) as never);
  });

  it("is no tensor: one has at most 64 axes", () => {
    expect(() => tensor(own as never)).toThrow(/at most 64 axes/);
  });
});
