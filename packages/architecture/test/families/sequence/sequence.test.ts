import {
  applyLayer,
  fit,
  fitHead,
  initialize,
  initialized,
  layerFrom,
  layerToJson,
  sparseSoftmaxCrossEntropy,
  summary,
} from "@kaviar/nn";
import { data, key, type Tensor, tensor } from "@kaviar/tensor";
import { compileSpace, contains, drawPoint, keyedRandom } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import type { SequenceFacts } from "../../../src/contract/facts.ts";
import { sequenceFamilies } from "../../../src/families/sequence/index.ts";

const facts = (shape: SequenceFacts["shape"], unequal = false): SequenceFacts => ({
  shape,
  unequal,
  outputs: 3,
  rows: 100,
  target: "classes",
});
const cases = [facts([24, 1]), facts([40, 6], true), facts([1, 1]), facts([5, 2], true), facts([1460, 1])];
const loss = sparseSoftmaxCrossEntropy;

/** Waves of three speeds that end somewhere behind step 8. */
const waves = (steps: number, rows = 24) => ({
  x: {
    data: Float32Array.from({ length: rows * steps * 2 }, (_, i) => {
      const [row, step, channel] = [Math.floor(i / (2 * steps)), Math.floor(i / 2) % steps, i % 2];
      return step < 8 + (row % 7) ? Math.sin((1 + (row % 3)) * 0.5 * step + row) + channel : Number.NaN;
    }),
    shape: [rows, steps, 2],
  },
  y: Int32Array.from({ length: rows }, (_, row) => row % 3),
});

describe.each(Object.entries(sequenceFamilies))("the family %s", (name, family) => {
  const networkOf = (values: unknown, own: SequenceFacts) => family.network(values as never, own, {});

  it.each(cases)("has recipes inside its space, and networks wherever it is looked at: %j", (own) => {
    const { dimensions, encode, decode } = compileSpace(family.space(own));
    const recipes = family.recipes(own);
    for (const recipe of recipes) expect(contains(dimensions, encode(recipe as never))).toBe(true);
    const points = Array.from({ length: 2 }, (_, i) =>
      decode(drawPoint(dimensions, (parameter) => keyedRandom(i, 1, parameter)) as never),
    );
    for (const values of [...recipes, ...points]) {
      const network = networkOf(values, own);
      expect(summary(network, own.shape)).toMatch(/numbers/);
      const json = layerToJson(network)!;
      expect(layerToJson(layerFrom(json))).toEqual(json);
    }
  });

  it("says as many numbers as there are outputs, of a single step too", async () => {
    const own = facts([1, 1]);
    const model = await initialized(networkOf(family.recipes(own)[0], own), own.shape);
    expect((await model.predict([[[1]], [[2]]])).shape).toEqual([2, 3]);
  });

  it("says the same of a series however much is missing behind its end", async () => {
    const own = facts([40, 2], true);
    for (const recipe of family.recipes(own)) {
      const network = initialize(networkOf(recipe, own) as never, key(3), own.shape);
      const [short, long] = await data(
        [14, 40].map((steps) => {
          const { x } = waves(steps, 4);
          const context = { training: false, key: key(0), path: "" };
          const { y } = applyLayer(
            networkOf(recipe, own) as never,
            network.params,
            network.state,
            tensor(x.data, { shape: x.shape }),
            context,
          );
          return y as Tensor;
        }),
      );
      expect(short!.every(Number.isFinite)).toBe(true);
      short!.forEach((value, i) => expect(value).toBeCloseTo(long![i]!, 4));
    }
  });

  it("learns waves of different lengths", async () => {
    const { x, y } = waves(16);
    const own = facts([16, 2], true);
    const network = networkOf(family.recipes(own)[0], own);
    const trained =
      "training" in family
        ? await fitHead(network, { x, y }, { loss })
        : await fit(network, { x, y }, { loss, epochs: 2, batchSize: 8, doctor: "off" });
    const { loss: after } = await trained.evaluate({ x, y });
    expect(after).toBeLessThan(2);
    expect(trained.inputShape).toEqual([16, 2]);
  });

  it("says what it is", () => {
    expect(family.about.name.length).toBeGreaterThan(3);
    expect(name).toMatch(/^[a-z]+[A-Za-z]*$/);
  });
});
