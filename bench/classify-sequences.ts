import { compile, configure, mapStructure, scan, type Tensor, tensor, valueAndGrad, zerosLike } from "@kaviar/tensor";
import { adamStep } from "./adam.ts";
import { measure } from "./peers/measure.mjs";
import { sequences, type shapes } from "./peers/sequences.mjs";

interface State<P> {
  readonly parameters: P;
  readonly mean: P;
  readonly square: P;
  readonly step: Tensor;
}

/** Trains a classifier of sequences, an epoch a run, and prints what a step takes; `scores` is [batch, classes]. */
export const classifySequences = async <P>(
  size: string,
  shape: (typeof shapes)[keyof typeof shapes],
  parameters: P,
  scores: (parameters: P, x: Tensor) => Tensor,
): Promise<void> => {
  const threads = Number(process.argv[3] ?? 1);
  configure({ threads });
  const lossOf = (parameters: P, x: Tensor, y: Tensor<"int32">): Tensor =>
    scores(parameters, x).logSoftmax().takeAlongAxis(y.expandDims(1), 1).mean().neg();
  const epoch = compile((state: State<P>, x: Tensor, y: Tensor<"int32">, batches: Tensor<"int32">) =>
    scan(
      (at: State<P>, rows: Tensor<"int32">): [State<P>, Tensor] => {
        const [loss, gradients] = valueAndGrad(lossOf)(at.parameters, x.gather(rows, 0), y.gather(rows, 0));
        return [adamStep(at.parameters, gradients, at), loss];
      },
      state,
      batches,
    ),
  );

  const { rows, length, features, batch } = shape;
  const data = sequences(shape);
  const x = tensor(data.x, { shape: [rows, length, features] });
  const y = tensor(data.y);
  const steps = rows / batch;
  const batches = tensor(
    Int32Array.from({ length: rows }, (_, i) => i),
    { shape: [steps, batch] },
  );
  const zeros = mapStructure(zerosLike, parameters);
  let state: State<P> = { parameters, mean: zeros, square: zeros, step: tensor(0) };
  await measure({ peer: "kaviar", size, threads, steps }, async () => {
    const [next, losses] = epoch(state, x, y, batches);
    state = next;
    return losses.data();
  });
};
