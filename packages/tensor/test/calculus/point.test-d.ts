import {
  type CriticalPoint,
  constrained,
  lbfgs,
  newton,
  type Point,
  type Tensor,
  tensor,
  type Variables,
} from "@kaviar/tensor";
import { describe, expectTypeOf, it } from "vitest";

describe("what goes in as", () => {
  it("a number comes out as a number, and f sees a tensor", async () => {
    const { x } = await newton((w) => {
      expectTypeOf(w).toEqualTypeOf<Tensor<"float64">>();
      return w.square();
    }, 0);
    expectTypeOf(x).toEqualTypeOf<number>();
  });

  it("an array of numbers comes out as an array of numbers", async () => {
    const start: number[] = [1, 2];
    expectTypeOf((await lbfgs((x) => x.sum(), start)).x).toEqualTypeOf<number[]>();
    expectTypeOf((await lbfgs((x) => x.sum(), [1, 2])).x).toEqualTypeOf<[number, number]>();
  });

  it("a tensor comes out as a float64 tensor", async () => {
    expectTypeOf((await lbfgs((x) => x.sum(), tensor([1, 2]))).x).toEqualTypeOf<Tensor<"float64">>();
  });

  it("a structure comes out as that structure", async () => {
    const { x } = await constrained(
      ({ w, b }) => w.sum().add(b),
      { w: tensor([1]), b: 0 },
      {
        equalities: ({ w }) => w.sum(),
      },
    );
    expectTypeOf(x).toEqualTypeOf<{ w: Tensor<"float64">; b: number }>();
    expectTypeOf<Variables<{ w: number[][]; b: number }>>().toEqualTypeOf<{
      readonly w: Tensor<"float64">;
      readonly b: Tensor<"float64">;
    }>();
    expectTypeOf<Point<Float32Array>>().toEqualTypeOf<Float64Array>();
    expectTypeOf<CriticalPoint<number>["gradient"]>().toEqualTypeOf<number>();
  });
});
