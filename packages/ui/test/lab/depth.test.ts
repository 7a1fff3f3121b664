import { describe, expect, it } from "vitest";
import { readChoices } from "../../page/lab/choices/choice.ts";
import { choices, type DepthChoices } from "../../page/lab/rooms/depth/choices.ts";
import { cureOf } from "../../page/lab/rooms/depth/cures.ts";
import { type DepthView, trainDeep } from "../../page/lab/rooms/depth/train-deep.ts";

const fresh = readChoices(choices, new URLSearchParams());
const setting = (text: string) => choices.left.read(text)!;

/** What is seen before the first step. */
const begun = async (patch: Partial<DepthChoices>): Promise<DepthView["nets"]> => {
  for await (const view of trainDeep({ ...fresh, ...patch })) return (await view()).nets;
  throw new Error("There was nothing to see.");
};

const trained = async (patch: Partial<DepthChoices>): Promise<DepthView> => {
  let last: (() => Promise<DepthView>) | undefined;
  for await (const view of trainDeep({ ...fresh, ...patch })) last = view;
  return last!();
};

const share = ({ first }: DepthView["nets"]["left"]) => first.gradients[0]! / first.gradients.at(-1)!;

describe("deep nets, layer by layer", () => {
  it("has gradients that shrink at each layer of sigmoids on their way back, and not with ReLU", async () => {
    const { left, right } = await begun({});
    const { gradients } = left.first;
    expect(gradients).toHaveLength(8);
    // Beside the first layer, whose input is one number, not sixteen.
    for (let place = 1; place < 7; place++) expect(gradients[place]! / gradients[place + 1]!).toBeLessThan(0.5);
    expect(share(left)).toBeLessThan(1e-3);
    expect(share(right)).toBeGreaterThan(0.1);
  });

  it("has gradients grow on their way back, and outputs on their way forward, where weights are too large", async () => {
    const { left, right } = await begun({ left: setting("relu-tooLarge"), right: setting("relu-heNormal") });
    // ReLU passes half of 16 inputs of variance 1 on: about √8 = 2.8 times the spread at each of seven layers.
    const growth = (left.first.spreads[7]! / left.first.spreads[0]!) ** (1 / 7);
    expect(growth).toBeGreaterThan(2);
    expect(growth).toBeLessThan(4);
    expect(left.first.gradients[0]! / right.first.gradients[0]!).toBeGreaterThan(1e3);
  });

  it("has batch norm keep the spread where weights are too small", async () => {
    const { left, right } = await begun({ left: setting("tanh-tooSmall"), right: setting("tanh-tooSmall-norm") });
    expect(left.first.spreads[7]).toBeLessThan(1e-4);
    for (const spread of right.first.spreads) expect(spread).toBeGreaterThan(0.3);
  });

  it("has residual layers hand outputs and gradients through sixteen layers of small weights", async () => {
    const { left, right } = await begun({
      left: setting("tanh-tooSmall"),
      right: setting("tanh-tooSmall-skip"),
      depth: 16,
    });
    expect(left.first.spreads[15]! / left.first.spreads[0]!).toBeLessThan(1e-8);
    expect(right.first.spreads[15]! / right.first.spreads[0]!).toBeGreaterThan(0.5);
    expect(right.first.gradients[1]! / left.first.gradients[1]!).toBeGreaterThan(1e6);
  });

  it("has the doctor find the vanishing gradient, of one net alone, and a cure that is one", async () => {
    const { nets, epoch } = await trained({ epochs: 30 });
    expect(epoch).toBe(30);
    const found = nets.left.findings.find(({ code }) => code === "vanishing-gradient")!;
    expect(nets.right.findings.map(({ code }) => code)).not.toContain("vanishing-gradient");
    expect(nets.right.loss).toBeLessThan(nets.left.loss!);
    const cures = found.remedies.map(({ name }) => cureOf(name, "left", fresh)).filter((cure) => cure !== undefined);
    expect(cures[0]).toEqual({ left: { ...fresh.left, activation: "relu" } });
    const cured = await trained({ epochs: 30, ...cures[0] });
    expect(cured.nets.left.findings.map(({ code }) => code)).not.toContain("vanishing-gradient");
  });

  it("begins with the weights that the run begins with", async () => {
    const { nets } = await trained({ epochs: 10, rate: 0.0001, left: setting("tanh-fitting") });
    for (const [place, gradient] of nets.left.now.gradients.entries())
      expect(Math.abs(gradient / nets.left.first.gradients[place]! - 1)).toBeLessThan(0.1);
  });

  it("writes a setting as it reads it", () => {
    for (const text of ["sigmoid-fitting", "relu-heNormal-norm-skip", "tanh-tooSmall-skip"])
      expect(choices.left.write(setting(text))).toBe(text);
    expect(choices.left.read("relu-nothing")).toBeUndefined();
  });
});
