import * as nn from "@kaviar/nn";
import { createFitted } from "../../fits/fitted.ts";
import { columns, type Plan, type Run, sideBySide } from "../../fits/side-by-side.ts";
import { measured, type Points } from "../../fits/wave.ts";
import type { OverfittingChoices } from "./choices.ts";
import { type NetName, netNames } from "./nets.ts";

/** What is shown of a net. */
export interface NetView {
  readonly name: NetName;
  readonly points: Points;
  readonly epoch: number;
  /** The epoch with the least loss on the test. */
  readonly best: number;
  readonly training: readonly number[];
  readonly test: readonly number[];
  /** What the net says: the last one, or the best one where it went back to it. */
  readonly fitted?: Float32Array;
  readonly isStopped: boolean;
  readonly findings: readonly string[];
}

export interface OverfittingView {
  readonly epoch: number;
  readonly nets: readonly NetView[];
}

const testRows = 200;

/** The same points for all, but for the net that is given more; all are tested on the same. */
export async function* trainSeveral(
  chosen: OverfittingChoices,
): AsyncGenerator<() => Promise<OverfittingView>, void, void> {
  const tested = measured({ rows: testRows, noise: chosen.noise, seed: chosen.seed + 1_000 });
  const names = netNames.filter((name) => chosen[name]);
  const plans = names.map((name): Plan => {
    const rows = name === "data" ? 10 * chosen.rows : chosen.rows;
    return {
      name,
      model: netOf(name, chosen),
      points: measured({ rows, noise: chosen.noise, seed: chosen.seed }),
      options: {
        loss: nn.meanSquaredError,
        optimizer: nn.adam({ rate: 0.01 }),
        batchSize: Math.min(16, rows),
        epochs: chosen.epochs,
        validation: columns(tested),
        seed: chosen.seed,
        ...(name === "l2" && { penalty: nn.l2(chosen.strength) }),
        ...(name === "stopped" && { stopEarly: { patience: chosen.patience } }),
      },
    };
  });
  const fitted = plans.map(({ model }) => createFitted(model));
  const view = async (runs: readonly Run[]): Promise<OverfittingView> => ({
    epoch: Math.max(0, ...runs.map(({ epoch }) => epoch)),
    nets: await Promise.all(
      runs.map(async (run, i): Promise<NetView> => {
        const isStopped = run.isOver && run.name === "stopped" && run.epoch < chosen.epochs;
        const seen = await fitted[i]!(isStopped ? run.last?.best.model : run.last?.model);
        return {
          name: names[i]!,
          points: plans[i]!.points,
          epoch: run.epoch,
          best: run.best,
          training: run.curve.map(({ loss }) => loss),
          test: run.curve.map(({ test }) => test!),
          isStopped,
          findings: run.findings.map(({ code }) => code),
          ...(seen && { fitted: seen }),
        };
      }),
    ),
  });
  if (plans.length === 0) yield () => view([]);
  for await (const runs of sideBySide(plans)) yield () => view(runs);
}

const netOf = (name: NetName, { share }: OverfittingChoices): nn.AnyLayer => {
  const out = name === "dropout" ? [nn.dropout(share)] : [];
  const layers =
    name === "smaller"
      ? [nn.dense(4), nn.gelu, nn.dense(1)]
      : [nn.dense(64), nn.gelu, ...out, nn.dense(64), nn.gelu, ...out, nn.dense(1)];
  return nn.sequential(...(layers as [nn.LayerLike])) as unknown as nn.AnyLayer;
};
