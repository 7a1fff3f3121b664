import type { Tensor } from "@kaviar/tensor";
import { tensor } from "@kaviar/tensor";
import { describe, expectTypeOf, it } from "vitest";
import { minimize } from "../../src/minimize/index.ts";

describe("minimize", () => {
  it("calls with tensors of the start's dtype and gives back the start's form", async () => {
    const { x } = await minimize(
      ({ a, b }, c) => {
        expectTypeOf(a).toEqualTypeOf<Tensor<"float64">>();
        expectTypeOf(c).toEqualTypeOf<Tensor<"float64">>();
        return a.sum().add(b.sum()).add(c);
      },
      { a: new Float64Array(2), b: tensor(1, { dtype: "float64" }) },
      { data: 3 },
    );
    expectTypeOf(x).toEqualTypeOf<{ a: Float64Array<ArrayBuffer>; b: Tensor<"float64"> }>();
  });

  it("numbers are float32 scalars", async () => {
    const { x } = await minimize((w) => {
      expectTypeOf(w).toEqualTypeOf<Tensor>();
      return w.square();
    }, 3);
    expectTypeOf(x).toEqualTypeOf<number>();
  });
});
