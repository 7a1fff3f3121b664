import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BrokenRun,
  dense,
  type Epoch,
  momentum,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  train,
} from "@kaviar/nn";
import { type BabysitEvent, babysit, type WatchedRun } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

/** Points in the plane whose class is the quadrant's colour, on a board of two by two. */
const x = Array.from({ length: 256 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = Int32Array.from(x, ([a, b]) => (a! * b! > 0 ? 1 : 0));
const model = sequential(dense(16), relu, dense(2));
const epochs = 30;

/** A network's run with its rate as a setting, its doctor's findings, and its checkpoint to go back to. */
const network = (rate: number): WatchedRun<Buffer | undefined> => {
  const checkpoint = join(mkdtempSync(join(tmpdir(), "kaviar-")), "run.safetensors");
  let going: AsyncGenerator<Epoch, void, void> | undefined;
  return {
    settings: { rate },
    step: async (settings) => {
      going ??= train(
        model,
        { x, y },
        {
          loss: sparseSoftmaxCrossEntropy,
          optimizer: momentum({ rate: ({ step }) => step.mul(0).add(settings.rate!) }),
          checkpoint,
          resume: true,
          epochs,
        },
      );
      try {
        const { value } = await going.next();
        return { value: value!.loss, findings: value!.findings };
      } catch (error) {
        const { findings } = error as Partial<BrokenRun>;
        if (findings) return { value: Number.NaN, findings };
        throw error;
      }
    },
    save: () => (existsSync(checkpoint) ? readFileSync(checkpoint) : undefined),
    restore: async (kept) => {
      await going?.return();
      going = undefined;
      if (kept) writeFileSync(checkpoint, kept);
      else rmSync(checkpoint, { force: true });
    },
  };
};

const watch = async <Kept>(run: WatchedRun<Kept>, options: Parameters<typeof babysit>[1]) => {
  const events: BabysitEvent[] = [];
  for await (const event of babysit(run, options)) events.push(event);
  const end = events.at(-1) as Extract<BabysitEvent, { kind: "ended" }>;
  return { nudges: events.filter((event) => event.kind === "nudged"), end };
};

const cures = {
  "lower-rate": { rate: (rate: number) => rate / 10 },
  "raise-rate": { rate: (rate: number) => rate * 10 },
};
const options = { steps: epochs, nudges: {}, rules: [], cures, tries: 8 };

describe("babysit with what a doctor finds", () => {
  it.each([300, 1e-6])("cures a rate of %d while the run goes on: ln 2 = 0.69 becomes less than 0.2", async (rate) => {
    const { nudges, end } = await watch(network(rate), options);
    const ways = new Set(nudges.map(({ before, after }) => after > before));
    expect([...ways]).toEqual([rate < 1]);
    expect(nudges[0]!.rule).toMatch(rate < 1 ? /^rate-too-low$/ : /^(rate-too-high|dying-relu|not-a-number)$/);
    expect(end.best!.value).toBeLessThan(0.2);
  });

  it("answers a problem by its first remedy that is a nudge, and goes back to where the settings began", async () => {
    const problem = {
      code: "hot",
      severity: "problem",
      evidence: "it is hot",
      remedies: [{ name: "fresh-air" }, { name: "cool" }],
    } as const;
    let w = 100;
    const run: WatchedRun<number> = {
      settings: { heat: 8 },
      step: ({ heat }, step) => {
        w -= 1;
        return { value: w, findings: step === 2 && heat! > 4 ? [problem] : [{ ...problem, severity: "note" }] };
      },
      save: () => w,
      restore: (kept) => {
        w = kept;
      },
    };
    const cool = { cool: { heat: (heat: number) => heat / 2 } };
    const { nudges, end } = await watch(run, { steps: 4, nudges: {}, rules: [], cures: cool });
    expect(nudges).toEqual([
      { kind: "nudged", step: 2, backTo: 0, rule: "hot", why: "it is hot", setting: "heat", before: 8, after: 4 },
    ]);
    expect(end.best).toEqual({ step: 3, value: 96 });
  });

  it("refuses cures of settings that a run has not, and a standing without findings", async () => {
    await expect(watch(network(1), { ...options, cures: { "lower-rate": { lr: (x) => x } } })).rejects.toThrow(
      "A nudge changes a setting of the run, a finite number: got `lr` = undefined; it has rate.",
    );
    const run = { ...network(1), step: () => ({ value: 1 }) as never };
    await expect(watch(run, options)).rejects.toThrow(
      'A step returns a number, or { value, findings }: got {"value":1}',
    );
  });
});
