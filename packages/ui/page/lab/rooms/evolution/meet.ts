import { rocAuc } from "@kaviar/nn";
import { type Table, table } from "@kaviar/tabular";
import type { PipelineSearch } from "@kaviar/tabular/evolution";
import type { History } from "@kaviar/tune";
import { bestTrial } from "./best-trial.ts";
import type { EvolutionView } from "./bred.ts";
import { gymRows, strangers } from "./gym.ts";

/** Fits the best pipeline of each study to all members, and asks it about others that nobody has seen: the honest score. */
export const meet = async (
  gym: Table,
  search: PipelineSearch,
  [bred, drawn]: readonly [History, History],
): Promise<EvolutionView["met"]> => {
  const others = table(gymRows(strangers, 18));
  const score = async ({ trials }: History): Promise<number | undefined> => {
    const best = bestTrial(trials);
    if (best === undefined) return undefined;
    const trained = await search.pipelineOf(best.params).fit(gym, { target: "stays", seed: 1 });
    return (await trained.evaluate(others, { metrics: [rocAuc] })).rocAuc;
  };
  return { bred: await score(bred), drawn: await score(drawn) };
};
