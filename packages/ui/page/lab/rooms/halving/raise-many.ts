import { asha, createStudy, int, log, random } from "@kaviar/tune";
import { type HalvingChoices, longest } from "./choices.ts";
import { raiseRun, type Setting } from "./raise-run.ts";
import type { HalvingView, Run } from "./run-view.ts";

/** A run that can go on from where it paused. */
interface Raised {
  readonly number: number;
  readonly setting: Setting;
  readonly epochs: AsyncIterator<number>;
  readonly losses: number[];
  state: Run["state"];
  attempt: number;
  afterwards: number;
}

/**
 * Many runs at once, as fish lay eggs: asynchronous successive halving says after each epoch which of them pause, and before
 * each new one whether a paused one goes on. In the end those that paused are trained too, to see what that has cost.
 */
export async function* raiseMany(chosen: HalvingChoices): AsyncGenerator<() => HalvingView, void, void> {
  const settings = await drawn(chosen);
  const pruner = asha({ minResource: chosen.first, reductionFactor: chosen.factor });
  const runs: Raised[] = [];
  const log: string[] = [];
  let spent = 0;
  const view = (): HalvingView => ({
    runs: runs.map(({ number, setting, losses, state, afterwards }) => ({
      number,
      setting,
      losses: [...losses],
      state,
      afterwards,
    })),
    spent,
    putBack: [],
    log: log.slice(-6).reverse(),
  });
  while (true) {
    const number = pruner.promote!(runs.map(curveOf), { seed: chosen.seed });
    const run = number === undefined ? begun(settings, runs) : runs[number];
    if (run === undefined) break;
    if (number !== undefined) {
      log.push(`Run ${run.number + 1} goes on from epoch ${run.losses.length}: it is among the best of its rung.`);
      run.state = "running";
      run.attempt++;
    }
    while (run.state === "running") {
      run.losses.push((await run.epochs.next()).value as number);
      spent++;
      if (run.losses.length === longest) run.state = "complete";
      else {
        const others = runs.filter((other) => other !== run).map(curveOf);
        const step = run.losses.length;
        const verdict = pruner.judge({
          number: run.number,
          step,
          curve: curveOf(run),
          others,
          values: [run.losses.at(-1)!],
          directions: ["minimize"],
          seed: chosen.seed,
        });
        if (verdict.stop) {
          run.state = "paused";
          log.push(`Run ${run.number + 1} pauses: ${verdict.why}.`);
        }
      }
      yield view;
    }
    if (run.state === "complete") log.push(`Run ${run.number + 1} is complete.`);
  }
  for (const run of runs)
    while (run.losses.length < longest && Number.isFinite(run.losses.at(-1))) {
      run.losses.push((await run.epochs.next()).value as number);
      run.afterwards++;
      yield view;
    }
}

/** Rates and sizes as the tuner draws them at random. */
const drawn = async ({ runs, seed }: HalvingChoices): Promise<readonly Setting[]> => {
  const study = await createStudy({ storage: "memory", seed, sampler: random() });
  const settings: Setting[] = [];
  while (settings.length < runs) {
    const asked = await study.ask({ rate: log(1e-4, 1), units: int(4, 32, { log: true }) });
    settings.push(asked.params);
    await study.tell(asked, 0);
  }
  return settings;
};

/** The next run that has not begun, which then has; none where all have. */
const begun = (settings: readonly Setting[], runs: Raised[]): Raised | undefined => {
  const setting = settings[runs.length];
  if (setting === undefined) return undefined;
  const run: Raised = {
    number: runs.length,
    setting,
    epochs: raiseRun(setting, longest),
    losses: [],
    state: "running",
    attempt: 1,
    afterwards: 0,
  };
  runs.push(run);
  return run;
};

/** A run as a pruner sees it: what is paused keeps a checkpoint, namely itself. */
const curveOf = ({ number, losses, state, attempt }: Raised) => ({
  number,
  state: state === "paused" ? ("pruned" as const) : state,
  values: new Map(losses.map((loss, at) => [at + 1, loss])),
  value: state === "complete" ? losses.at(-1)! : undefined,
  attempt,
  resumable: true,
});
