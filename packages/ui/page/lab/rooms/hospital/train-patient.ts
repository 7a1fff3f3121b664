import * as nn from "@kaviar/nn";
import { asTensors } from "../../rows/as-tensors.ts";
import { tableOf } from "../../rows/table.ts";
import { createLookAtLayers, type LayerNumbers } from "./look-at-layers.ts";
import { networkOf, optimizerOf } from "./network.ts";
import type { Plan } from "./plan.ts";

/** What is seen of a run after an epoch. */
export interface PatientView {
  readonly epoch: number;
  readonly epochs: number;
  /** Of each epoch: the loss on rows that are learned from, on rows held out, and the share of each class that is told right. */
  readonly curve: readonly { readonly loss: number; readonly held: number; readonly right?: number }[];
  readonly layers: readonly LayerNumbers[];
  readonly findings: readonly nn.TrainingFinding[];
  /** The numbers are none any more: where that began, in words. */
  readonly broken?: string;
}

/** Trains by a plan, an epoch after the other. */
export async function* trainPatient(plan: Plan): AsyncGenerator<() => Promise<PatientView>, void, void> {
  const { epochs, batch, classWeights, penalty, stopEarly } = plan;
  const table = tableOf(plan.data, plan.rows);
  const count = plan.rows - Math.round(plan.held * plan.rows);
  const [learned, held] = [asTensors(table, 0, count), asTensors(table, count, plan.rows)];
  const layer = networkOf(plan, table.classes ?? 1);
  const loss: nn.Loss = table.classes === undefined ? nn.meanSquaredError : nn.sparseSoftmaxCrossEntropy;
  const look = createLookAtLayers(layer, plan, loss, asTensors(table, 0, Math.min(count, 256)));
  const curve: PatientView["curve"][number][] = [];
  const { params, state } = await nn.initialized(layer as never, [table.width]);
  let view: PatientView = { epoch: 0, epochs, curve: [], layers: await look(params, state), findings: [] };
  const untrained = view;
  yield async () => untrained;
  const run = nn.train(layer as never, learned as never, {
    loss,
    optimizer: optimizerOf(plan, epochs * Math.ceil(count / batch)),
    epochs,
    batchSize: batch,
    validation: held as never,
    ...(table.classes !== undefined && { metrics: [nn.balancedAccuracy] }),
    ...(classWeights && { classWeights: "balanced" as const }),
    ...(penalty > 0 && { penalty: nn.l2(penalty) }),
    ...(stopEarly && { stopEarly: { patience: 5 } }),
  });
  try {
    for await (const event of run) {
      const { loss, findings, validation, model } = event;
      const right = validation?.metrics.balancedAccuracy as number | undefined;
      curve.push({ loss, held: validation?.loss ?? Number.NaN, ...(right !== undefined && { right }) });
      const layers = await look(model.params, model.state);
      view = { epoch: event.number, epochs, curve: [...curve], layers, findings };
      const shown = view;
      yield async () => shown;
    }
  } catch (error) {
    const { findings, message } = error as nn.BrokenRun;
    if (findings === undefined) throw error;
    yield async () => ({ ...view, findings, broken: message });
  }
}
