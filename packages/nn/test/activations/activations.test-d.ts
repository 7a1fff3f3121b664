import { expectTypeOf, it } from "vitest";
import type { Activation } from "../../src/activations/contract/activation.ts";
import { leakyRelu, relu, step } from "../../src/activations/index.ts";
import type { Loss } from "../../src/losses/contract/loss.ts";
import { huber, meanSquaredError } from "../../src/losses/index.ts";

it("parameters of activations have names and types", () => {
  expectTypeOf(leakyRelu).toExtend<Activation>();
  expectTypeOf(leakyRelu.with({ alpha: 0.2 })).toEqualTypeOf(leakyRelu);
  expectTypeOf(step.options.bipolar).toEqualTypeOf<boolean>();
  expectTypeOf(relu).not.toHaveProperty("with");
  // @ts-expect-error: alpha is a number
  leakyRelu.with({ alpha: "0.2" });
  // @ts-expect-error: there is no such parameter
  leakyRelu.with({ beta: 1 });
});

it("a function that makes losses is no loss", () => {
  expectTypeOf(meanSquaredError).toEqualTypeOf<Loss>();
  expectTypeOf(huber({ delta: 2 })).toEqualTypeOf<Loss>();
  expectTypeOf(huber).not.toExtend<Loss>();
});
