import { anything, type OptionsOf, oneOf, optionsThrowing, positive, whole } from "@kaviar/base/check";
import { expectTypeOf, it } from "vitest";

const { options, optionsOf } = optionsThrowing((evidence) => new Error(evidence));

it("the type of the options comes from the table", () => {
  const read = options("f", { rate: positive, every: whole(1).optional(), form: oneOf("a", "b").default("a") });
  expectTypeOf<OptionsOf<typeof read>>().toEqualTypeOf<{
    readonly rate: number;
    readonly every?: number;
    readonly form?: "a" | "b";
  }>();
  expectTypeOf(read({ rate: 1 })).toEqualTypeOf<{
    readonly rate: number;
    readonly form: "a" | "b";
    readonly every?: number;
  }>();
});

it("a name that is left out of a total table does not compile", () => {
  interface Options {
    readonly data: string;
    readonly size?: number;
  }
  optionsOf<Options>()("f", { data: anything(), size: whole(1).optional() });
  // @ts-expect-error `size` is left out
  optionsOf<Options>()("f", { data: anything() });
  // @ts-expect-error `size` is a number
  optionsOf<Options>()("f", { data: anything(), size: oneOf("a") });
  // @ts-expect-error there is no `colour`
  optionsOf<Options>()("f", { data: anything(), size: whole(1).optional(), colour: anything() });
});

it("what has a default in a total table is there", () => {
  interface Options {
    readonly data: string;
    readonly size?: number;
    readonly rate?: number;
  }
  const read = optionsOf<Options>()("f", { data: anything(), size: whole(1).default(1), rate: positive.optional() });
  expectTypeOf<OptionsOf<typeof read>>().toEqualTypeOf<Options>();
  expectTypeOf(read({ data: "x" })).toEqualTypeOf<{
    readonly data: string;
    readonly rate?: number;
    readonly size: number;
  }>();
});
