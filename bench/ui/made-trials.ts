import { choice, compileSpace, float, int, keyedRandom, log, type Storage, type StudyRecord } from "@kaviar/tune";

const { dimensions } = compileSpace({
  rate: log(1e-5, 1),
  momentum: float(0, 1),
  units: int(8, 512),
  layers: int(1, 6),
  kind: choice(["adam", "sgd", "lion"]),
});

/** Eight processes, one trial after the other each. */
const workers = 8;

/** So many trials of five parameters that get better slowly; every tenth is pruned after three reports, every fiftieth failed. */
export const madeTrials = (count: number, from = 0) => {
  const random = keyedRandom(1, from, "bench");
  return Array.from({ length: count }, (_, i) => {
    const number = from + i;
    const params = {
      rate: 10 ** (5 * random() - 5),
      momentum: random(),
      units: 8 + Math.floor(505 * random()),
      layers: 1 + Math.floor(6 * random()),
      kind: ["adam", "sgd", "lion"][Math.floor(3 * random())]!,
    };
    const value =
      (Math.log10(params.rate) + 3) ** 2 + params.momentum / params.layers + (10 * random()) / Math.sqrt(number + 1);
    const state = number % 10 === 3 ? "pruned" : number % 50 === 7 ? "failed" : "complete";
    const startedAt = 1.7e12 + Math.floor(number / workers) * 1000 + Math.floor(100 * random());
    return {
      trial: {
        state: state as "complete" | "pruned" | "failed",
        params,
        dimensions,
        ...(state === "failed" && { error: `Error: the loss is NaN after step ${number % 7}` }),
        ...(state !== "failed" && { values: [value] }),
        attributes: {},
        constraints: {},
        origin: "sampler" as const,
        attempt: 1,
        startedAt,
        finishedAt: startedAt + 850,
        sampler: "random",
      },
      reports: state === "pruned" ? [0, 1, 2].map((step) => ({ step, values: [value + 3 / (step + 1)] })) : [],
    };
  });
};

/** A study with so many of them. */
export const madeStudy = async (storage: Storage, name: string, trials: number): Promise<StudyRecord> => {
  const { study } = await storage.openStudy({
    name,
    directions: ["minimize"],
    seed: 1,
    createdAt: Date.now(),
    attributes: {},
  });
  for (let at = 0; at < trials; at += 5_000) await storage.add(study.id, madeTrials(Math.min(5_000, trials - at), at));
  return study;
};
