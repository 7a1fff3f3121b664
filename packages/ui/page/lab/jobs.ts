import type { Job } from "./work/job.ts";

/** What is computed in the worker, by name; each loads what it needs when it is first wanted. */
export const jobs = {
  playground: async () => (await import("./rooms/playground/train-playground.ts")).trainPlayground,
  optimizers: async () => (await import("./rooms/optimizers/race.ts")).race,
  surface: async () => (await import("./rooms/surface/walk.ts")).walk,
  rate: async () => (await import("./rooms/rate/train-beside.ts")).trainBeside,
  depth: async () => (await import("./rooms/depth/train-deep.ts")).trainDeep,
  overfitting: async () => (await import("./rooms/overfitting/train-several.ts")).trainSeveral,
  hospital: async () => (await import("./rooms/hospital/train-patient.ts")).trainPatient,
  search: async () => (await import("./rooms/search/search-grounds.ts")).searchGrounds,
  scales: async () => (await import("./rooms/scales/draw-trials.ts")).drawTrials,
  evolution: async () => (await import("./rooms/evolution/evolve.ts")).evolve,
  halving: async () => (await import("./rooms/halving/raise.ts")).raise,
} satisfies Readonly<Record<string, () => Promise<Job<never, unknown>>>>;

export type JobName = keyof typeof jobs;

type JobNamed<Name extends JobName> = Awaited<ReturnType<(typeof jobs)[Name]>>;

export type ConfigOf<Name extends JobName> = Parameters<JobNamed<Name>>[0];

export type ViewOf<Name extends JobName> =
  ReturnType<JobNamed<Name>> extends AsyncIterable<() => infer View> ? Awaited<View> : never;
