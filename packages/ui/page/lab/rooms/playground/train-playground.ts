import {
  type AnyLayer,
  type BrokenRun,
  listParameters,
  type Parameters,
  type TrainingFinding,
  train,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import type { PlaygroundChoices } from "./choices.ts";
import { rowsOf } from "./features.ts";
import { createLook, type Inside } from "./look-inside.ts";
import { activationPath, layersOf, lossOf, optimizerOf, penaltyOf } from "./network.ts";
import { heldOut, type Points, pointsOf } from "./points.ts";

/** What the page draws of a run. */
export interface PlaygroundView {
  readonly epoch: number;
  readonly steps: number;
  /** Of each epoch drawn, oldest first: at most some hundred of them. */
  readonly curve: readonly { readonly epoch: number; readonly loss: number; readonly test: number }[];
  /** None where the numbers break in the first epoch. */
  readonly inside?: Inside;
  /** [in, out] of each layer, as the net has them. */
  readonly weights: readonly { readonly shape: readonly number[]; readonly data: Float32Array }[];
  readonly findings: readonly TrainingFinding[];
  /** The numbers are none any more: where that began, in words. */
  readonly broken?: string;
}

/** Trains the network that is chosen, an epoch after the other. */
export async function* trainPlayground(
  chosen: PlaygroundChoices,
  now: () => PlaygroundChoices = () => chosen,
): AsyncGenerator<() => Promise<PlaygroundView>, void, void> {
  const points = pointsOf(chosen);
  const layer = layersOf(chosen);
  const outputs = chosen.layers.map(({ activation }, i) => activationPath(activation, i));
  const look = createLook(layer, outputs, chosen.features, points);
  const { training, tested } = partsOf(points, chosen);
  const curve: { epoch: number; loss: number; test: number }[] = [];
  let model: AnyLayer = layer;
  let [epoch, steps] = [0, 0];
  let seen: Pick<PlaygroundView, "inside" | "weights"> | undefined;
  let findings: readonly TrainingFinding[] = [];
  while (epoch < chosen.epochs) {
    const using = now();
    const stepsLeft = Math.ceil((chosen.epochs - epoch) * Math.ceil(training.rows / using.batch));
    const penalty = penaltyOf(using);
    const run = train(
      model as never,
      { x: training.x, y: training.y } as never,
      {
        loss: lossOf(chosen) as never,
        optimizer: optimizerOf(using, stepsLeft),
        epochs: chosen.epochs - epoch,
        batchSize: Math.min(using.batch, training.rows),
        validation: { x: tested.x, y: tested.y },
        seed: chosen.seed,
        ...(penalty && { penalty }),
      } as never,
    );
    const before = steps;
    try {
      for await (const event of run) {
        const { params, state } = event.model;
        model = event.model as never;
        epoch++;
        steps = before + event.steps;
        findings = event.findings;
        curve.push({ epoch, loss: event.loss, test: event.validation?.loss ?? Number.NaN });
        yield async () => {
          seen = { inside: await look(params, state), weights: await weightsOf(params) };
          return { epoch, steps, curve: thinned(curve), findings, ...seen };
        };
        if (now() !== using) break;
      }
    } catch (error) {
      const { findings: last, message } = error as BrokenRun;
      if (last === undefined) throw error;
      findings = last;
      yield async () => ({
        epoch,
        steps,
        curve: thinned(curve),
        findings,
        weights: [],
        ...seen,
        broken: message,
      });
      return;
    }
  }
}

/** Rows to learn from and rows to be tested on, with targets as the loss takes them. */
const partsOf = (points: Points, { features, loss, test, seed }: PlaygroundChoices) => {
  const held = heldOut(points.x.length, test, seed);
  const part = (isHeld: boolean) => {
    const places = Array.from(points.x.keys()).filter((at) => held.has(at) === isHeld);
    const of = (values: Float32Array) => Float32Array.from(places, (at) => values[at]!);
    const own = { x: of(points.x), y: of(points.y) };
    // A logit is told the probability of a class, the other losses −1 and 1.
    const targets = of(points.value).map((value) => (loss === "sigmoidCrossEntropy" ? Number(value > 0) : value));
    return {
      x: tensor(rowsOf(own, features), { shape: [places.length, features.length] }),
      y: tensor(targets, { shape: [places.length, 1] }),
      rows: places.length,
    };
  };
  const [training, tested] = [part(false), part(true)];
  if (training.rows < 2 || tested.rows < 1)
    throw new Error("A net learns from points: draw some of both classes, or choose a shape that has some.");
  return { training, tested };
};

/** The kernels of the dense layers, from the input on. */
const weightsOf = async (params: Parameters): Promise<PlaygroundView["weights"]> => {
  const kernels = listParameters(params).filter(({ tensor }) => tensor.shape.length === 2);
  return Promise.all(
    kernels.map(async ({ tensor }) => ({ shape: tensor.shape, data: (await tensor.data()) as Float32Array })),
  );
};

/** A curve is drawn over some hundred pixels: of a longer one every second point goes, as often as it takes. */
const most = 400;

const thinned = <P>(curve: readonly P[]): readonly P[] => {
  const every = Math.ceil(curve.length / most);
  return every === 1 ? [...curve] : curve.filter((_, at) => at % every === 0 || at === curve.length - 1);
};
