import { type DType, grad, importOnnx, openOnnx, type Tensor, type Tensors, tensor } from "@kaviar/tensor";
import { float32, model, node, value } from "@kaviar/tensor/conformance/models";
import { describe, expect, it } from "vitest";

const numbersOf = async (x: Tensor<DType>): Promise<number[]> => Array.from((await x.data()) as Float32Array);

const stored = (name: string, numbers: readonly number[]) =>
  node("Constant", [], [name], { value: { tensor: { ...float32("", numbers) } } });

/** x + 1 · … or x · …, as `which` says; the weights lie in the branches. */
const branching = (then: string, otherwise: string): Uint8Array => {
  const branch = (op: string, weight: string, numbers: readonly number[], inside: boolean) => ({
    name: op,
    inputs: [],
    outputs: [value(`${op}.y`, "float32", [2])],
    nodes: [...(inside ? [] : [stored(weight, numbers)]), node(op, ["x", weight], [`${op}.y`])],
    initializers: inside ? [float32(weight, numbers)] : [],
  });
  return model({
    inputs: [value("which", "bool", []), value("x", "float32", [2])],
    outputs: [value("y", "float32", [2])],
    nodes: [
      node("If", ["which"], ["y"], {
        then_branch: { graph: branch("Add", then, [1, 2], true) },
        else_branch: { graph: branch("Mul", otherwise, [3, 4], false) },
      }),
    ],
  });
};

const x = tensor([10, 20]);
const which = (yes: boolean) => tensor(Uint8Array.of(Number(yes)), { dtype: "bool", shape: [] });

describe("weights in graphs inside a graph", () => {
  const { parameters, apply } = importOnnx(branching("shift", "factor"));

  it("are parameters, be they stored or operators without inputs", async () => {
    expect(Object.keys(parameters)).toEqual(["shift", "factor"]);
    const own = { ...parameters, factor: tensor([5, 6]) };
    expect(await numbersOf(apply(own, { which: which(true), x }).y!)).toEqual([11, 22]);
    expect(await numbersOf(apply(own, { which: which(false), x }).y!)).toEqual([50, 120]);
  });

  it.each([true, false])("have slopes through the branch that is taken: %s", async (yes) => {
    const slope = grad((own: Tensors) => apply(own, { which: which(yes), x }).y!.sum())(parameters);
    expect(await numbersOf(slope.shift!)).toEqual(yes ? [1, 1] : [0, 0]);
    expect(await numbersOf(slope.factor!)).toEqual(yes ? [0, 0] : [10, 20]);
  });

  it("stay as they are where two branches give one name to two", async () => {
    const bytes = branching("w", "w");
    const twice = importOnnx(bytes);
    expect(twice.parameters).toEqual({});
    const file = await openOnnx(bytes);
    for (const yes of [true, false]) {
      const feeds = { which: which(yes), x };
      expect(await numbersOf(twice.apply({}, feeds).y!)).toEqual(await numbersOf((await file.run(feeds)).y!));
    }
    await file.release();
  });
});

it("a name that a graph takes from around it and gives again is refused", () => {
  const inner = {
    name: "inner",
    inputs: [],
    outputs: [value("z", "float32", [2])],
    nodes: [node("Add", ["x", "w"], ["z"])],
    initializers: [float32("w", [5, 6])],
  };
  const bytes = model({
    inputs: [value("which", "bool", []), value("x", "float32", [2])],
    outputs: [value("y", "float32", [2])],
    nodes: [
      node("If", ["which"], ["v"], {
        then_branch: { graph: inner },
        else_branch: { graph: { ...inner, name: "other" } },
      }),
      node("Mul", ["v", "w"], ["y"]),
    ],
    initializers: [float32("w", [1, 2])],
  });
  const { parameters, apply } = importOnnx(bytes);
  expect(() => apply(parameters, { which: which(true), x })).toThrow(
    /^Each name of a file is of one value: "w" is of two\./,
  );
});
