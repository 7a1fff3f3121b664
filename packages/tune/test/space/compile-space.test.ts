import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  array,
  bool,
  choice,
  compileSpace,
  constrain,
  contains,
  countPoints,
  drawPoint,
  float,
  int,
  keyedRandom,
  log,
  oneMinusLog,
  ordinal,
  permutation,
  points,
} from "../../src/index.ts";

const space = {
  rate: log(1e-5, 1),
  epochs: 30,
  optimizer: choice({ sgd: { nesterov: bool() }, adam: { beta2: oneMinusLog(0.9, 0.9999) } }),
  size: ordinal(["small", "large"]),
  layers: array({ units: int(8, 64), act: choice({ relu: {}, leaky: { slope: float(0, 1) } }) }, { min: 1, max: 3 }),
  order: permutation(["scale", "select", "project"]),
  head: { dropout: float(0, 0.8) },
};
const compiled = compileSpace(space);
const drawn = (seed: number) => drawPoint(compiled.dimensions, (name) => keyedRandom(seed, 0, name));

describe("a compiled space", () => {
  it("names nested parameters by their path, with the condition of the branch they are in", () => {
    expect(compiled.dimensions.map(({ name }) => name)).toEqual([
      "rate",
      "optimizer",
      "optimizer.sgd.nesterov",
      "optimizer.adam.beta2",
      "size",
      "layers.length",
      ...[0, 1, 2].flatMap((i) => [`layers.${i}.units`, `layers.${i}.act`, `layers.${i}.act.leaky.slope`]),
      "order.0",
      "order.1",
      "head.dropout",
    ]);
    const condition = (name: string) => compiled.dimensions.find((each) => each.name === name)?.when;
    expect(condition("optimizer.adam.beta2")).toEqual({ name: "optimizer", in: ["adam"] });
    expect(condition("layers.2.units")).toEqual({ name: "layers.length", atLeast: 3 });
    expect(condition("layers.0.units")).toBeUndefined();
    expect(condition("layers.1.act.leaky.slope")).toEqual({ name: "layers.1.act", in: ["leaky"] });
  });

  it("leads from a flat point to nested values and back", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const params = drawn(seed);
        expect(contains(compiled.dimensions, params)).toBe(true);
        expect(compiled.encode(compiled.decode(params))).toEqual(params);
      }),
    );
  });

  it("gives an objective what its type says", () => {
    const params = {
      rate: 0.1,
      optimizer: "adam",
      "optimizer.adam.beta2": 0.99,
      size: "small",
      "layers.length": 1,
      "layers.0.units": 8,
      "layers.0.act": "relu",
      "order.0": 2,
      "order.1": 0,
      "head.dropout": 0.5,
    };
    expect(compiled.decode(params)).toEqual({
      rate: 0.1,
      epochs: 30,
      optimizer: { kind: "adam", beta2: 0.99 },
      size: "small",
      layers: [{ units: 8, act: { kind: "relu" } }],
      order: ["project", "scale", "select"],
      head: { dropout: 0.5 },
    });
  });

  it("reaches every order of a permutation exactly once", () => {
    const { dimensions, decode } = compileSpace({ order: permutation([1, 2, 3, 4]) });
    const orders = [...points(dimensions)].map((point) => decode(point).order.join());
    expect(orders.length).toBe(24);
    expect(new Set(orders).size).toBe(24);
  });

  it("counts the points of a conditional space: only the parameters of the branch taken multiply", () => {
    const tree = { a: int(1, 5), b: choice({ x: { c: bool(), d: int(1, 3) }, y: {} }), e: choice(["p", "q", "r"]) };
    const { dimensions } = compileSpace(tree);
    // 5 · (2·3 + 1) · 3
    expect(countPoints(dimensions)).toBe(105);
    const all = [...points(dimensions)];
    expect(all.length).toBe(105);
    expect(all.every((point) => contains(dimensions, point))).toBe(true);
    expect(countPoints(compiled.dimensions)).toBe(Infinity);
  });

  it("keeps the constraints between parameters, nested ones where their branch is taken", () => {
    const inner = constrain({ low: int(0, 3), high: int(0, 3) }, ({ low, high }) => low < high);
    const { dimensions, allows } = compileSpace(
      constrain(
        { band: choice({ all: {}, some: inner }), n: int(0, 1) },
        ({ band, n }) => n === 0 || band.kind === "some",
      ),
    );
    const allowed = [...points(dimensions)].filter(allows);
    // some: 6 pairs × n ∈ {0, 1}; all: n = 0.
    expect(allowed.length).toBe(13);
  });

  it("says what is wrong with a point that a user gives", () => {
    expect(() => compiled.encode({ rate: 2 })).toThrow("`rate` must be a number in [0.00001, 1]: got 2.");
    expect(() => compiled.encode({ rat: 0.1 })).toThrow("The space has rate, epochs, optimizer");
    expect(() => compiled.encode({ optimizer: { kind: "lion" } })).toThrow(
      '`optimizer` must be one of "sgd", "adam": got "lion".',
    );
    expect(() => compiled.encode({ layers: [] })).toThrow("`layers` must be an array of 1 to 3 items: got [].");
    expect(() => compiled.encode({ order: ["scale"] })).toThrow("`order` must hold each of");
    expect(() => compiled.encode({ epochs: 31 })).toThrow("A constant stays as it is, 30: got 31.");
    expect(() => compileSpace({ a: { b: int(0, 1) }, "a.b": int(0, 1) })).toThrow('got "a.b" twice');
  });

  it("refuses choices that cannot be stored or told apart", () => {
    expect(() => choice([])).toThrow("A choice needs at least one value: got none.");
    expect(() => choice([1, 1])).toThrow("Choices must differ: got 1 twice.");
    expect(() => choice([Number.NaN])).toThrow("got NaN");
    expect(() => compileSpace({ model: choice({ a: { kind: float(0, 1) }, b: {} }) })).toThrow(
      "A branch has its own name as `kind`: `model.a` has a parameter that is called so too.",
    );
    expect(() => array(int(0, 1), { min: 2, max: 1 })).toThrow("0 ≤ min ≤ max, whole: got min = 2, max = 1.");
  });
});
