import {
  choice,
  createStudy,
  type Direction,
  float,
  type LiveTrial,
  type Study,
  type Trial,
  tensorBoard,
} from "@kaviar/tune";
import { expectTypeOf, test } from "vitest";

const space = { x: float(0, 1), epochs: 30 };

test("an objective of one direction returns a number, now or later", async () => {
  const study = await createStudy({ seed: 1 });
  await study.optimize(space, ({ x }) => x);
  await study.optimize(space, async ({ x }) => x);
  await study.optimize(space, ({ x }) => [x]);
  await study.optimize(null, (trial) => trial.float("x", 0, 1));
  await study.optimize(space, ({ x }, trial) => (x > 0.5 ? trial.prune() : x));
  // @ts-expect-error text is no value
  await study.optimize(space, ({ x }) => String(x));
  // @ts-expect-error nothing is none
  await study.optimize(space, () => {});
  // @ts-expect-error nor is what may be nothing
  await study.optimize(space, ({ x }) => (x > 0 ? x : undefined));
  // @ts-expect-error one direction, two numbers
  await study.optimize(space, ({ x }) => [x, x]);
  // @ts-expect-error text, asked by name
  await study.optimize(null, (trial) => String(trial.number));
});

test("an objective of several directions returns one number for each", async () => {
  const study = await createStudy({ directions: ["minimize", "maximize"] });
  await study.optimize(space, ({ x }) => [x, -x]);
  await study.optimize(space, async ({ x }) => [x, -x]);
  // @ts-expect-error one number
  await study.optimize(space, ({ x }) => x);
  // @ts-expect-error one number in a list
  await study.optimize(space, ({ x }) => [x]);
  // @ts-expect-error three numbers
  await study.optimize(space, ({ x }) => [x, x, x]);
});

test("where the directions are not known to the compiler, any number of numbers is taken, and still no text", async () => {
  const directions: readonly Direction[] = ["minimize"];
  const study = await createStudy({ directions });
  await study.optimize(space, ({ x }) => x);
  await study.optimize(space, ({ x }) => [x, x]);
  // @ts-expect-error text
  await study.optimize(space, () => "1");
});

test("what `optimize` comes to has the types of its space", async () => {
  const study = await createStudy({ seed: 1 });
  const { best, trials, front } = await study.optimize(space, ({ x }) => x);
  expectTypeOf(trials[0]!.params).toEqualTypeOf<{ x: number; epochs: number }>();
  expectTypeOf(front[0]!.params.x).toBeNumber();
  expectTypeOf(best!.params.epochs).toBeNumber();
});

test("studies of any directions are studies, as others take them", async () => {
  const one = await createStudy();
  const two = await createStudy({ directions: ["minimize", "maximize"], warmStart: [one] });
  const all: Study[] = [one, two];
  expectTypeOf(all[0]!.trials).toEqualTypeOf<readonly Trial[]>();
  expectTypeOf<LiveTrial["prune"]>().returns.toBeNever();
});

test("objectives with names are returned, told and read by name", async () => {
  const study = await createStudy({ directions: { loss: "minimize", size: "minimize" } });
  await study.optimize(space, ({ x }) => ({ loss: x, size: 1 }));
  await study.optimize(null, async (trial) => ({ size: 1, loss: trial.float("x", 0, 1) }));
  // @ts-expect-error one is missing
  await study.optimize(space, ({ x }) => ({ loss: x }));
  // @ts-expect-error one is misspelt
  await study.optimize(space, ({ x }) => ({ loss: x, siez: 1 }));
  // @ts-expect-error text is no value
  await study.optimize(space, ({ x }) => ({ loss: x, size: "1" }));
  // @ts-expect-error in an order that nobody can check
  await study.optimize(space, ({ x }) => [x, 1]);
  const trial = await study.ask(space);
  await study.tell(trial, { loss: 1, size: 2 });
  // @ts-expect-error one is misspelt
  await study.tell(trial, { loss: 1, siez: 2 });
  const { front } = await study.optimize(space, ({ x }) => ({ loss: x, size: 1 }));
  expectTypeOf(front[0]!.objectives).toEqualTypeOf<{ readonly loss: number; readonly size: number } | undefined>();
  expectTypeOf(study.trials[0]!.objectives!.size).toBeNumber();
  const any: Study = study;
  expectTypeOf(any.trials[0]!.objectives).toEqualTypeOf<Readonly<Record<string, number>> | undefined>();
  // @ts-expect-error no direction
  await createStudy({ directions: { loss: "down" } });
});

test("a study that is made with a space has params of its types", async () => {
  const study = await createStudy({ space: { ...space, kind: choice(["a", "b"]) }, seed: 1 });
  interface Params {
    x: number;
    epochs: number;
    kind: "a" | "b";
  }
  expectTypeOf(study.best.params).toEqualTypeOf<Params>();
  expectTypeOf(study.trials[0]!.params).toEqualTypeOf<Params>();
  expectTypeOf((await study.pareto())[0]!.params.kind).toEqualTypeOf<"a" | "b">();
  expectTypeOf((await study.ask()).params).toEqualTypeOf<Params>();
  expectTypeOf((await study.tell(0, 1)).params.x).toBeNumber();
  // @ts-expect-error the space has no such parameter
  study.best.params.y;
  const any: Study = study;
  expectTypeOf(any.best.params).toEqualTypeOf<Readonly<Record<string, unknown>>>();
  const named = await createStudy({ space, directions: { loss: "minimize", size: "minimize" } });
  await named.optimize(space, ({ x }) => ({ loss: x, size: 1 }));
  expectTypeOf(named.trials[0]!.params.x).toBeNumber();
  expectTypeOf(named.trials[0]!.objectives!.loss).toBeNumber();
  const untyped = await createStudy({ seed: 1 });
  expectTypeOf(untyped.best.params).toEqualTypeOf<Readonly<Record<string, unknown>>>();
  // @ts-expect-error a number is no space
  await createStudy({ space: 5 });
});

test("logs hear of trials whose params have the types of the space", async () => {
  const study = await createStudy({ directions: { loss: "minimize", size: "minimize" } });
  await study.optimize(space, ({ x }) => ({ loss: x, size: 1 }), {
    log: [
      tensorBoard("runs"),
      ({ trial, best }) => {
        expectTypeOf(trial.params.x).toBeNumber();
        expectTypeOf(best!.objectives!.size).toBeNumber();
      },
    ],
  });
  // @ts-expect-error a folder is no log
  await study.optimize(space, ({ x }) => ({ loss: x, size: 1 }), { log: ["runs"] });
});
