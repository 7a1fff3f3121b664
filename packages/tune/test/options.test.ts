import { describe, expect, it } from "vitest";
import * as tune from "../src/index.ts";

/**
 * What there is to say of a function and options that it does not have: that it takes none, or a call of it with such an
 * option among those it has. The call must be refused.
 */
type Misspelt = "takes no options" | ((odd: never) => unknown);

/** One for each function among some exports: leaving one out does not compile. */
type MisspeltCalls<Exports> = {
  readonly [Name in keyof Exports as Exports[Name] extends (...given: never[]) => unknown ? Name : never]: Misspelt;
};

const study = await tune.createStudy({ storage: "memory", seed: 1 });
await study.optimize({ x: tune.float(0, 1), y: tune.float(0, 1) }, ({ x, y }) => x + y, { trials: 3 });
const run = { settings: { rate: 1 }, step: () => 1, save: () => 1, restore: () => {} };

const functions: MisspeltCalls<typeof tune> = {
  array: (odd) => tune.array(tune.bool(), { min: 1, max: 2, ...(odd as object) }),
  artifactsOf: "takes no options",
  artifactStore: "takes no options",
  placeAttributes: "takes no options",
  contentPlace: "takes no options",
  sharedPlace: "takes no options",
  removeShared: "takes no options",
  asha: (odd) => tune.asha(odd),
  auto: (odd) => tune.auto(odd),
  babysit: (odd) => tune.babysit(run, { steps: 2, nudges: { rate: (rate) => rate / 2 }, ...(odd as object) }).next(),
  bohb: (odd) => tune.bohb(odd),
  bool: (odd) => tune.bool(odd),
  bruteForce: (odd) => tune.bruteForce(odd),
  cards: "takes no options",
  choice: (odd) => tune.choice(["a", "b"], odd),
  cmaes: (odd) => tune.cmaes(odd),
  commonClock: "takes no options",
  coarseToFine: (odd) => tune.coarseToFine(odd),
  compareMerit: "takes no options",
  compileSpace: "takes no options",
  resetClock: "takes no options",
  untilAllEnded: "takes no options",
  conditionText: "takes no options",
  constantsOf: "takes no options",
  constrain: "takes no options",
  contains: "takes no options",
  copyStudy: (odd) => tune.copyStudy("digits", { from: tune.memory(), to: tune.memory(), ...(odd as object) }),
  countPoints: "takes no options",
  createStudy: (odd) => tune.createStudy({ storage: "memory", ...(odd as object) }),
  crowdingDistance: "takes no options",
  declaredSpace: "takes no options",
  diverging: (odd) => tune.diverging(odd),
  domainText: "takes no options",
  drawFrom: "takes no options",
  drawPoint: "takes no options",
  ends: "takes no options",
  fixed: "takes no options",
  fingerprint: "takes no options",
  float: (odd) => tune.float(0, 1, odd),
  fromUnit: "takes no options",
  goalsOf: "takes no options",
  gp: (odd) => tune.gp(odd),
  grid: (odd) => tune.grid(odd),
  hearsFromNow: "takes no options",
  holds: "takes no options",
  hyperband: (odd) => tune.hyperband(odd),
  hypergradient: (odd) => tune.hypergradient(odd),
  hypervolume: "takes no options",
  importOptuna: (odd) => tune.importOptuna("optuna.db", { to: tune.memory(), ...(odd as object) }),
  importModule: "takes no options",
  importanceByTag: "takes no options",
  importanceOf: (odd) => tune.importanceOf(study.history, [], odd),
  indexOf: "takes no options",
  int: (odd) => tune.int(0, 1, odd),
  isGiven: "takes no options",
  isActive: "takes no options",
  isBetter: "takes no options",
  isFeasible: "takes no options",
  isFinished: "takes no options",
  keyedRandom: "takes no options",
  living: "takes no options",
  log: (odd) => tune.log(1, 2, odd),
  lossOf: "takes no options",
  losses: "takes no options",
  mlflow: (odd) => tune.mlflow("http://127.0.0.1:9", odd),
  median: (odd) => tune.median(odd),
  meets: "takes no options",
  memory: (odd) => tune.memory(odd),
  namedParams: "takes no options",
  nonDominatedSort: "takes no options",
  normal: "takes no options",
  nsga2: (odd) => tune.nsga2(odd),
  nsga3: (odd) => tune.nsga3(odd),
  oneMinusLog: (odd) => tune.oneMinusLog(0, 0.5, odd),
  openStorage: (odd) => tune.openStorage("memory", odd),
  openStudy: (odd) => tune.openStudy("digits", odd),
  ownerNamed: "takes no options",
  ordinal: (odd) => tune.ordinal(["a", "b"], odd),
  outlooksOf: "takes no options",
  paretoFront: "takes no options",
  patient: (odd) => tune.patient(undefined, { patience: 1, ...(odd as object) }),
  percentile: (odd) => tune.percentile(25, odd),
  permutation: "takes no options",
  plateau: (odd) => tune.plateau(odd),
  points: "takes no options",
  populationBased: (odd) => tune.populationBased(odd),
  quasiRandom: (odd) => tune.quasiRandom(odd),
  random: (odd) => tune.random(odd),
  recover: "takes no options",
  renderReport: "takes no options",
  sizeOf: "takes no options",
  studyFolder: "takes no options",
  successiveHalving: (odd) => tune.successiveHalving(odd),
  threshold: (odd) => tune.threshold({ upper: 1, ...(odd as object) }),
  tensorBoard: "takes no options",
  toUnit: "takes no options",
  trialLog: "takes no options",
  tpe: (odd) => tune.tpe(odd),
  trustRegion: (odd) => tune.trustRegion(odd),
  valueAt: "takes no options",
  violation: "takes no options",
  walk: "takes no options",
  wordsForAims: "takes no options",
  wilcoxon: (odd) => tune.wilcoxon(odd),
};

const ofPlots: MisspeltCalls<typeof tune.plots> = {
  contour: (odd) => tune.plots.contour(study.history, ["x", "y"], odd),
  edf: (odd) => tune.plots.edf(study.history, odd),
  hypervolumeHistory: (odd) => tune.plots.hypervolumeHistory(study.history, odd),
  intermediateValues: (odd) => tune.plots.intermediateValues(study.history, odd),
  optimizationHistory: (odd) => tune.plots.optimizationHistory(study.history, odd),
  parallelCoordinates: (odd) => tune.plots.parallelCoordinates(study.history, odd),
  paretoPlot: "takes no options",
  rank: (odd) => tune.plots.rank(study.history, ["x", "y"], odd),
  slice: (odd) => tune.plots.slice(study.history, "x", odd),
  timeline: (odd) => tune.plots.timeline(study.history, odd),
};

const ofStudies: MisspeltCalls<tune.Study> = {
  addTrial: (odd) => study.addTrial({ x: 0.5, y: 0.5 }, 1, odd),
  artifact: "takes no options",
  ask: (odd) => study.ask(undefined, odd),
  close: "takes no options",
  enqueue: (odd) => study.enqueue({ x: 0.5 }, odd),
  importance: (odd) => study.importance(odd),
  optimize: (odd) => study.optimize({ x: tune.float(0, 1) }, () => 1, { trials: 1, ...(odd as object) }),
  pareto: "takes no options",
  refresh: "takes no options",
  retry: "takes no options",
  running: "takes no options",
  setAttribute: "takes no options",
  replay: (odd) => study.replay(odd),
  stop: "takes no options",
  tell: async (odd) => study.tell(await study.ask(), { failed: "by design", ...(odd as object) }),
};

const live = await study.ask();

const ofTrials: MisspeltCalls<tune.LiveTrial> = {
  artifact: (odd) => live.artifact("a", { file: "none", ...(odd as object) }),
  bool: "takes no options",
  choice: "takes no options",
  constraint: "takes no options",
  float: (odd) => live.float("a", 0, 1, odd),
  hypergradient: "takes no options",
  int: (odd) => live.int("b", 0, 1, odd),
  ordinal: "takes no options",
  permutation: "takes no options",
  prune: "takes no options",
  report: "takes no options",
  setAttribute: "takes no options",
};

/** Records that are no options of a function, and still are read name by name. */
const records: Readonly<Record<string, (odd: object) => unknown>> = {
  "an objective that is a command": (odd) => {
    const objective = { command: ["true"], ...odd };
    return study.optimize({ x: tune.float(0, 1) }, objective, { trials: 9 });
  },
};

const calls = Object.entries<Misspelt>({
  ...functions,
  ...ofPlots,
  ...ofStudies,
  ...ofTrials,
  ...records,
}).flatMap(([name, call]) => (typeof call === "function" ? [[name, call as (odd: object) => unknown] as const] : []));

describe("every function of the package", () => {
  it("is on the list of what it says to an unknown option", () => {
    const exported = Object.entries(tune).flatMap(([name, value]) =>
      typeof value === "function" && value !== tune.TuneError ? [name] : [],
    );
    expect(Object.keys(functions).sort()).toEqual(exported.sort());
    expect(Object.keys(ofPlots).sort()).toEqual(Object.keys(tune.plots).sort());
  });

  it.each(calls)("%s refuses it", async (_, call) => {
    await expect((async () => call({ optoin: 1 }))()).rejects.toMatchObject({
      name: "TuneError",
      code: "unknown-option",
      fault: "usage",
      evidence: expect.stringContaining("has no option `optoin`"),
    });
  });
});

it("an error of an option names the nearest one", () => {
  expect(() => tune.tpe({ startpu: 5 } as object)).toThrow("tpe has no option `startpu`.\nDid you mean `startup`?");
});
