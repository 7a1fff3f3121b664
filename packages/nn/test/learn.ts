import { arange, compile, fold, type Key, key, scan, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import type { Layer } from "../src/layers/contract/layer.ts";
import { adam } from "../src/optimizers/adam.ts";
import { mapParameters, type Parameters } from "../src/parameters/parameters.ts";

interface Task<B extends { readonly x: Tensor }> {
  readonly model: Layer;
  /** Another batch for each key. */
  readonly batch: (from: Key) => B;
  readonly loss: (prediction: Tensor, batch: B) => Tensor;
  /** What is reported: the loss unless said. */
  readonly measure?: (prediction: Tensor, batch: B) => Tensor;
  readonly rate: number;
  readonly steps: number;
}

/** Trains with Adam, all steps in one run, and gives the mean measure on ten batches that were not seen. */
export const learn = async <B extends { readonly x: Tensor }>({
  model,
  batch,
  loss,
  measure = loss,
  rate,
  steps,
}: Task<B>): Promise<number> => {
  const { params, state } = model.init(key(1), batch(key(0)).x.shape.slice(1));
  const optimizer = adam({ rate });
  const predict = (params: Parameters, x: Tensor) =>
    model.apply(params, state, x, { training: true, key: key(0), path: "" }).y;
  const run = compile((start: Parameters, numbers: Tensor<"int32">, unseen: Tensor<"int32">) => {
    const [[trained]] = scan(
      ([params, moments]: [Parameters, ReturnType<typeof optimizer.init>], number: Tensor<"int32">) => {
        const drawn = batch(fold(key(2), number));
        const [value, gradients] = valueAndGrad((p: Parameters) => loss(predict(p, drawn.x), drawn))(params);
        const at = {
          step: number.cast("float32"),
          steps: tensor(steps),
          stepsPerEpoch: tensor(steps),
          loss: value,
          key: key(0),
        };
        const [updates, next] = optimizer.update(gradients, moments, params, at);
        return [[mapParameters((_, p, u) => p.add(u!), params, updates), next] as [Parameters, typeof next], undefined];
      },
      [start, optimizer.init(start)] as [Parameters, ReturnType<typeof optimizer.init>],
      numbers,
    );
    const [, losses] = scan(
      (none: Tensor, number: Tensor<"int32">) => {
        const drawn = batch(fold(key(3), number));
        return [none, measure(predict(trained, drawn.x), drawn)];
      },
      tensor(0),
      unseen,
    );
    return losses.mean();
  });
  return run(
    params,
    arange(steps, undefined, 1, { dtype: "int32" }),
    arange(10, undefined, 1, { dtype: "int32" }),
  ).item();
};
