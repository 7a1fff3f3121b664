import { availableParallelism } from "node:os";
import type { EventLog } from "@kaviar/base/events";
import { recipesOf } from "../spaces/space-of.ts";
import { taskOf, tellRead, tryingOf } from "./begin-search.ts";
import { type Clock, createClock } from "./clock.ts";
import { endSearch, togetherBy } from "./end-search.ts";
import type { SearchEvent } from "./events.ts";
import { folderFor } from "./folder-for.ts";
import { type Ground, readGround } from "./ground.ts";
import { openStudy } from "./open-study.ts";
import type { Options } from "./options.ts";
import type { SearchResult } from "./result.ts";
import { checkSame } from "./same-search.ts";
import type { SearchData } from "./search-network.ts";
import { standingOf } from "./standing.ts";
import { tellEvents } from "./tell-events.ts";
import { tryCandidates } from "./try-candidates.ts";

/** The search itself, which needs processes and files. */
export const runSearch = async (
  data: SearchData,
  options: Options,
  log: EventLog<SearchEvent>,
): Promise<SearchResult> => {
  const clock = createClock(options.budget);
  const ground = await readGround(data, options);
  const folder = await folderFor(options.folder);
  try {
    await checkSame(folder.path, ground.all.rows, ground.all.targets, options);
    return await search(ground, options, { folder: folder.path, clock, log });
  } finally {
    await folder.forget();
  }
};

interface Surroundings {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: EventLog<SearchEvent>;
}

const search = async (
  ground: Ground,
  options: Options,
  { folder, clock, log }: Surroundings,
): Promise<SearchResult> => {
  const { architecture, facts, metric } = ground;
  const workers = options.workers ?? availableParallelism();
  const recipes = recipesOf(architecture, facts);
  const task = taskOf(ground, options, clock, { folder });
  tellRead(ground, log);
  const { study, candidateOf, resumed } = await openStudy(options, ground, recipes);
  try {
    const trying = await tryingOf(ground, task, clock, { workers, candidateOf });
    if (resumed > 0) log.add({ kind: "resumed", tried: resumed });
    const stopTelling = tellEvents(study, candidateOf, recipes.length, log);
    const ended = await tryCandidates(study, options, trying);
    await stopTelling();
    const standing = standingOf(study, candidateOf, {
      ...{ recipes: recipes.length, ended, metric },
      rows: ground.scored.length,
    });
    const together = togetherBy(options, workers);
    return await endSearch(study, options, { ground, task, standing, ended, folder, clock, workers, together, log });
  } catch (error) {
    await study.close().catch(() => {});
    throw error;
  }
};
