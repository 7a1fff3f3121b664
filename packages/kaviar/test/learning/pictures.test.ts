import { styleFor } from "@kaviar/base/text";
import { describe, expect, it } from "vitest";
import { drawPanels } from "../../src/learning/draw/draw-panel.ts";
import type { Panel } from "../../src/learning/draw/panel.ts";
import type { Kind } from "../../src/learning/kinds.ts";
import { pictureOf } from "../../src/learning/pictures/index.ts";
import { topics } from "../../src/learning/topics.ts";

const all = await topics();
const of = (kind: Kind) => all.filter((topic) => topic.kind === kind);
const panelsOf = async (kind: Kind, key: string) => (await pictureOf(of(kind).find((topic) => topic.key === key)!))!;
const at = ({ points }: Panel, x: number) => points.find(([each]) => Math.abs(each - x) < 1e-9)![1];

describe("what is drawn is computed by the thing itself", () => {
  it("an activation and its slope", async () => {
    const [value, slope] = (await panelsOf("activation", "sigmoid")) as [Panel, Panel];
    expect(at(value, 0)).toBeCloseTo(0.5, 6);
    expect(at(slope, 0)).toBeCloseTo(0.25, 6);
    expect(at(value, 4)).toBeCloseTo(1 / (1 + Math.exp(-4)), 6);
  });

  it("every activation but none of its values missing", async () => {
    for (const topic of of("activation"))
      for (const { points } of (await pictureOf(topic))!)
        expect(points.every(([, y]) => Number.isFinite(y))).toBe(true);
  });

  it("every loss but what changes another one, with finite numbers", async () => {
    for (const topic of of("loss").filter(({ key }) => !["ignoring", "weighted"].includes(key)))
      for (const { points } of (await pictureOf(topic))!)
        expect(points.every(([, y]) => Number.isFinite(y))).toBe(true);
    const [value, slope] = (await panelsOf("loss", "meanSquaredError")) as [Panel, Panel];
    expect([at(value, 3), at(slope, 3)]).toEqual([9, 6]);
  });

  it("the rate over the steps of a run, of every schedule but what makes one", async () => {
    const [rates] = (await panelsOf("schedule", "cosine")) as [Panel];
    expect(at(rates, 0)).toBeCloseTo(0.001, 6);
    expect(at(rates, 1000)).toBeCloseTo(0, 6);
    const without = await Promise.all(of("schedule").map(async (topic) => ((await pictureOf(topic)) ? "" : topic.key)));
    expect(without.filter(Boolean)).toEqual(["createSchedule"]);
  });

  it("the first points of a sampler", async () => {
    const [{ points }] = (await panelsOf("sampler", "random")) as [Panel];
    expect(points).toHaveLength(30);
    expect(points.every(([x, y]) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
  });

  it("what a scale makes of numbers that are drawn evenly: every decade gets its share, a plain number the last one", async () => {
    const [logarithmic, plain] = (await panelsOf("scale", "log")) as [Panel, Panel];
    const share = ({ points }: Panel) => {
      const all = points.reduce((sum, [, count]) => sum + count, 0);
      return points.filter(([x]) => x > -1).reduce((sum, [, count]) => sum + count, 0) / all;
    };
    expect(share(logarithmic)).toBeCloseTo(0.25, 1);
    expect(share(plain)).toBeCloseTo(0.9, 1);
  });

  it("what a weight costs, and how it is pulled", async () => {
    const [cost, pull] = (await panelsOf("regularizer", "l1")) as [Panel, Panel];
    expect([at(cost, -2), at(pull, -2), at(pull, 2)]).toEqual([2, -1, 1]);
  });

  it("how large weights are: between the bounds of a uniform distribution, all of them", async () => {
    const [{ points }] = (await panelsOf("initializer", "heUniform")) as [Panel];
    expect(points.reduce((sum, [, count]) => sum + count, 0)).toBe(200 * 100);
    const bound = Math.sqrt(6 / 200);
    expect(points.filter(([x, count]) => Math.abs(x) > bound * 1.05 && count > 0)).toEqual([]);
  });

  it("a descent beside plain descent, which ravines make slower", async () => {
    const [adagrad, plain] = (await panelsOf("optimizer", "adagrad")) as [Panel, Panel];
    expect(adagrad.points.at(-1)![1]).toBeLessThan(plain.points.at(-1)![1]);
    expect(await panelsOf("optimizer", "gradientDescent")).toHaveLength(1);
  });

  it("gradients that vanish through sigmoid, and not through ReLU", async () => {
    const [sick, healthy] = (await panelsOf("finding", "vanishing-gradient")) as [Panel, Panel];
    const fall = ({ points }: Panel) => points.at(-1)![1] - points[0]![1];
    expect(fall(sick)).toBeGreaterThan(4);
    expect(Math.abs(fall(healthy))).toBeLessThan(1);
  });
});

it("no picture breaks", async () => {
  for (const topic of [...of("idea"), ...of("finding"), ...of("optimizer")])
    for (const { points } of (await pictureOf(topic)) ?? []) expect(points.length).toBeGreaterThan(1);
});

describe("a panel", () => {
  const style = styleFor({});
  const line: Panel = {
    title: "y = x",
    axis: "x",
    shape: "line",
    range: [0, 1],
    points: [
      [0, 0],
      [1, 1],
    ],
  };

  it("has its numbers at the ends of its axes, and a line from corner to corner", () => {
    expect(drawPanels([line], { width: 13, rows: 3, style })).toEqual([
      "   y = x",
      "1 ┤      ⢀⡠⠔⠊",
      "  │   ⢀⠤⠒⠁",
      "0 ┤⡠⠔⠊⠁",
      "  └──────────",
      "   0   x    1",
    ]);
  });

  it("marks 0 where numbers lie on both sides of it, and leaves out what is no number", () => {
    const both: Panel = { ...line, points: [[0, -1], [0.5, Number.NaN], [1, 1]] }; // biome-ignore format: points
    expect(drawPanels([both], { width: 13, rows: 5, style })[3]).toMatch(/^ 0 ┤┈+[^┈]+┈+$/);
  });

  it("stands beside another one of the same width", () => {
    const lines = drawPanels([line, line], { width: 40, rows: 3, style });
    expect(lines[0]!.trimEnd()).toBe(`   y = x${" ".repeat(16)}y = x`);
  });
});
