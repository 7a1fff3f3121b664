import { inOrder, normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { type Descent, kernelRounds } from "../../../src/kernels/descend-rows.ts";
import { createMemory, giveBackMemory } from "../../../src/kernels/load-kernel.ts";
import { lossNames } from "../../../src/models/sgd/losses.ts";
import { plainRounds } from "../../../src/models/sgd/rounds.ts";

const [rows, columns] = [300, 6];
const random = seededRandom(5);
const x = Float64Array.from({ length: rows * columns }, () => normal(random));
const y = Float64Array.from({ length: rows }, (_, row) => (x[row * columns]! + normal(random) > 0 ? 1 : -1));
const weights = Float64Array.from({ length: rows }, () => 0.5 + random());
const base: Omit<Descent, "loss"> = {
  x,
  columns,
  y,
  weights: undefined,
  epsilon: 0.1,
  penalty: 1e-3,
  l1Ratio: 0,
  fitIntercept: true,
  average: 0,
};

/** How far coefficients are from each other after three rounds by the kernel and in plain TypeScript. */
const apart = async (descent: Descent, rate = 0.01): Promise<number> => {
  const [one, other] = [await kernelRounds(descent), plainRounds(descent)];
  let most = 0;
  for (let round = 0; round < 3; round++) {
    const rates = new Float64Array(rows).fill(rate / (1 + round));
    const costs = [one, other].map((each) => each.round(inOrder(rows).reverse(), rates, 1 + round * rows));
    most = Math.max(most, Math.abs(costs[0]! / costs[1]! - 1));
    const [a, b] = [one.intercepts(), other.intercepts()];
    most = Math.max(most, Math.abs(a.now - b.now), Math.abs(a.mean - b.mean));
    for (let j = 0; j < columns; j++)
      most = Math.max(most, Math.abs(one.w[j]! - other.w[j]!), Math.abs(one.mean[j]! - other.mean[j]!));
  }
  one.close();
  return most;
};

describe("rounds by the kernel are those of plain TypeScript", () => {
  it.each(lossNames.map((name, loss) => [name, loss] as const))("loss %s", async (_, loss) => {
    expect(await apart({ ...base, loss })).toBeLessThan(1e-11);
  });

  it("in memory in which others have left numbers", async () => {
    const memory = createMemory(2 ** 20);
    new Float64Array(memory.buffer).fill(0.3);
    giveBackMemory(memory);
    expect(await apart({ ...base, loss: 1 }, 1)).toBeLessThan(1e-11);
  });

  it.each([
    ["weighed", { weights }],
    ["without an intercept", { fitIntercept: false }],
    ["by absolute values too", { l1Ratio: 0.4 }],
    ["averaged from a step on", { average: 100 }],
    ["averaged, by absolute values", { average: 1, l1Ratio: 1 }],
    ["with coefficients that are forgotten", { penalty: 200 }],
  ] satisfies [string, Partial<Descent>][])("%s", async (_, given) => {
    expect(await apart({ ...base, loss: 1, ...given })).toBeLessThan(1e-11);
  });
});
