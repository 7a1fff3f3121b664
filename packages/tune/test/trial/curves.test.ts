import { keyedRandom } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { createCurves } from "../../src/trial/curves.ts";
import { dominates } from "../../src/trial/dominates.ts";
import { boardOf } from "../pruners/board.ts";

const report = (curves: ReturnType<typeof createCurves>, number: number, step: number, values: readonly number[]) =>
  curves.apply({ revision: 0, trials: [], reports: [{ number, step, values }] });

describe("curves of one objective", () => {
  it("flip the sign of what is maximized and take NaN for the worst", () => {
    const curves = createCurves(["maximize"]);
    report(curves, 0, 0, [3]);
    report(curves, 0, 1, [Number.NaN]);
    report(curves, 0, 2, [Infinity]);
    expect([...curves.of(0).values]).toEqual([
      [0, -3],
      [1, Infinity],
      [2, -Infinity],
    ]);
  });

  it("keep the place of a step that is reported again", () => {
    const curves = createCurves(["minimize"]);
    for (const [step, value] of [
      [5, 1],
      [2, 2],
      [5, 3],
    ])
      report(curves, 0, step!, [value!]);
    expect([...curves.of(0).values]).toEqual([
      [5, 3],
      [2, 2],
    ]);
  });

  it("know the value of a complete trial, unless it breaks a constraint", () => {
    const board = boardOf(["maximize"]);
    board.place(0, "complete", [4]);
    board.place(1, "pruned", [4]);
    expect(board.curves.of(0).value).toBe(-4);
    expect(board.curves.of(1).value).toBeUndefined();
    const record = { state: "complete", params: {}, dimensions: [], attributes: {}, attempt: 1, values: [1] } as const;
    board.curves.apply({ revision: 0, reports: [], trials: [{ ...record, number: 2, constraints: { memory: 1 } }] });
    expect(board.curves.of(2).value).toBeUndefined();
  });
});

describe("curves of several objectives", () => {
  it("are ranks among the peers at the step, also after late reports and repeated ones", () => {
    const random = keyedRandom(1, 0, "ranks");
    const curves = createCurves(["minimize", "maximize"]);
    const last = new Map<string, { number: number; step: number; loss: readonly number[] }>();
    for (let i = 0; i < 600; i++) {
      const number = Math.floor(random() * 20);
      const step = Math.floor(random() * 5);
      const values = [Math.floor(random() * 6), Math.floor(random() * 6)];
      report(curves, number, step, values);
      last.set(`${number} ${step}`, { number, step, loss: [values[0]!, -values[1]!] });
    }
    for (const { number, step, loss } of last.values()) {
      const peers = [...last.values()].filter((each) => each.step === step);
      const rank = peers.filter((each) => dominates(each.loss, loss)).length;
      expect(curves.of(number).values.get(step)).toBe(rank);
    }
  });

  it("rank NaN below all numbers", () => {
    const curves = createCurves(["minimize", "minimize"]);
    report(curves, 0, 0, [Number.NaN, 5]);
    report(curves, 1, 0, [9, 5]);
    expect([0, 1].map((number) => curves.of(number).values.get(0))).toEqual([1, 0]);
  });
});
