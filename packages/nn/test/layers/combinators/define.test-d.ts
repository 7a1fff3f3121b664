import type { Tensor } from "@kaviar/tensor";
import { expectTypeOf, test } from "vitest";
import { concatenate, define, dense, type Layer, parallel, relu, sequential } from "../../../src/index.ts";

test("define knows its layers by name, and what goes in and out", () => {
  const plain = define({ encoder: dense(64), relu, head: dense(3) }, (layers, x) => {
    expectTypeOf(x).toEqualTypeOf<Tensor>();
    expectTypeOf<keyof typeof layers>().toEqualTypeOf<"encoder" | "relu" | "head">();
    expectTypeOf(layers.encoder).toEqualTypeOf<(x: Tensor) => Tensor>();
    expectTypeOf(layers.relu(x)).toEqualTypeOf<Tensor>();
    // @ts-expect-error there is no such layer
    layers.decoder;
    return layers.head(layers.encoder(x));
  });
  expectTypeOf(plain).toEqualTypeOf<Layer<Tensor, Tensor>>();
  sequential(plain, dense(1));
});

test("inputs by annotation, outputs by what is returned", () => {
  const twin = define({ tower: dense(8) }, ({ tower }, { left, right }: { left: Tensor; right: Tensor }) => ({
    score: tower(left).mul(tower(right)),
  }));
  expectTypeOf(twin).toEqualTypeOf<Layer<{ left: Tensor; right: Tensor }, { score: Tensor }>>();
  define({ twin }, (layers, pair: { left: Tensor; right: Tensor }) => {
    expectTypeOf(layers.twin(pair)).toEqualTypeOf<{ score: Tensor }>();
    return layers.twin(pair).score;
  });
});

test("parallel keeps names and places", () => {
  expectTypeOf(parallel({ mean: dense(2), spread: relu })).toEqualTypeOf<
    Layer<Tensor, { readonly mean: Tensor; readonly spread: Tensor }>
  >();
  expectTypeOf(parallel(dense(2), relu)).toExtend<Layer<Tensor, readonly [Tensor, Tensor]>>();
  sequential(parallel(dense(2), dense(3)), concatenate());
});
