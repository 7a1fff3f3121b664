import { describe, expect, it } from "vitest";
import { readChoices } from "../../page/lab/choices/choice.ts";
import { places, wave } from "../../page/lab/fits/wave.ts";
import { choices, type OverfittingChoices } from "../../page/lab/rooms/overfitting/choices.ts";
import type { NetName } from "../../page/lab/rooms/overfitting/nets.ts";
import { type NetView, type OverfittingView, trainSeveral } from "../../page/lab/rooms/overfitting/train-several.ts";

const fresh = readChoices(choices, new URLSearchParams());

const trained = async (patch: Partial<OverfittingChoices>): Promise<Readonly<Record<NetName, NetView>>> => {
  let last: (() => Promise<OverfittingView>) | undefined;
  for await (const view of trainSeveral({ ...fresh, ...patch })) last = view;
  const { nets } = await last!();
  return Object.fromEntries(nets.map((net) => [net.name, net])) as Record<NetName, NetView>;
};

const end = ({ test }: NetView): number => test.at(-1)!;
const best = ({ test, best }: NetView): number => test[best - 1]!;

/** The mean squared distance of what is fitted from what is true: what the test says without its own noise. */
const awayFromTruth = ({ fitted }: NetView): number =>
  places.reduce((sum, x, i) => sum + (fitted![i]! - wave(x)) ** 2, 0) / places.length;

describe("overfitting, and what helps", () => {
  const usual = trained({});

  it("has a bare net learn the noise, and each remedy do better on the test", async () => {
    const nets = await usual;
    const { bare, l2, dropout, stopped, smaller, data } = nets;
    // The variance of the noise is 0.09: who is below it on the training points has learned some of it.
    expect(bare.training.at(-1)).toBeLessThan(0.05);
    expect(end(bare)).toBeGreaterThan(1.4 * best(bare));
    expect(bare.findings).toContain("overfitting");
    for (const net of [l2, dropout, smaller, data]) expect(end(net)).toBeLessThan(end(bare));
    expect(best(stopped)).toBeLessThan(end(bare));
    for (const net of [l2, dropout, stopped, data]) expect(awayFromTruth(net)).toBeLessThan(awayFromTruth(bare));
    // No net can do better on the test than the noise is large.
    for (const net of Object.values(nets)) expect(best(net)).toBeGreaterThan(0.07);
  });

  it("stops early after its patience, and goes back to the best epoch", async () => {
    const { stopped, bare } = await usual;
    expect(stopped.isStopped).toBe(true);
    expect(stopped.epoch).toBe(stopped.best + fresh.patience);
    // Until then it is the bare net.
    expect(stopped.test).toEqual(bare.test.slice(0, stopped.epoch));
    expect(awayFromTruth(stopped)).toBeLessThan(awayFromTruth(bare));
  });

  it("does well without any remedy where there is no noise", async () => {
    const { bare } = await trained({
      noise: 0,
      l2: false,
      dropout: false,
      stopped: false,
      smaller: false,
      data: false,
    });
    expect(end(bare)).toBeLessThan(0.02);
    expect(Object.keys(await trained({ bare: false, l2: false, dropout: false, epochs: 10 }))).toEqual([
      "stopped",
      "smaller",
      "data",
    ]);
  });

  it("underfits where the penalty is too strong", async () => {
    const { l2 } = await trained({
      strength: 0.3,
      bare: false,
      dropout: false,
      stopped: false,
      smaller: false,
      data: false,
    });
    expect(l2.training.at(-1)).toBeGreaterThan(0.3);
    expect(l2.findings).toContain("underfitting");
  });
});
