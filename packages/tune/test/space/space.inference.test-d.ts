import { expectTypeOf, test } from "vitest";
import {
  array,
  bool,
  choice,
  constrain,
  createStudy,
  float,
  int,
  log,
  oneMinusLog,
  ordinal,
  permutation,
  type ValuesOf,
} from "../../src/index.ts";

const space = {
  rate: log(1e-5, 1),
  units: int(8, 512, { log: true }),
  epochs: 30,
  batch: choice([16, 32]),
  size: ordinal(["small", "large"]),
  flag: bool(),
  optimizer: choice({ sgd: { nesterov: bool() }, adam: { beta2: oneMinusLog(0.9, 0.9999) } }),
  layers: array({ units: int(1, 2) }, { min: 1, max: 3 }),
  order: permutation(["a", "b"]),
  head: { dropout: float(0, 0.8) },
};

test("the values of a space have the types of its parameters", () => {
  type Values = ValuesOf<typeof space>;
  expectTypeOf<Values["rate"]>().toEqualTypeOf<number>();
  expectTypeOf<Values["epochs"]>().toEqualTypeOf<number>();
  expectTypeOf<Values["batch"]>().toEqualTypeOf<16 | 32>();
  expectTypeOf<Values["size"]>().toEqualTypeOf<"small" | "large">();
  expectTypeOf<Values["flag"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Values["layers"]>().toEqualTypeOf<{ units: number }[]>();
  expectTypeOf<Values["order"]>().toEqualTypeOf<("a" | "b")[]>();
  expectTypeOf<Values["head"]>().toEqualTypeOf<{ dropout: number }>();
  expectTypeOf<Extract<Values["optimizer"], { kind: "sgd" }>["nesterov"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Extract<Values["optimizer"], { kind: "adam" }>["beta2"]>().toEqualTypeOf<number>();
  expectTypeOf<Values["optimizer"]["kind"]>().toEqualTypeOf<"sgd" | "adam">();
});

test("an objective gets them, and the result gives them back", async () => {
  const study = await createStudy({ storage: "memory" });
  const result = await study.optimize(
    constrain(space, ({ rate, units }) => rate * units < 100),
    ({ rate, optimizer }, trial) => {
      expectTypeOf(rate).toEqualTypeOf<number>();
      if (optimizer.kind === "adam") expectTypeOf(optimizer.beta2).toEqualTypeOf<number>();
      // @ts-expect-error: only sgd has it
      optimizer.nesterov;
      expectTypeOf(trial.choice("loss", ["mae", "mse"])).toEqualTypeOf<"mae" | "mse">();
      return rate;
    },
    { trials: 1 },
  );
  expectTypeOf(result.best!.params.batch).toEqualTypeOf<16 | 32>();
});
