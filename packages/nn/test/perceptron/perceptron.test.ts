import { tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { perceptron } from "../../src/perceptron/index.ts";
import { numbersOf } from "../training/numbers.ts";

const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const said = async (model: Awaited<ReturnType<typeof perceptron>>["model"], x = corners) =>
  Array.from(await (await model.predict(x)).data());

describe("a perceptron", () => {
  const gates: [string, number[], number][] = [
    // The margin of the best line through (x, 1) over the largest length √3, by hand: γ = min |w·x| / ‖w‖.
    ["AND", [0, 0, 0, 1], Math.min(1.5, 0.5) / Math.hypot(1, 1, 1.5)],
    ["OR", [0, 1, 1, 1], 0.5 / Math.hypot(1, 1, 0.5)],
  ];
  it.each(gates)("learns %s, with no more mistakes than Novikoff allows", async (_, y, margin) => {
    for (const seed of [0, 1, 2]) {
      const { model, converged, mistakes, verdict } = await perceptron({ x: corners, y }, { seed });
      expect(converged).toBe(true);
      expect(await said(model)).toEqual(y);
      // (R/γ)² with R² = 1 + 1 + 1 (Novikoff 1962), from weights of 0.
      expect(mistakes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(3 / margin ** 2);
      expect(mistakes.at(-1)).toBe(0);
      expect(verdict).toMatch(/A pass without a mistake after \d+: the data are linearly separable/);
    }
  });

  it("moves by the rule, one row at a time: w ← w + η(y − ŷ)x", async () => {
    // One row, one pass: a miss at w = 0 (0 is not above 0), so w = η·1·(2, 3), b = η.
    const { model, mistakes } = await perceptron({ x: [[2, 3]], y: [1] }, { rate: 0.5, epochs: 1 });
    expect(await numbersOf(model)).toEqual({ "dense/weight": [1, 1.5], "dense/bias": [0.5] });
    expect(mistakes).toEqual([1]);
  });

  it("cannot learn XOR, and says so", async () => {
    const { converged, mistakes, verdict, model } = await perceptron({ x: corners, y: [0, 1, 1, 0] }, { epochs: 40 });
    expect(converged).toBe(false);
    expect(mistakes.length).toBe(40);
    expect(Math.min(...mistakes)).toBeGreaterThan(0);
    expect(verdict).toMatch(
      /No pass without a mistake in 40: most likely no line separates the classes\. Use a hidden layer/,
    );
    expect(await said(model)).not.toEqual([0, 1, 1, 0]);
  });

  it("says −1 and 1 where it is bipolar, and fires above its threshold", async () => {
    const bipolar = await perceptron(
      { x: corners.map((row) => row.map((v) => 2 * v - 1)), y: [-1, -1, -1, 1] },
      { bipolar: true },
    );
    expect(bipolar.converged).toBe(true);
    expect(
      await said(
        bipolar.model,
        corners.map((row) => row.map((v) => 2 * v - 1)),
      ),
    ).toEqual([-1, -1, -1, 1]);
    expect(bipolar.mistakes.every(Number.isInteger)).toBe(true);
    const high = await perceptron({ x: corners, y: [0, 0, 0, 1] }, { threshold: 2 });
    expect(await said(high.model)).toEqual([0, 0, 0, 1]);
    const numbers = await numbersOf(high.model);
    const [a, b] = numbers["dense/weight"] as [number, number];
    expect(a + b + numbers["dense/bias"]![0]!).toBeGreaterThan(2);
  });

  it("takes targets in a column, and refuses others", async () => {
    const column = await perceptron({ x: corners, y: [[0], [0], [0], [1]] });
    expect(column.converged).toBe(true);
    expect((await perceptron({ x: corners, y: tensor([0, 0, 0, 1]) })).mistakes).toEqual(column.mistakes);
    expect((await perceptron({ x: corners, y: [false, false, false, true] })).mistakes).toEqual(column.mistakes);
    await expect(perceptron({ x: corners, y: [0, 2, 0, 1] })).rejects.toThrow(/are 0 and 1: got 2 at row 1/);
    await expect(perceptron({ x: corners, y: [0, -1, 0, 1] })).rejects.toThrow(
      /got -1 at row 1\.\nSay `bipolar: true`/,
    );
    await expect(perceptron({ x: corners, y: [1, 0, 1, 1] }, { bipolar: true })).rejects.toThrow(
      /are -1 and 1: got 0 at row 1/,
    );
    await expect(perceptron({ x: corners })).rejects.toThrow(/one target a row/);
  });

  it("takes texts for its two classes, and refuses a third", async () => {
    const y = ["no", "no", "no", "yes"];
    for (const bipolar of [false, true]) {
      const { converged, model } = await perceptron({ x: corners, y }, { bipolar });
      expect(converged).toBe(true);
      expect(model.classes).toEqual(["no", "yes"]);
      expect(await said(model)).toEqual(bipolar ? [-1, -1, -1, 1] : [0, 0, 0, 1]);
    }
    await expect(perceptron({ x: corners, y: ["a", "b", "c", "a"] })).rejects.toThrow(
      /two classes apart: got 3, a, b, c/,
    );
  });
});
