import { train } from "@kaviar/nn";
import { babysit, diverging, plateau } from "@kaviar/tune";
import { netOf, trainingOf } from "./raise-run.ts";
import type { HalvingView, Run } from "./run-view.ts";
import { spirals } from "./spirals.ts";

/** As many epochs as 27 runs take together, where rungs stand at 3 and 9 epochs. */
const steps = 189;

/** Far too high, as first guesses are. */
const setting = { rate: 0.5, units: 16 };

/** One run, watched as a panda watches her only child: where it goes wrong it is put back, and its rate becomes a third. */
export async function* raiseOne(): AsyncGenerator<() => HalvingView, void, void> {
  const { learned, held } = spirals();
  let model: unknown = netOf(setting.units);
  const run = {
    settings: { rate: setting.rate },
    step: async ({ rate = 0 }) => {
      for await (const epoch of train(model as never, learned as never, {
        ...trainingOf(rate, 1),
        validation: held as never,
      })) {
        model = epoch.model;
        return epoch.validation!.loss;
      }
      return Number.NaN;
    },
    save: () => model,
    restore: (kept: unknown) => {
      model = kept;
    },
  };
  const losses: number[] = [];
  const putBack: number[] = [];
  const log: string[] = [];
  let rate = setting.rate;
  let state: Run["state"] = "running";
  const view = (): HalvingView => ({
    runs: [{ number: 0, setting: { ...setting, rate }, losses: [...losses], state, afterwards: 0 }],
    spent: losses.length,
    putBack: [...putBack],
    log: log.slice(-6).reverse(),
  });
  for await (const event of babysit(run, {
    steps,
    rules: [diverging(), plateau({ patience: 8 })],
    nudges: { rate: (rate) => rate / 3 },
    target: 0.001,
  })) {
    if (event.kind === "report") losses.push(event.value);
    if (event.kind === "nudged") {
      rate = event.after;
      putBack.push(losses.length);
      log.push(
        `After ${losses.length} epochs ${event.rule} says: ${event.why}. Back to epoch ${event.backTo}, rate ${shortRate(event.before)} → ${shortRate(event.after)}.`,
      );
    }
    if (event.kind === "ended") {
      state = "complete";
      log.push(`It ends: ${event.why}.`);
    }
    yield view;
  }
}

const shortRate = (rate: number): string => String(Number(rate.toPrecision(2)));
