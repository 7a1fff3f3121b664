import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { data, normal, type Tensor, tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  adam,
  averageWeights,
  batchNorm,
  chain,
  clipByGlobalNorm,
  constantInitializer,
  cosine,
  createTrainer,
  dense,
  dropout,
  fit,
  freeze,
  lbfgs,
  mapParameters,
  meanSquaredError,
  normalize,
  reduceOnPlateau,
  relu,
  sequential,
  sgd,
  softplus,
  type TrainerRun,
  tanh,
  under,
} from "../../src/index.ts";

const rows = Array.from({ length: 96 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
const y = rows.map(([a, b]) => [a! * b!]);
const two = { x: rows, y };

/** A regression as a step of one's own. */
const regression = (network = sequential(dense(16), tanh, dense(1)), optimizer = adam({ rate: 0.01 })) =>
  createTrainer({
    networks: { network },
    optimizers: { network: optimizer },
    step: ({ network: f }, { x, y }, { update }) => ({
      loss: update("network", () => f(x).sub(y).square().mean()),
    }),
    validate: ({ network: f }, { x, y }) => ({ error: f(x).sub(y).abs().mean() }),
  });

const gan = (rate = 1e-3) =>
  createTrainer({
    networks: {
      generator: sequential(dense(8), batchNorm(), relu, dropout(0.1), dense(2)),
      critic: sequential(dense(8), relu, dense(1)),
    },
    optimizers: { generator: adam({ rate }), critic: adam({ rate }) },
    step: ({ generator, critic }, { x }: { x: Tensor }, { update, key }) => {
      const noise = normal(key(), [x.shape[0]!, 3]);
      const fake = generator(noise);
      const criticLoss = update("critic", () =>
        softplus(critic(fake))
          .mean()
          .add(softplus(critic(x).neg()).mean()),
      );
      return { criticLoss, generatorLoss: update("generator", () => softplus(critic(generator(noise)).neg()).mean()) };
    },
  });

const numbersOf = async (params: object): Promise<number[]> =>
  (await data(Object.values(params).flatMap((part) => Object.values(part)) as Tensor[])).flatMap((part) => [...part]);

const last = async <E>(events: AsyncIterable<E>): Promise<E> => {
  let found: E | undefined;
  for await (const event of events) found = event;
  return found!;
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trainer-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("in epochs", () => {
  it("learns what train learns, and its models predict, evaluate and are saved as any", async () => {
    const seen: number[] = [];
    const epoch = await last(
      (async function* () {
        for await (const each of regression().train(two, { epochs: 60, validation: 0.25, seed: 3 })) {
          seen.push(each.values.loss);
          yield each;
        }
      })(),
    );
    expect(epoch.number).toBe(60);
    expect(epoch.steps).toBe(60 * Math.ceil(72 / 32));
    expect(epoch.history.map(({ values }) => values.loss)).toEqual(seen);
    expect(epoch.values.loss).toBeLessThan(seen[0]! / 3);
    expect(epoch.summary).toMatch(/^epoch 60\/60 {3}loss 0\.\d+ {3}validation error 0\.\d+ {3}\d/);
    const { network } = epoch.models;
    const said = (await network.predict(rows).then((each) => each.data())) as Float32Array;
    const error = said.reduce((sum, value, i) => sum + Math.abs(value - y[i]![0]!), 0) / said.length;
    expect(error).toBeLessThan(2 * epoch.validation!.error + 0.02);
    const { loss } = await network.evaluate(two, { loss: meanSquaredError });
    expect(loss).toBeLessThan(epoch.values.loss * 1.5);
    await network.save(join(folder, "network.onnx"));
  });

  it("takes the same steps as the loop by hand", async () => {
    const trainer = gan();
    const { models } = await last(
      trainer.train({ x: rows.slice(0, 64) }, { epochs: 4, batchSize: "all", shuffle: false, seed: 5 }),
    );
    let run = await trainer.begin({ x: rows.slice(0, 64) }, { seed: 5 });
    for (let i = 0; i < 4; i++) [run] = trainer.step(run, { x: rows.slice(0, 64) });
    const [inEpochs, byHand] = [
      await numbersOf(models.generator.params),
      await numbersOf(trainer.models(run).generator.params),
    ];
    byHand.forEach((value, i) => {
      expect(value).toBeCloseTo(inEpochs[i]!, 5);
    });
    expect(byHand.length).toBeGreaterThan(50);
  });

  it("gives the same bits for the same seed, and after a resume", async () => {
    const checkpoint = join(folder, "gan.safetensors");
    const options = { batchSize: 20, seed: 7 };
    const straight = await last(gan().train({ x: rows }, { ...options, epochs: 6 }));
    await last(gan().train({ x: rows }, { ...options, epochs: 3, checkpoint, resume: true }));
    const resumed = await last(gan().train({ x: rows }, { ...options, epochs: 6, checkpoint, resume: true }));
    expect(resumed.history.map(({ values }) => values)).toEqual(straight.history.map(({ values }) => values));
    expect(await numbersOf(resumed.models.critic.params)).toEqual(await numbersOf(straight.models.critic.params));
    const other = await last(gan().train({ x: rows }, { ...options, seed: 8, epochs: 1 }));
    expect(other.values).not.toEqual(straight.history[0]!.values);
    await expect(
      last(gan(2e-3).train({ x: rows }, { ...options, epochs: 6, checkpoint, resume: true })),
    ).rejects.toThrow(/optimizer it began with/);
  });

  it("does not go on with another step: two histories would be one", async () => {
    const options = { epochs: 2, checkpoint: join(folder, "other.safetensors"), resume: true };
    await last(regression().train(two, { ...options, epochs: 1 }));
    const other = createTrainer({
      networks: { network: sequential(dense(16), tanh, dense(1)) },
      optimizers: { network: adam({ rate: 0.01 }) },
      step: ({ network: f }, { x, y }, { update }) => ({ loss: update("network", () => f(x).sub(y).abs().mean()) }),
    });
    await expect(last(other.train(two, options))).rejects.toThrow(/began with: .* a step of one's own/);
    expect((await last(regression().train(two, options))).history).toHaveLength(2);
  });

  it("reads streams, larger than a window", async () => {
    const parts = async function* () {
      for (let from = 0; from < 96; from += 24) yield { x: rows.slice(from, from + 24), y: y.slice(from, from + 24) };
    };
    const epoch = await last(regression().train(parts, { epochs: 20, batchSize: 8, window: 32, validation: two }));
    expect(epoch.steps).toBe(20 * 12);
    expect(epoch.values.loss).toBeLessThan(epoch.history[0]!.values.loss);
    expect(epoch.validation!.error).toBeLessThan(0.3);
  });

  it("shows normalize() all rows, and keeps a batch norm's averages apart by network", async () => {
    const { models } = await last(
      regression(sequential(normalize(), dense(4), batchNorm(), dense(1))).train(
        { x: rows.map(([a, b]) => [100 + a!, 5 * b!]), y },
        { epochs: 1, batchSize: 16 },
      ),
    );
    const [mean] = (await data([(models.network.state.normalize as Record<string, Tensor>).mean!])) as [Float32Array];
    expect(mean[0]).toBeCloseTo(100 + rows.reduce((sum, [a]) => sum + a!, 0) / 96, 2);
    expect(Object.keys(models.network.state)).toEqual(["normalize", "batchNorm"]);
  });

  it("hands each network's own loss to an optimizer that waits for better ones", async () => {
    const optimizer = sgd({ rate: reduceOnPlateau({ rate: 1e-6, patience: 1, factor: 0.5 }) });
    const epochs = await last(regression(undefined, optimizer).train(two, { epochs: 6 }));
    expect(epochs.history).toHaveLength(6);
  });

  it("stops where it is told to", async () => {
    const brake = new AbortController();
    const run = regression().train(two, { epochs: 50, signal: brake.signal });
    await run.next();
    brake.abort();
    await expect(run.next()).rejects.toThrow(/abort/i);
  });

  it("looks into the networks, and says what is wrong there", async () => {
    const dead = sequential(dense(16, { initializer: constantInitializer(0) }), relu, dense(1));
    const { findings } = await last(regression(dead).train(two, { epochs: 40 }));
    expect(findings.map(({ code, layer }) => [code, layer?.split("/")[0]])).toContainEqual([
      "symmetric-units",
      "network",
    ]);
    const well = await last(gan().train({ x: rows }, { epochs: 30 }));
    expect(well.findings.filter(({ severity }) => severity === "problem")).toEqual([]);
    const { models } = await last(gan().train({ x: rows }, { epochs: 30, doctor: "off" }));
    expect(await numbersOf(models.generator.params)).toEqual(await numbersOf(well.models.generator.params));
  });

  it("names the network, the step and the cure where numbers are none any more", async () => {
    const run = last(regression(undefined, sgd({ rate: 1e12 })).train(two, { epochs: 40 }));
    await expect(run).rejects.toThrow(/that of network became (NaN|Infinity) at step \d+ of epoch \d+/);
    await expect(run).rejects.toMatchObject({ code: "nan" });
  });
});

describe("by hand", () => {
  it("begins a follower as a copy, and moves it a share of the way", async () => {
    const trainer = createTrainer({
      networks: { q: dense(1), target: dense(1) },
      optimizers: { q: sgd({ rate: 0.1 }) },
      step: ({ q, target }, { x, y }, { update, follow }) => {
        const loss = update("q", () => q(x).sub(y).square().mean());
        follow("target", "q", 0.25);
        return { loss, apart: target(x).sub(y).square().mean() };
      },
    });
    const begin = await trainer.begin(two, { seed: 2 });
    const weight = async (run: TrainerRun, name: "q" | "target") =>
      (await (trainer.models(run)[name].params.weight as Tensor).data()) as Float32Array;
    expect(await weight(begin, "target")).toEqual(await weight(begin, "q"));
    const [after] = trainer.step(begin, two);
    const [start, q, target] = [await weight(begin, "q"), await weight(after, "q"), await weight(after, "target")];
    target.forEach((value, i) => {
      expect(value).toBeCloseTo(start[i]! + 0.25 * (q[i]! - start[i]!), 6);
    });
  });

  it("clips weights by assign, freezes layers, predicts with averages", async () => {
    const trainer = createTrainer({
      networks: { network: sequential(dense(8), tanh, dense(1)) },
      optimizers: { network: chain(sgd({ rate: 0.5 }), averageWeights({ decay: 0.5 }), freeze(under("dense"))) },
      step: ({ network }, { x, y }, { update, parameters, assign }) => {
        const loss = update("network", () => network(x).sub(y).square().mean());
        assign(
          "network",
          mapParameters((_, p) => p.clip(-0.05, 0.05), parameters("network")),
        );
        return { loss };
      },
    });
    let run = await trainer.begin(two);
    for (let i = 0; i < 3; i++) [run] = trainer.step(run, two);
    const numbers = await numbersOf(run.state.params.network as object);
    expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(0.0500001);
    const kept = await numbersOf(trainer.models(run).network.params);
    expect(Math.max(...kept.map(Math.abs))).toBeGreaterThan(0.06);
  });

  it("saves a run and goes on from it, bit for bit", async () => {
    const trainer = gan();
    const batch = { x: rows.slice(0, 32) };
    let run = await trainer.begin(batch, { seed: 4 });
    for (let i = 0; i < 3; i++) [run] = trainer.step(run, batch);
    const file = join(folder, "by-hand.safetensors");
    await trainer.save(file, run);
    const again = await trainer.begin(batch, { seed: 4, resume: file });
    const [[, here], [, there]] = [trainer.step(run, batch), trainer.step(again, batch)];
    expect(await data(there as never)).toEqual(await data(here as never));
    await expect(trainer.begin(batch, { resume: join(folder, "none") })).rejects.toThrow(/there is no/);
    await writeFile(join(folder, "text"), "text");
    await expect(trainer.begin(batch, { resume: join(folder, "text") })).rejects.toThrow();
  });

  it("predicts as the saved model does, compiled once", async () => {
    const trainer = gan();
    const run = await trainer.begin({ x: rows });
    const x = [
      [0.1, -0.2],
      [0.5, 0.5],
    ];
    const said = await trainer.predict(run, "critic", x).data();
    const saved = await (await trainer.models(run).critic.predict(x)).data();
    expect(Array.from(said)).toEqual(Array.from(saved, (value) => expect.closeTo(value, 6)));
  });

  it("goes on with what fit has trained", async () => {
    const trained = await fit(sequential(dense(8), tanh, dense(1)), two, { loss: meanSquaredError, epochs: 5 });
    const trainer = regression(trained as never);
    const run = await trainer.begin(two);
    expect(await numbersOf(run.state.params.network as object)).toEqual(await numbersOf(trained.params));
  });

  it("lets an optimizer look where to step, with the draws of the step", async () => {
    const trainer = createTrainer({
      networks: { network: sequential(dense(6), tanh, dense(1)) },
      optimizers: { network: lbfgs() },
      step: ({ network }, { x, y }, { update, key }) => {
        const noise = normal(key(), x.shape, { std: 0.01 });
        return { loss: update("network", () => network(x.add(noise)).sub(y).square().mean()) };
      },
    });
    let run = await trainer.begin(two, { seed: 2 });
    const losses: number[] = [];
    for (let i = 0; i < 30; i++) {
      const [next, { loss }] = trainer.step(run, two);
      run = next;
      losses.push(await loss.item());
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 10);
  });

  it("draws other numbers at each step, each time it asks", async () => {
    const trainer = createTrainer({
      networks: { network: dense(1) },
      optimizers: { network: sgd() },
      step: ({ network }, { x, y }, { update, key }) => {
        update("network", () => network(x).sub(y).square().mean());
        return { first: normal(key(), []), second: normal(key(), []) };
      },
    });
    const run = await trainer.begin(two);
    const [next, one] = trainer.step(run, two);
    const [, other] = trainer.step(next, two);
    const drawn = [one.first, one.second, other.first, other.second];
    expect(new Set(await Promise.all(drawn.map((each) => each.item()))).size).toBe(4);
  });
});

describe("refuses, with a remedy", () => {
  const network = dense(1);
  const wrong = async (step: never, optimizers: object = { network: sgd() }, more: object = {}) =>
    createTrainer({ networks: { network, ...more }, optimizers, step } as never).begin(two as never);
  type Args = [
    Record<string, (x: Tensor) => Tensor>,
    { x: Tensor; y: Tensor },
    {
      update: (name: string | string[], f: () => unknown) => Tensor;
      parameters: (name: string) => never;
      assign: (...given: unknown[]) => void;
      follow: (...given: unknown[]) => void;
    },
  ];
  const cases: readonly (readonly [string, (...args: Args) => unknown, RegExp, object?, object?])[] = [
    [
      "a loss for each row",
      ({ network }, { x }, { update }) => update("network", () => network!(x)),
      /one number small.*\[96, 1\]/,
    ],
    [
      "no loss",
      ({ network }, { x }, { update }) => update("network", () => void network!(x)),
      /the loss of network is undefined/,
    ],
    [
      "a network that is called outside of its update",
      ({ network }, { x }, { update }) => {
        const said = network!(x);
        return { loss: update("network", () => said.mean()) };
      },
      /does not call network/,
    ],
    [
      "a name that is none",
      ({ network }, { x }, { update }) => update("netwrk", () => network!(x).mean()),
      /networks are network: got "netwrk"/,
    ],
    [
      "an update without an optimizer",
      ({ network }, { x }, { update }) => update("network", () => network!(x).mean()),
      /"network" has none/,
      {},
    ],
    ["an optimizer that never updates", ({ network }, { x }) => ({ said: network!(x).mean() }), /"network" never is/],
    [
      "an optimizer of no network",
      ({ network }, { x }) => ({ said: network!(x).mean() }),
      /got "other"/,
      { other: sgd() },
    ],
    [
      "a network that is never called",
      ({ network }, { x }, { update }) => ({ loss: update("network", () => network!(x).mean()) }),
      /"other" is never called/,
      { network: sgd() },
      { other: dense(1) },
    ],
    [
      "values that are no numbers",
      ({ network }, { x }, { update }) => ({ loss: update("network", () => network!(x).mean()), said: network!(x) }),
      /said is \[96, 1\]/,
    ],
    [
      "a value that is a text",
      ({ network }, { x }, { update }) => ({ loss: update("network", () => network!(x).mean()), said: "well" }),
      /said is string/,
    ],
    [
      "a tensor in place of values",
      ({ network }, { x }, { update }) => update("network", () => network!(x).mean()),
      /numbers by name/,
    ],
    [
      "a follower of another shape",
      ({ network, other }, { x }, { update, follow }) => {
        const loss = update("network", () => network!(x).mean());
        other!(x);
        follow("other", "network", 0.1);
        return { loss };
      },
      /with the same parameters/,
      { network: sgd() },
      { other: dense(2) },
    ],
  ];
  it.each(cases)("%s", async (_, step, says, optimizers, more) => {
    await expect(wrong(step as never, optimizers as object | undefined, more as object | undefined)).rejects.toThrow(
      says,
    );
  });

  it("an update inside of an update", async () => {
    const trainer = createTrainer({
      networks: { network },
      optimizers: { network: sgd() },
      step: ({ network }, { x }, { update }) => {
        const inner = () => network(x).mean();
        return { loss: update("network", () => update("network", inner).add(inner())) };
      },
    });
    const run = await trainer.begin(two);
    expect(() => trainer.step(run, two)).toThrow(/not part of another one's loss/);
  });

  it("assigned parameters of another shape", async () => {
    const trainer = createTrainer({
      networks: { network },
      optimizers: { network: sgd() },
      step: ({ network }, { x }, { update, assign }) => {
        assign("network", { weight: tensor([1]), bias: tensor([1]) });
        return { loss: update("network", () => network(x).mean()) };
      },
    });
    const run = await trainer.begin(two);
    expect(() => trainer.step(run, two)).toThrow(/network\/weight is \[2, 1\], it was given \[1\]/);
  });

  it("a schedule that must know how long a loop of one's own is", async () => {
    const trainer = regression(undefined, adam({ rate: cosine({ peak: 0.01 }) }));
    await expect(trainer.begin(two)).rejects.toThrow(/rate of network must know how many steps/);
    await expect(trainer.begin(two, { steps: 100 })).resolves.toBeDefined();
  });

  it("what looks at epochs, where there are none", async () => {
    const trainer = regression(undefined, sgd({ rate: reduceOnPlateau({ patience: 1 }) }));
    await expect(trainer.begin(two)).rejects.toThrow(/results of epochs/);
  });

  it("rows for validation that nobody looks at", async () => {
    await expect(last(gan().train({ x: rows }, { validation: 0.2 }))).rejects.toThrow(/this trainer has none/);
  });

  it("a step that is not traced but waited for, and one that changes nothing", async () => {
    const late = async ({ network }: { network: (x: Tensor) => Tensor }, { x }: { x: Tensor }) => ({
      said: network(x).mean(),
    });
    await expect(wrong(late as never, {})).rejects.toThrow(/got a promise\.\nIt is traced once/);
    const slow = async (network: (x: Tensor) => Tensor, x: Tensor) => network(x).mean();
    const step = (({ network }, { x }, { update }) => update("network", () => slow(network!, x))) as (
      ...args: Args
    ) => unknown;
    await expect(wrong(step as never)).rejects.toThrow(/the loss of network is a promise/);
    const idle = (({ network }, { x }) => ({ said: network!(x).mean() })) as (...args: Args) => unknown;
    await expect(wrong(idle as never, {})).rejects.toThrow(/updates none of them/);
    expect(() => createTrainer({ networks: {}, optimizers: {}, step: () => ({}) })).toThrow(/got none/);
    expect(() => createTrainer({ networks: { network: 3 as never }, optimizers: {}, step: () => ({}) })).toThrow(
      /is a number/,
    );
  });

  it("rows of other names than those it began with", async () => {
    const trainer = regression();
    const run = await trainer.begin(two);
    expect(() => trainer.step(run, { x: rows, z: y } as never)).toThrow(/began with, { x, y }: got { x, z }/);
  });

  it("an optimizer that goes nowhere", () => {
    expect(() => regression(undefined, clipByGlobalNorm(1))).toThrow(/optimizer of network must step downhill/);
  });

  it("unknown options", async () => {
    expect(() => createTrainer({ networks: { network }, optimizer: sgd(), step: () => ({}) } as never)).toThrow(
      /no option `optimizer`/,
    );
    expect(() => regression().train(two, { epoch: 3 } as never)).toThrow(/no option `epoch`/);
  });
});
