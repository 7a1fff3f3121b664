import type { Tensor } from "@kaviar/tensor";
import { describe, expectTypeOf, it } from "vitest";
import { createTrainer, define, dense, relu, sequential, sgd, type TrainedModel } from "../../src/index.ts";

const split = define({ left: dense(1), right: dense(1) }, ({ left, right }, x) => ({ left: left(x), right: right(x) }));
const both = define({ twin: dense(8) }, ({ twin }, { a, b }: { a: Tensor; b: Tensor }) => twin(a).mul(twin(b)));

describe("createTrainer", () => {
  it("calls networks with what they take, and gets what they make", () => {
    createTrainer({
      networks: { split, both, plain: sequential(dense(2), relu) },
      optimizers: { split: sgd() },
      step: ({ split, both, plain }, { x }, { update }) => {
        expectTypeOf(x).toEqualTypeOf<Tensor>();
        expectTypeOf(split(x)).toEqualTypeOf<{ left: Tensor; right: Tensor }>();
        expectTypeOf(both({ a: x, b: x })).toEqualTypeOf<Tensor>();
        expectTypeOf(plain(x)).toEqualTypeOf<Tensor>();
        // @ts-expect-error two inputs by their names
        both(x);
        // @ts-expect-error no such network
        update("other", () => x.mean());
        return {};
      },
    });
  });

  it("gives models of the types of its networks", async () => {
    const trainer = createTrainer({ networks: { split }, optimizers: { split: sgd() }, step: () => ({}) });
    const run = await trainer.begin({ x: [[1]], y: [1] });
    expectTypeOf(trainer.predict(run, "split", [[1]])).toEqualTypeOf<{ left: Tensor; right: Tensor }>();
    expectTypeOf(await trainer.models(run).split.predict([[1]])).toEqualTypeOf<{ left: Tensor; right: Tensor }>();
  });

  it("refuses an optimizer of no network", () => {
    // @ts-expect-error no such network
    createTrainer({ networks: { plain: dense(1) }, optimizers: { other: sgd() }, step: () => ({}) });
  });

  it("takes rows like the batch of the step, and says what the step says", async () => {
    const trainer = createTrainer({
      networks: { plain: dense(1) },
      optimizers: { plain: sgd() },
      step: ({ plain }, { x, actions }: { x: Tensor; actions: Tensor<"int32"> }, { update }) => ({
        loss: update("plain", () => plain(x).mul(actions.cast("float32")).mean()),
      }),
      validate: ({ plain }, { x }) => ({ size: plain(x).abs().mean() }),
    });
    // @ts-expect-error no actions
    trainer.train({ x: [[1]] });
    for await (const { values, validation, models } of trainer.train({ x: [[1]], actions: new Int32Array(1) })) {
      expectTypeOf(values.loss).toEqualTypeOf<number>();
      expectTypeOf(validation!.size).toEqualTypeOf<number>();
      expectTypeOf(models.plain).toEqualTypeOf<TrainedModel>();
      // @ts-expect-error nothing of that name was said
      values.error;
    }
    const run = await trainer.begin({ x: [[1]], actions: [0] });
    const [, said] = trainer.step(run, { x: [[1]], actions: [0] });
    expectTypeOf(said.loss).toEqualTypeOf<Tensor>();
  });
});
