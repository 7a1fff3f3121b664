import {
  compile,
  data,
  key,
  loop,
  normal,
  type Settings,
  scan,
  type Tensor,
  tensor,
  uniform,
  valueAndGrad,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

interface State {
  readonly w1: Tensor;
  readonly w2: Tensor;
  readonly velocity: { readonly w1: Tensor; readonly w2: Tensor };
}

const [rows, columns, hidden] = [512, 33, 65];

const lossOf = ({ w1, w2 }: Pick<State, "w1" | "w2">, x: Tensor): Tensor =>
  x.matmul(w1).tanh().matmul(w2).softmax(-1).log().mean().neg();

/** Momentum on random mini-batches: gathers, products, sums, random numbers. */
const step = (state: State, batch: Tensor<"int32">, x: Tensor): readonly [State, Tensor] => {
  const noise = uniform(key(3), [batch.size, columns]);
  const [loss, slope] = valueAndGrad(lossOf)({ w1: state.w1, w2: state.w2 }, x.gather(batch, 0).add(noise));
  const velocity = {
    w1: state.velocity.w1.mul(0.9).add(slope.w1),
    w2: state.velocity.w2.mul(0.9).add(slope.w2),
  };
  return [{ w1: state.w1.sub(velocity.w1.mul(0.1)), w2: state.w2.sub(velocity.w2.mul(0.1)), velocity }, loss];
};

const epoch = (options: Partial<Settings> = {}) =>
  compile(
    (state: State, batches: Tensor<"int32">, x: Tensor) =>
      scan((state: State, batch: Tensor<"int32">) => step(state, batch, x), state, batches),
    options,
  );

const start = (): State => {
  const [w1, w2] = [normal(key(1), [columns, hidden]).mul(0.1), normal(key(2), [hidden, 10]).mul(0.1)];
  return { w1, w2, velocity: { w1: w1.mul(0), w2: w2.mul(0) } };
};

const examples = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i));
const x = tensor(examples, { shape: [rows, columns] });
const batchesFrom = (first: number, last: number) =>
  tensor(
    Int32Array.from({ length: (last - first) * 32 }, (_, i) => ((first * 32 + i) * 7919) % rows),
    { shape: [last - first, 32] },
  );

describe("the same training has the same bits", () => {
  const whole = () => data(epoch()(start(), batchesFrom(0, 20), x));

  it("twice", async () => {
    expect(await whole()).toEqual(await whole());
  });

  it("in one scan of 20 steps and in two of 10", async () => {
    const run = epoch();
    const [middle] = run(start(), batchesFrom(0, 10), x);
    const [end] = run(middle, batchesFrom(10, 20), x);
    expect(await data(end)).toEqual((await whole())[0]);
  });

  it("on one thread and on two", async () => {
    expect(await data(epoch({ threads: 2 })(start(), batchesFrom(0, 20), x))).toEqual(await whole());
  });

  it("from memory that starts anywhere", async () => {
    for (const offset of [1, 3]) {
      const view = new Float32Array(examples.length + offset).subarray(offset);
      view.set(examples);
      const shifted = tensor(view, { shape: [rows, columns] });
      expect(await data(epoch()(start(), batchesFrom(0, 20), shifted))).toEqual(await whole());
    }
  });

  it("in a loop of n and two of n / 2, where the step's number counts", async () => {
    const walk = (steps: number) =>
      compile((s: Tensor, from: Tensor<"int32">) =>
        loop(steps, s, (s, i) => s.matmul(s).tanh().add(i.add(from).cast("float32").sin())),
      );
    const s = normal(key(5), [24, 24]);
    const from = (i: number) => tensor(i, { dtype: "int32" });
    const halfway = walk(15)(s, from(0));
    expect(await walk(15)(halfway, from(15)).data()).toEqual(await walk(30)(s, from(0)).data());
  });
});
