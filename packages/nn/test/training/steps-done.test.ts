import { type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  chain,
  cosine,
  cyclic,
  dense,
  fit,
  freeze,
  lbfgs,
  listParameters,
  lookahead,
  meanSquaredError,
  named,
  relu,
  type StepsDone,
  sequential,
  sgd,
  train,
  trainInWorker,
} from "../../src/index.ts";

const x = Array.from({ length: 40 }, (_, i) => [i / 20 - 1, (i % 7) / 7]);
const y = x.map(([a, b]) => Math.sin(3 * a!) * b!);
const model = sequential(dense(8), relu, dense(1));
const options = { loss: meanSquaredError, batchSize: 8, epochs: 4, seed: 1 } as const;

const numbers = async (params: Parameters<typeof listParameters>[0]) =>
  (await Promise.all(listParameters(params).map(({ tensor }) => tensor.data()))).flatMap((each) => [...each]);

describe("the rate and the gradient's length in every epoch", () => {
  it("the rate is the schedule's at the epoch's last step", async () => {
    const schedule = cosine({ peak: 0.1, warmup: 4 });
    const { history } = await fit(model, { x, y }, { ...options, optimizer: sgd({ rate: schedule }) });
    const at = (step: number) =>
      schedule({ step: tensor(step), steps: tensor(20), stepsPerEpoch: tensor(5) } as never).item();
    expect(history.map(({ rate }) => rate)).toEqual(await Promise.all([4, 9, 14, 19].map(at)));
  });

  it("the length is that of what the step takes away, over the rate; doctor or not", async () => {
    const rate = 0.05;
    const all = { ...options, batchSize: "all", optimizer: sgd({ rate }) } as const;
    const found = [];
    for (const doctor of ["off", "light"] as const) {
      let before: number[] | undefined;
      for await (const { model: trained, gradientNorm } of train(model, { x, y }, { ...all, doctor })) {
        const now = await numbers(trained.params);
        if (before) {
          const moved = Math.hypot(...now.map((each, i) => each - before![i]!)) / rate;
          expect(Math.abs(gradientNorm / moved - 1)).toBeLessThan(1e-4);
          found.push(gradientNorm);
        }
        before = now;
      }
    }
    expect(found.slice(0, 3)).toEqual(found.slice(3));
  });

  it("is there under any chain, and no rate where a function of one's own is the optimizer", async () => {
    const rateAfter = async (optimizer: Parameters<typeof sgd>[0] | object) =>
      (await fit(model, { x, y }, { ...options, epochs: 1, optimizer: optimizer as never })).history[0]!.rate;
    expect(await rateAfter(chain(sgd({ rate: 0.5 }), freeze(named("bias"))))).toBe(0.5);
    expect(await rateAfter(sgd({ rate: cyclic({ floor: 0, peak: 1, up: 8 }) }))).toBe(0.5);
    expect(await rateAfter(lookahead(sgd({ rate: 0.25 })))).toBe(0.25);
    expect(await rateAfter(lbfgs())).toBe(1);
    const own = { init: () => ({}), update: (g: object, state: object) => [mapNegative(g), state] };
    expect(await rateAfter(own)).toBe(undefined);
  });
});

const mapNegative = (part: object): object =>
  Object.fromEntries(
    Object.entries(part).map(([name, each]) => [name, "neg" in each ? (each as Tensor).mul(-0.01) : mapNegative(each)]),
  );

describe("onSteps", () => {
  it("tells of every step once, before its epoch, and is waited for", async () => {
    const seen: (StepsDone | string)[] = [];
    const onSteps = async (done: StepsDone) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(done);
    };
    for await (const epoch of train(model, { x, y }, { ...options, onSteps, optimizer: sgd({ rate: 0.1 }) })) {
      seen.push(`epoch ${epoch.number}`);
      const own = seen.filter((each): each is StepsDone => typeof each === "object" && each.epoch === epoch.number);
      const losses = own.flatMap((each) => [...each.losses]);
      expect(losses).toHaveLength(5);
      expect(losses.reduce((sum, loss) => sum + loss, 0) / 5).toBeCloseTo(epoch.loss, 5);
      expect(own.at(-1)).toMatchObject({ step: epoch.steps, rate: epoch.rate, gradientNorm: epoch.gradientNorm });
    }
    expect(seen.at(-1)).toBe("epoch 4");
  });

  it("leaves the bits of the run alone, in a worker too; what it throws ends the run", async () => {
    const steps: number[] = [];
    const told = { ...options, onSteps: ({ step }: StepsDone) => void steps.push(step) };
    const silent = await fit(model, { x, y }, options);
    const watched = await fit(model, { x, y }, told);
    expect(await numbers(watched.params)).toEqual(await numbers(silent.params));
    let last: number[] = [];
    for await (const epoch of trainInWorker(model, { x, y }, told)) last = await numbers(epoch.model.params);
    expect(last).toEqual(await numbers(silent.params));
    expect(steps.at(-1)).toBe(20);
    const broken = fit(model, { x, y }, { ...options, onSteps: () => Promise.reject(new Error("enough")) });
    await expect(broken).rejects.toThrow("enough");
  });
});
