import { array, choice, constantsOf, float, int, permutation } from "@kaviar/tune";
import { expect, it } from "vitest";

it("finds the constants of records, branches and arrays, under the names of their places", () => {
  const space = {
    epochs: 500,
    rate: float(0, 1),
    data: { name: "digits", shuffle: null },
    order: permutation(["a", "b"]),
    optimizer: choice({ sgd: {}, adam: { amsgrad: false, beta2: float(0, 1) } }),
    layers: array({ kind: "dense", units: int(1, 8) }, { min: 1, max: 2 }),
  };
  expect(constantsOf(space)).toEqual([
    { name: "epochs", value: 500 },
    { name: "data.name", value: "digits" },
    { name: "data.shuffle", value: null },
    { name: "optimizer.adam.amsgrad", value: false, when: { name: "optimizer", in: ["adam"] } },
    { name: "layers.0.kind", value: "dense" },
    { name: "layers.1.kind", value: "dense", when: { name: "layers.length", atLeast: 2 } },
  ]);
  // As they come back from a storage.
  expect(constantsOf(JSON.parse(JSON.stringify(space)))).toEqual(constantsOf(space));
});
