import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { data, tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { batchNorm, dense, dropout, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import * as optimizers from "../../src/optimizers/index.ts";
import { l2 } from "../../src/regularizers/index.ts";
import { cosine, stepDecay } from "../../src/schedules/index.ts";
import { fit, type TrainOptions, train } from "../../src/training/index.ts";
import { decodeSafetensors } from "../../src/training/safetensors.ts";
import { waves } from "./numbers.ts";

const {
  accumulate,
  adam,
  averageWeights,
  chain,
  clipByGlobalNorm,
  decay,
  lookahead,
  reduceOnPlateau,
  scaleByAdam,
  scaleByRate,
  sgd,
} = optimizers;
type Link = optimizers.Link;

const after = (link: Link): Link => chain(link, scaleByRate(0.01));

/** One of each that is exported. */
const table: Record<string, () => Link> = {
  accumulate: () => accumulate(3, adam({ rate: 0.01 })),
  adadelta: () => optimizers.adadelta(),
  adafactor: () => optimizers.adafactor(),
  adagrad: () => optimizers.adagrad({ rate: 0.01 }),
  adam: () => adam({ rate: 0.01, amsgrad: true }),
  adamax: () => optimizers.adamax({ rate: 0.01 }),
  adamw: () => optimizers.adamw({ rate: 0.01 }),
  addPenalty: () => chain(optimizers.addPenalty(l2(0.01)), adam({ rate: 0.01 })),
  averageWeights: () => chain(adam({ rate: 0.01 }), averageWeights({ decay: 0.9 })),
  centralize: () => chain(optimizers.centralize(), sgd({ rate: 0.1 })),
  chain: () => chain(scaleByAdam(), scaleByRate(0.01), decay(0.1)),
  clipByGlobalNorm: () => chain(clipByGlobalNorm(0.1), adam({ rate: 0.01 })),
  clipByNorm: () => chain(optimizers.clipByNorm(0.1), adam({ rate: 0.01 })),
  clipByValue: () => chain(optimizers.clipByValue(0.1), adam({ rate: 0.01 })),
  createLink: () =>
    after(
      optimizers.createLink({
        slots: { sum: (p) => p.mul(0) },
        update: (g, { sum }) => ({ update: sum.add(g), sum: sum.mul(0.5).add(g) }),
      }),
    ),
  decay: () => chain(sgd({ rate: 0.1 }), decay(0.1)),
  freeze: () =>
    chain(
      adam({ rate: 0.01 }),
      optimizers.freeze(({ path }) => path.startsWith("dense/")),
    ),
  ftrl: () => optimizers.ftrl({ rate: 0.1 }),
  gradientDescent: () => optimizers.gradientDescent({ rate: 0.1 }),
  gradientNoise: () => chain(optimizers.gradientNoise({ variance: 0.01 }), sgd({ rate: 0.1 })),
  holdZeros: () => chain(adam({ rate: 0.01 }), optimizers.holdZeros()),
  hypergradientRate: () => optimizers.hypergradientRate({ rate: 0.01, hyperRate: 1e-3 }),
  lamb: () => optimizers.lamb({ rate: 0.01 }),
  lbfgs: () => optimizers.lbfgs(),
  lion: () => optimizers.lion({ rate: 0.001 }),
  lookahead: () => lookahead(adam({ rate: 0.01 }), { every: 4 }),
  momentum: () => optimizers.momentum({ rate: 0.05 }),
  muon: () => optimizers.muon({ rate: 0.01 }),
  nadam: () => optimizers.nadam({ rate: 0.01 }),
  nesterov: () => optimizers.nesterov({ rate: 0.05 }),
  only: () =>
    chain(
      optimizers.only(({ path }) => path.endsWith("weight"), clipByGlobalNorm(0.1)),
      adam({ rate: 0.01 }),
    ),
  partition: () =>
    optimizers.partition([
      [({ path }) => path.endsWith("bias"), sgd({ rate: 0.1 })],
      [() => true, adam({ rate: 0.01 })],
    ]),
  proximalL1: () => chain(sgd({ rate: 0.1 }), optimizers.proximalL1(0.01)),
  radam: () => optimizers.radam({ rate: 0.01 }),
  randomize: () => chain(adam({ rate: 0.01 }), optimizers.randomize(0.1)),
  reduceOnPlateau: () => adam({ rate: reduceOnPlateau({ rate: 0.5, patience: 1, factor: 0.5 }) }),
  rmsprop: () => optimizers.rmsprop({ rate: 0.01 }),
  rprop: () => optimizers.rprop(),
  scaleByAdadelta: () => after(optimizers.scaleByAdadelta()),
  scaleByAdafactor: () => after(optimizers.scaleByAdafactor()),
  scaleByAdagrad: () => after(optimizers.scaleByAdagrad()),
  scaleByAdam: () => after(scaleByAdam()),
  scaleByAdamax: () => after(optimizers.scaleByAdamax()),
  scaleByLion: () => after(optimizers.scaleByLion()),
  scaleByMomentum: () => after(optimizers.scaleByMomentum()),
  scaleByMuon: () =>
    optimizers.partition([
      [({ tensor }) => tensor.rank === 2, after(optimizers.scaleByMuon())],
      [() => true, sgd({ rate: 0.1 })],
    ]),
  scaleByNadam: () => after(optimizers.scaleByNadam()),
  scaleByNesterov: () => after(optimizers.scaleByNesterov()),
  scaleByRadam: () => after(optimizers.scaleByRadam()),
  scaleByRate: () => scaleByRate(0.1),
  scaleByRms: () => after(optimizers.scaleByRms()),
  scaleByTrust: () => after(optimizers.scaleByTrust()),
  sgd: () => sgd({ rate: 0.1 }),
};

/** Exported, but no link: what looks at parameters from outside. */
const others = ["silencedInputs"];

const model = sequential(dense(6), batchNorm(), relu, dropout(0.3), dense(3));
const rows = waves(26, 4);
const set = { x: rows, y: rows.map((_, i) => i % 3) };
const options: TrainOptions = {
  loss: sparseSoftmaxCrossEntropy,
  batchSize: 8,
  epochs: 4,
  validation: 0.3,
  metrics: [accuracy],
  seed: 5,
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-resume-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** All that a checkpoint holds but the clock. */
const standingIn = async (file: string) => {
  const { tensors, metadata } = decodeSafetensors(await readFile(file));
  const { history, ...said } = JSON.parse(metadata.kaviar!) as { history: { seconds: number }[] };
  const numbers = (await data([...tensors.values()])) as unknown as Float32Array[];
  return {
    said,
    history: history.map(({ seconds: _, ...record }) => record),
    tensors: Object.fromEntries([...tensors.keys()].map((name, i) => [name, Array.from(numbers[i]!, String)])),
  };
};

/** Trains once without a stop, keeping the file after each epoch; then goes on from each of them. */
const checkResume = async (name: string, extra: Partial<TrainOptions>): Promise<void> => {
  const file = join(folder, `${name}.safetensors`);
  const whole = { ...options, ...extra, checkpoint: file };
  const stops: number[] = [];
  for await (const { number } of train(model, set, whole)) {
    await copyFile(file, `${file}.${number}`);
    stops.push(number);
  }
  const never = await standingIn(file);
  for (const stop of stops.slice(0, -1)) {
    const again = `${file}.${stop}`;
    await fit(model, set, { ...whole, checkpoint: again, resume: true });
    expect(await standingIn(again), `${name} after epoch ${stop}`).toEqual(never);
  }
  expect(stops.length).toBeGreaterThan(1);
};

describe("a run that was interrupted and resumed is the same to the bit", () => {
  it("has a case for each link that is exported", () => {
    const exported = Object.entries(optimizers).flatMap(([name, each]) => (typeof each === "function" ? [name] : []));
    expect([...Object.keys(table), ...others].sort()).toEqual(exported.sort());
  });

  it.each(Object.entries(table))("with %s", async (name, make) => {
    await checkResume(name, { optimizer: make() });
  });

  it("with a schedule over the whole run", async () => {
    await checkResume("cosine", { optimizer: adam({ rate: cosine({ peak: 0.01, warmup: 3 }) }) });
    await checkResume("steps", {
      optimizer: adam({ rate: stepDecay({ rate: 0.01, factor: 0.5, every: 4 } as never) }),
    });
  });

  it("with early stopping, averages and a plateau at once", async () => {
    await checkResume("all", {
      epochs: 8,
      optimizer: chain(adam({ rate: reduceOnPlateau({ rate: 0.3, patience: 1 }) }), averageWeights({ decay: 0.8 })),
      stopEarly: { patience: 2 },
    });
  });

  it("after a real break, too", async () => {
    const file = join(folder, "break.safetensors");
    for await (const { number } of train(model, set, { ...options, checkpoint: file })) if (number === 2) break;
    const resumed = await fit(model, set, { ...options, checkpoint: file, resume: true });
    const whole = await fit(model, set, options);
    expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
    const x = tensor(rows);
    expect(await (await resumed.predict(x)).array()).toEqual(await (await whole.predict(x)).array());
  });

  it("with several outputs' worth of state in a stream", async () => {
    const parts = async function* () {
      for (let from = 0; from < 26; from += 7)
        yield { x: rows.slice(from, from + 7), y: rows.slice(from, from + 7).map(([a]) => a!) };
    };
    const settings = {
      loss: meanSquaredError,
      epochs: 3,
      batchSize: 4,
      window: 12,
      checkpoint: join(folder, "stream.safetensors"),
    };
    const narrow = sequential(dense(3), batchNorm(), dense(1));
    const whole = await fit(narrow, parts, { ...settings, checkpoint: join(folder, "stream-whole.safetensors") });
    for await (const { number } of train(narrow, parts, settings)) if (number === 1) break;
    const resumed = await fit(narrow, parts, { ...settings, resume: true });
    expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
  });
});

describe("a run that is over", () => {
  it("says so once more when it is resumed", async () => {
    const file = join(folder, "over.safetensors");
    await fit(model, set, { ...options, epochs: 2, checkpoint: file });
    const numbers: number[] = [];
    for await (const { number } of train(model, set, { ...options, epochs: 2, checkpoint: file, resume: true }))
      numbers.push(number);
    expect(numbers).toEqual([2]);
  });

  it("goes on where more epochs are asked for", async () => {
    const file = join(folder, "more.safetensors");
    await fit(model, set, { ...options, epochs: 2, checkpoint: file });
    const { history } = await fit(model, set, { ...options, epochs: 4, checkpoint: file, resume: true });
    const whole = await fit(model, set, options);
    expect(history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
  });
});
