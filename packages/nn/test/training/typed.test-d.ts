import type { Shape, Tensor } from "@kaviar/tensor";
import { describe, expectTypeOf, it } from "vitest";
import {
  type AnyLayer,
  accuracy,
  concatenate,
  define,
  dense,
  type Epoch,
  embedding,
  type Fitted,
  fit,
  type Layer,
  meanSquaredError,
  parallel,
  relu,
  sequential,
  sigmoidCrossEntropy,
  type TrainedModel,
  train,
} from "../../src/index.ts";

const plain = sequential(dense(4), relu, dense(1));
const twins = define(
  { twin: dense(8), sum: dense(1), larger: dense(1) },
  ({ twin, sum, larger }, { left, right }: { left: Tensor; right: Tensor }) => ({
    sum: sum(twin(left).add(twin(right))),
    larger: larger(twin(left).sub(twin(right))),
  }),
);
const pairs = { left: [[1]], right: [[2]] };
const losses = { sum: meanSquaredError, larger: sigmoidCrossEntropy };

describe("fit", () => {
  it("of one tensor gives one", async () => {
    const trained = await fit(plain, { x: [[1]], y: [1] }, { loss: meanSquaredError, metrics: [accuracy] });
    expectTypeOf(await trained.predict([[1]])).toEqualTypeOf<Tensor>();
    expectTypeOf(trained).toEqualTypeOf<Fitted>();
  });

  it("of several outputs gives them by their names", async () => {
    const trained = await fit(twins, { x: pairs, y: { sum: [3], larger: [0] } }, { loss: losses });
    const said = await trained.predict(pairs);
    expectTypeOf(said.sum).toEqualTypeOf<Tensor>();
    // @ts-expect-error no such output
    said.smaller;
  });

  it("knows the names of inputs, outputs, losses and metrics", () => {
    const y = { sum: [3], larger: [0] };
    // @ts-expect-error no such input
    fit(twins, { x: { left: [[1]], rigth: [[2]] }, y }, { loss: losses });
    // @ts-expect-error no such output
    fit(twins, { x: pairs, y: { sum: [3], largr: [0] } }, { loss: losses });
    // @ts-expect-error no such output
    fit(twins, { x: pairs, y }, { loss: { sum: meanSquaredError, largr: sigmoidCrossEntropy } });
    // @ts-expect-error no such output
    fit(twins, { x: pairs, y }, { loss: losses, metrics: { largr: [accuracy] } });
    // @ts-expect-error several outputs need several losses
    fit(twins, { x: pairs, y }, { loss: meanSquaredError });
    fit(twins, { x: pairs, y }, { loss: losses, metrics: { larger: [accuracy] } });
    // Some of them may be left out.
    fit(twins, { x: pairs, y: { sum: [3] } }, { loss: { sum: meanSquaredError } });
  });

  it("takes a loss of all outputs together, with targets of its own form", () => {
    const loss = (said: { sum: Tensor; larger: Tensor }, target: { boxes: Tensor }) =>
      said.sum.sub(said.larger).sub(target.boxes).square().mean(-1);
    fit(twins, { x: pairs, y: { boxes: [[1]] } }, { loss });
    // @ts-expect-error targets of another form
    fit(twins, { x: pairs, y: { bxes: [[1]] } }, { loss });
    fit(twins, { x: pairs, y: [1] }, { loss: (said, target) => said.sum.sub(target).square().mean(-1) });
  });

  it("takes what a canvas has", () => {
    fit(plain, { x: { data: new Uint8ClampedArray(4), shape: [1, 4] }, y: [1] }, { loss: meanSquaredError });
  });

  it("takes a layer that nothing is known of", async () => {
    const trained = await fit(plain as AnyLayer, { x: pairs, y: pairs }, { loss: { any: meanSquaredError } });
    expectTypeOf(await trained.predict(pairs)).toEqualTypeOf<Tensor>();
  });
});

describe("train", () => {
  it("gives models of the types of the model, epoch by epoch", async () => {
    for await (const { model, best } of train(twins, { x: pairs }, { loss: losses })) {
      expectTypeOf(await model.predict(pairs)).toEqualTypeOf<{ sum: Tensor; larger: Tensor }>();
      expectTypeOf(await best.model.predict(pairs)).toEqualTypeOf<{ sum: Tensor; larger: Tensor }>();
    }
  });
});

describe("a model that takes several dtypes", () => {
  it("is a model like any other, to be kept where any is", async () => {
    const words = sequential(embedding(9, 4), dense(1));
    let last: Epoch | undefined;
    for await (const epoch of train(words, { x: [[1]], y: [1] }, { loss: meanSquaredError })) last = epoch;
    let kept: Fitted = await fit(words, { x: [[1]], y: [1] }, { loss: meanSquaredError });
    kept = await fit(plain, { x: [[1]], y: [1] }, { loss: meanSquaredError });
    const any: TrainedModel<never, unknown> = await fit(twins, { x: pairs }, { loss: losses });
    expectTypeOf([last, kept, any]).toBeArray();
  });
});

describe("layers", () => {
  it("in a row take what the first takes and make what the last makes", () => {
    const both = sequential(twins, concatenate());
    expectTypeOf(both).toMatchTypeOf<Layer<{ left: Tensor; right: Tensor }, unknown>>();
    const named = sequential(dense(2), parallel({ mean: dense(1), spread: dense(1) }));
    expectTypeOf(named).toMatchTypeOf<Layer<Tensor, { readonly mean: Tensor; readonly spread: Tensor }>>();
    expectTypeOf(sequential(embedding(9, 4), dense(1))).toMatchTypeOf<Layer<Tensor | Tensor<"int32">>>();
  });

  it("of one's own say the shapes of all they take and make", () => {
    const own: Layer<{ a: Tensor; b: Tensor }, { sum: Tensor; rest: Tensor }> = {
      kind: "own",
      init: (_, inputShape) => {
        expectTypeOf(inputShape.a).toEqualTypeOf<Shape>();
        return { params: {}, state: {}, outputShape: { sum: inputShape.a, rest: inputShape.b } };
      },
      apply: (_, state, { a, b }) => ({ y: { sum: a.add(b), rest: a.sub(b) }, state }),
    };
    expectTypeOf(fit(own, { x: { a: [1], b: [2] } }, { loss: { sum: meanSquaredError } })).resolves.toMatchTypeOf<
      Fitted<{ a: Tensor; b: Tensor }, { sum: Tensor; rest: Tensor }>
    >();
  });
});
