import * as nn from "@kaviar/nn";
import { createFitted } from "../../fits/fitted.ts";
import { columns, type Plan, type Run, sideBySide } from "../../fits/side-by-side.ts";
import { measured, type Points } from "../../fits/wave.ts";
import type { optimizers, RateChoices } from "./choices.ts";
import { rangeSteps } from "./range-steps.ts";
import { lastLoss, noiseOf, type Verdict, verdictOf } from "./verdict.ts";

/** What is shown of a run. */
export interface RunView {
  readonly name: string;
  readonly epoch: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly seconds: number;
  readonly losses: readonly number[];
  readonly last: number;
  /** From step to step. */
  readonly noise: number;
  readonly verdict: Verdict;
  readonly findings: readonly string[];
  readonly broken?: string;
  readonly fitted?: Float32Array;
}

export interface RateView {
  readonly epoch: number;
  readonly runs: readonly RunView[];
  readonly points: Points;
  /** The rate-range test, where rates differ. */
  readonly range?: nn.RateRange;
}

const rows = 64;

const optimizerNamed: { readonly [Name in (typeof optimizers)[number]]: (options: { rate: nn.Rate }) => nn.Link } = {
  sgd: nn.sgd,
  momentum: nn.momentum,
  adam: nn.adam,
};

/** What differs, as a number, from the least to the most. */
const triedIn = ({ differ, rate }: RateChoices): readonly number[] =>
  differ === "batch"
    ? [1, 4, 16, rows]
    : [1 / 30, 1 / 10, 1 / 3, 1, 3, 10].map((times) => Number((rate * times).toPrecision(1)));

const net = (): nn.AnyLayer =>
  nn.sequential(nn.dense(16), nn.tanh, nn.dense(16), nn.tanh, nn.dense(1)) as unknown as nn.AnyLayer;

/** The same net on the same points, with one thing that differs. */
export async function* trainBeside(chosen: RateChoices): AsyncGenerator<() => Promise<RateView>, void, void> {
  const points = measured({ rows, noise: chosen.noise, seed: chosen.seed });
  const plans = triedIn(chosen).map((value): Plan & { readonly batch: number } => {
    const [rate, batch] = chosen.differ === "rate" ? [value, chosen.batch] : [chosen.rate, value];
    return {
      name: String(value),
      batch,
      model: net(),
      points,
      options: {
        loss: nn.meanSquaredError,
        optimizer: optimizerNamed[chosen.optimizer]({ rate }),
        batchSize: batch,
        epochs: chosen.epochs,
        seed: chosen.seed,
      },
    };
  });
  const range =
    chosen.differ === "rate"
      ? await nn.rateRange(net(), columns(points), {
          loss: nn.meanSquaredError,
          optimizer: (rate) => optimizerNamed[chosen.optimizer]({ rate }),
          from: 0.001,
          to: 3,
          steps: rangeSteps,
          batchSize: chosen.batch,
          seed: chosen.seed,
        })
      : undefined;
  const fitted = plans.map(({ model }) => createFitted(model));
  const view = async (runs: readonly Run[]): Promise<RateView> => ({
    epoch: Math.max(...runs.map(({ epoch }) => epoch)),
    points,
    ...(range && { range }),
    runs: await Promise.all(
      runs.map(async (run, i): Promise<RunView> => {
        const seen = await fitted[i]!(run.last?.model);
        return {
          name: run.name,
          epoch: run.epoch,
          steps: run.steps,
          stepsPerEpoch: Math.ceil(rows / plans[i]!.batch),
          seconds: run.seconds,
          losses: [...run.losses],
          last: lastLoss(run),
          noise: noiseOf(run),
          verdict: verdictOf(run, runs),
          findings: run.findings.map(({ code }) => code),
          ...(run.broken !== undefined && { broken: run.broken }),
          ...(seen && { fitted: seen }),
        };
      }),
    ),
  });
  for await (const runs of sideBySide(plans)) yield () => view(runs);
}
