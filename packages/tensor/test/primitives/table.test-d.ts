import { type PrimitiveName, zero } from "@kaviar/tensor/core/primitive";
import { elementwise } from "@kaviar/tensor/primitives/elementwise";
import { describe, expectTypeOf, it } from "vitest";

describe("what a new primitive may not forget", () => {
  const rule = { evaluate: Math.exp, lower: "Exp" };

  it("is its place in the table: no other name compiles", () => {
    expectTypeOf<PrimitiveName>().extract<"exp" | "loop">().toEqualTypeOf<"exp" | "loop">();
    // @ts-expect-error: no file that the table lists exports a noSuchPrimitive
    elementwise({ name: "noSuch", ...rule, derivative: zero });
  });

  it("is its derivative: a function that is flat says so", () => {
    elementwise({ name: "exp", ...rule, derivative: zero });
    // @ts-expect-error: neither a derivative nor `zero`
    elementwise({ name: "exp", ...rule });
  });
});
