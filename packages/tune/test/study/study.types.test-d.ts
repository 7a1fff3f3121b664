import { createStudy, type Direction, float, type LiveTrial, type Study, type Trial } from "@kaviar/tune";
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
