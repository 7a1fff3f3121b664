import { describe, expect, it } from "vitest";
import { readChoices } from "../../../../../page/lab/choices/choice.ts";
import { choices, longest } from "../../../../../page/lab/rooms/halving/choices.ts";
import { raise } from "../../../../../page/lab/rooms/halving/raise.ts";
import { type HalvingView, leastOf, lowestOf } from "../../../../../page/lab/rooms/halving/run-view.ts";
import { rungsOf } from "../../../../../page/lab/rooms/halving/rungs.ts";

const views = async (words: string): Promise<readonly HalvingView[]> => {
  const all: HalvingView[] = [];
  for await (const view of raise(readChoices(choices, new URLSearchParams(words)))) all.push(view());
  return all;
};

/** Where the rule has done its work, and nothing was computed afterwards. */
const atItsEnd = (all: readonly HalvingView[]): HalvingView =>
  all.findLast(({ runs }) => runs.every(({ afterwards }) => afterwards === 0))!;

describe("caviar", () => {
  it("finds the best of 27 runs for a quarter of the epochs, with rungs at 3 and 9", async () => {
    const all = await views("first=3");
    const [end, last] = [atItsEnd(all), all.at(-1)!];
    expect(end.spent).toBe(27 * 3 + 9 * 6 + 3 * 18);
    expect(last.spent).toBe(end.spent);
    expect(last.runs.every(({ losses }) => losses.length === longest)).toBe(true);
    expect(lowestOf(end.runs)!.number).toBe(lowestOf(last.runs)!.number);
    expect(rungsOf({ first: 3, factor: 3 }, last.runs)).toEqual([
      { epochs: 3, arrived: 27, wentOn: 9 },
      { epochs: 9, arrived: 9, wentOn: 3 },
    ]);
  }, 60_000);

  it("lets the best go where the first rung stands after one epoch: so early a loss says little", async () => {
    const all = await views("first=1");
    const [end, last] = [atItsEnd(all), all.at(-1)!];
    expect(end.spent).toBe(27 + 9 * 2 + 3 * 6 + 18);
    expect(leastOf(lowestOf(end.runs)!)).toBeGreaterThan(3 * leastOf(lowestOf(last.runs)!));
  }, 60_000);
});

describe("a panda", () => {
  it("is put back when it goes wrong, with a third of its rate, until it is good", async () => {
    const all = await views("way=panda");
    const [{ setting, losses } = { setting: { rate: 1 }, losses: [] as readonly number[] }] = all.at(-1)!.runs;
    expect(setting.rate).toBeLessThan(0.2);
    expect(Math.min(...losses)).toBeLessThan(0.001);
    expect(all.at(-1)!.log.join(" ")).toMatch(/Back to epoch \d+, rate 0\.5 → 0\.17/);
    expect(all.at(-1)!.spent).toBeLessThan(189);
  }, 60_000);
});
