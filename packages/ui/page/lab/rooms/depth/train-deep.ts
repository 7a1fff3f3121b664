import * as nn from "@kaviar/nn";
import { columns, type Plan, type Run, sideBySide } from "../../fits/side-by-side.ts";
import { measured } from "../../fits/wave.ts";
import type { DepthChoices, Side } from "./choices.ts";
import { deepNet } from "./deep-net.ts";
import { createLookThrough, type Layers } from "./look-through.ts";

/** One of the two nets. */
export interface NetView {
  /** Before the first step, and now. */
  readonly first: Layers;
  readonly now: Layers;
  readonly loss?: number;
  readonly curve: readonly number[];
  readonly findings: readonly nn.TrainingFinding[];
  readonly broken?: string;
}

export interface DepthView {
  readonly epoch: number;
  readonly nets: { readonly [S in Side]: NetView };
}

const rows = 128;

/** Two deep nets on the same points: layer by layer before the first step, then while they train. */
export async function* trainDeep(chosen: DepthChoices): AsyncGenerator<() => Promise<DepthView>, void, void> {
  const points = measured({ rows, noise: 0.05, seed: chosen.seed });
  const sides = await Promise.all(
    (["left", "right"] as const).map(async (side) => {
      const model = deepNet(chosen[side], chosen.depth);
      const options = { loss: nn.meanSquaredError, batchSize: 32, seed: chosen.seed } as const;
      const look = createLookThrough(model, chosen.depth, points);
      const begun = await asItBegins(model, points, options);
      const plan: Plan = {
        name: side,
        model,
        points,
        options: { ...options, optimizer: nn.sgd({ rate: chosen.rate }), epochs: chosen.epochs },
      };
      return { plan, look, first: await look(begun.params, begun.state) };
    }),
  );
  const view = async (runs: readonly Run[]): Promise<DepthView> => {
    const nets = await Promise.all(
      sides.map(async ({ plan, look, first }, i) => {
        const run = runs[i];
        const model = run?.last?.model;
        const net: NetView = {
          first,
          now: model ? await look(model.params, model.state) : first,
          curve: run?.curve.map(({ loss }) => loss) ?? [],
          findings: run?.findings ?? [],
          ...(run?.last && { loss: run.last.loss }),
          ...(run?.broken !== undefined && { broken: run.broken }),
        };
        return [plan.name, net] as const;
      }),
    );
    return {
      epoch: Math.max(0, ...runs.map(({ epoch }) => epoch)),
      nets: Object.fromEntries(nets) as DepthView["nets"],
    };
  };
  yield () => view([]);
  for await (const runs of sideBySide(sides.map(({ plan }) => plan))) yield () => view(runs);
}

/** The weights that a run of this seed begins with: an epoch at rate 0 leaves them as they are. */
const asItBegins = async (
  model: nn.AnyLayer,
  points: Plan["points"],
  options: { readonly loss: typeof nn.meanSquaredError; readonly batchSize: number; readonly seed: number },
) => {
  for await (const { model: begun } of nn.train(
    model as never,
    columns(points) as never,
    { ...options, optimizer: nn.sgd({ rate: 0 }), epochs: 1, doctor: "off" } as never,
  ))
    return begun as unknown as { readonly params: nn.Parameters; readonly state: nn.State };
  throw new Error("A run of one epoch has one.");
};
