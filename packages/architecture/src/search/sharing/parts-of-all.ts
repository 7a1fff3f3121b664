import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import { artifactStore, commonClock, resetClock, type Study, type StudyEvent, untilAllEnded } from "@kaviar/tune";
import { bringKept } from "../../evaluation/keep-with-study.ts";
import { recipesOf } from "../../spaces/space-of.ts";
import { taskOf, tellRead, tryingOf } from "../begin-search.ts";
import { bestAmong } from "../choose.ts";
import { createClock } from "../clock.ts";
import { endSearch, togetherBy } from "../end-search.ts";
import type { SearchEvent } from "../events.ts";
import { type Ground, readGround } from "../ground.ts";
import { candidatesOf, studyOf } from "../open-study.ts";
import type { SearchResult } from "../result.ts";
import type { SearchData } from "../search-network.ts";
import { standingOf } from "../standing.ts";
import { tellEvents } from "../tell-events.ts";
import { timesOf } from "../time.ts";
import { tryCandidates } from "../try-candidates.ts";
import { checkBegunWith, keepBegun, type Named, withStudy } from "./begun-with.ts";
import { lagOf, prunerOf, samplerOf } from "./in-order.ts";

type Log = EventLog<SearchEvent>;

/** What each of all makes of the same rows and options. */
const joined = async (data: SearchData, options: Named) => {
  const ground = await readGround(data, options);
  await checkBegunWith(ground, options);
  const recipes = recipesOf(ground.architecture, ground.facts);
  return { ground, recipes, lag: lagOf(options.budget), candidateOf: candidatesOf(ground) };
};

type Joined = Awaited<ReturnType<typeof joined>>;

const open = (options: Named, { ground, recipes, lag }: Joined): Promise<Study> =>
  studyOf(options, {
    sampler: samplerOf(ground, recipes, lag),
    pruner: prunerOf(lag),
    ...(options.artifacts !== undefined && { artifacts: options.artifacts }),
  }) as Promise<Study>;

/** Before anybody takes part. */
export const begin = async (data: SearchData, options: Named): Promise<void> => {
  timesOf(options.budget);
  await keepBegun(await readGround(data, options), options);
  await resetClock(options);
};

const inFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "kaviar-search-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const sharedTask = (ground: Ground, options: Named, lag: number | undefined, folder: string, elapsed: () => number) => {
  const clock = createClock(options.budget, elapsed);
  const { storage, name } = options;
  return { clock, task: taskOf(ground, options, clock, { folder, shared: { storage, name, lag } }) };
};

/** The part of one machine of many. */
export const takePart = (data: SearchData, options: Named, log: Log): Promise<string | undefined> =>
  inFolder(async (folder) => {
    const all = await joined(data, options);
    const { ground, recipes, lag, candidateOf } = all;
    const { workers = availableParallelism(), signal, budget } = options;
    const elapsed = await commonClock(options);
    const { clock, task } = sharedTask(ground, options, lag, folder, elapsed);
    tellRead(ground, log);
    const study = await open(options, all);
    try {
      const trying = await tryingOf(ground, task, clock, { workers, candidateOf });
      const stopTelling = tellEvents(study, candidateOf, recipes.length, log);
      const trials = "trials" in budget ? budget.trials : undefined;
      const ended = await untilAllEnded(study, () => tryCandidates(study, options, trying), { signal, trials });
      await stopTelling();
      return ended;
    } finally {
      await study.close();
    }
  });

/** The part of one of all, when the others have done theirs. */
export const finish = (data: SearchData, options: Named, log: Log, ended: string): Promise<SearchResult> =>
  inFolder(async (folder) => {
    const all = await joined(data, options);
    const { ground, recipes, lag, candidateOf } = all;
    const { workers = availableParallelism() } = options;
    const elapsed = await commonClock(options);
    const { clock, task } = sharedTask(ground, options, lag, folder, elapsed);
    const study = await open(options, all);
    try {
      const standing = standingOf(study, candidateOf, {
        ...{ recipes: recipes.length, ended, metric: ground.metric },
        rows: ground.scored.length,
      });
      const { leaderboard, winner, recipe } = standing;
      const numbers = [...new Set([winner, recipe, ...bestAmong(leaderboard)])].map(({ trial }) => trial);
      const trials = numbers.map((number) => study.history.trials[number]!);
      await withStudy(options, (storage, record) => bringKept(artifactStore(storage, record!), trials, folder));
      const together = togetherBy(options, lag === undefined ? workers : mostTogether);
      return await endSearch(study, options, { ground, task, standing, ended, folder, clock, workers, together, log });
    } catch (error) {
      await study.close().catch(() => {});
      throw error;
    }
  });

/** Where candidates are counted, how many networks there are in the end does not depend on who finishes. */
const mostTogether = 3;

/** The part of who looks on. */
export const watch = async (
  data: SearchData,
  options: Named,
  log: Log,
  follow: (study: Study) => AsyncIterable<StudyEvent>,
): Promise<void> => {
  const all = await joined(data, options);
  tellRead(all.ground, log);
  const study = await open(options, all);
  try {
    await tellEvents(study, all.candidateOf, all.recipes.length, log, follow(study))();
  } finally {
    await study.close();
  }
};
