/** What a debugger that keeps tensors would see of a run: whole gradients, weights and outputs of layers, after each epoch. */
import {
  accuracy,
  type Epoch,
  gradientDescent,
  type LayerLike,
  listParameters,
  type Parameters,
  sparseSoftmaxCrossEntropy,
  type TrainedModel,
  train,
} from "@kaviar/nn";
import { compile, data, key, type Structure, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import type { Case } from "../../../packages/nn/test/doctor/hospital/case.ts";

export type Numbers = Float32Array | Int32Array;

interface Parameter {
  readonly path: string;
  readonly weight: Numbers;
  readonly gradient: Numbers;
}

/** What a layer said of some rows. */
export interface Output {
  readonly kind: string;
  readonly shape: readonly number[];
  readonly values: Numbers;
  /** What came in, where it has the same shape. */
  readonly inputs: Numbers | undefined;
}

export interface Observation {
  /** The part of the run that is over. */
  readonly part: number;
  readonly loss: number;
  readonly validationLoss: number | undefined;
  /** Shares of rows whose class is right, where there are classes. */
  readonly accuracy: number | undefined;
  readonly validationAccuracy: number | undefined;
  readonly parameters: readonly Parameter[];
  readonly outputs: readonly Output[];
  /** The class of each row and the one that is named, where there are several. */
  readonly classes: readonly (readonly [right: number, named: number])[];
}

export interface Observer {
  readonly seen: Observation[];
  epoch(epoch: Epoch): Promise<void>;
  broken(part: number): void;
}

const mostRows = 128;

const firstRows = (given: unknown): Tensor => {
  const whole = given as Numbers & { readonly data: Numbers; readonly shape: readonly number[] };
  const { numbers, shape } = ArrayBuffer.isView(given)
    ? { numbers: whole, shape: [whole.length] }
    : { numbers: whole.data, shape: whole.shape };
  const rows = Math.min(mostRows, shape[0]!);
  return tensor(numbers.slice(0, (rows * numbers.length) / shape[0]!) as Float32Array, {
    shape: [rows, ...shape.slice(1)],
  }) as Tensor;
};

const kindsOf = (layer: LayerLike, path: string): readonly (readonly [string, string])[] =>
  typeof layer === "function"
    ? [[path, layer.name]]
    : [
        [path, layer.kind],
        ...Object.entries(layer.children ?? {}).flatMap(([name, child]) =>
          kindsOf(child, path === "" ? name : `${path}/${name}`),
        ),
      ];

/** The case with the metric that peers ask for. */
export const measured = (given: Case): Case =>
  given.options.loss === sparseSoftmaxCrossEntropy
    ? { ...given, options: { ...given.options, metrics: [accuracy] } }
    : given;

export const createObserver = async (given: Case): Promise<Observer> => {
  const { model, options } = given;
  const { x: inputs, y: targets } = given.data as { readonly x: unknown; readonly y?: unknown };
  const rows = { x: firstRows(inputs), y: firstRows(targets ?? inputs) };
  const labels = options.loss === sparseSoftmaxCrossEntropy ? await rows.y.data() : undefined;
  const kinds = new Map(kindsOf(model, ""));
  const shapes: (readonly [path: string, shape: readonly number[]])[] = [];
  let first: TrainedModel | undefined;
  const look = compile((params: Parameters, state: Structure, at: typeof rows) => {
    let outputs: Tensor[] = [];
    const [, gradients] = valueAndGrad((weights: Parameters) => {
      outputs = [at.x];
      shapes.splice(0, Infinity, ["input", at.x.shape]);
      const tap = (path: string, value: unknown) => {
        outputs.push(value as Tensor);
        shapes.push([path, (value as Tensor).shape]);
      };
      const context = { training: true, key: key(0), path: "", tap };
      const applied = first!.apply(weights, state as never, at.x, context);
      const measure = options.loss as (prediction: Tensor, target: Tensor) => Tensor;
      const loss = measure(applied.y, at.y).mean();
      if (shapes.at(-1)![0] !== "") tap("", applied.y);
      return applied.loss ? loss.add(applied.loss) : loss;
    })(params);
    return { gradients: listParameters(gradients).map(({ tensor }) => tensor), outputs };
  });
  const seen: Observation[] = [];
  const add = async ({ model: trained, loss, metrics, validation }: Epoch, part: number): Promise<void> => {
    first ??= trained;
    const { params, state } = trained;
    const weights = listParameters(params);
    const found = (await data({
      ...look(params, state as Structure, rows),
      weights: weights.map(({ tensor }) => tensor),
    } as never)) as unknown as Readonly<Record<"gradients" | "outputs" | "weights", readonly Numbers[]>>;
    const { gradients, outputs } = found;
    const scores = outputs.at(-1)!;
    const width = scores.length / rows.x.shape[0]!;
    seen.push({
      part,
      loss,
      validationLoss: validation?.loss,
      accuracy: metrics.accuracy as number | undefined,
      validationAccuracy: validation?.metrics.accuracy as number | undefined,
      parameters: weights.map(({ path }, i) => ({ path, weight: found.weights[i]!, gradient: gradients[i]! })),
      outputs: shapes.slice(1).flatMap(([path, shape], i) => {
        const kind = kinds.get(path);
        const [values, before] = [outputs[i + 1]!, outputs[i]!];
        return kind === undefined || path === ""
          ? []
          : [{ kind, shape, values, inputs: before.length === values.length ? before : undefined }];
      }),
      classes: labels
        ? Array.from(labels as unknown as Int32Array, (right, row) => {
            const own = scores.slice(row * width, (row + 1) * width);
            return [right, own.indexOf(Math.max(...own))] as const;
          })
        : [],
    });
  };
  // As it is before its first step: a step of next to nothing.
  const still = { ...options, optimizer: gradientDescent({ rate: 1e-30 }), epochs: 1, doctor: "off" } as const;
  for await (const epoch of train(model, given.data, still)) await add(epoch, 0);
  return {
    seen,
    epoch: (epoch) => add(epoch, epoch.number / epoch.epochs),
    broken: (part) => seen.push({ ...seen.at(-1)!, part, loss: Number.NaN }),
  };
};
