import { type PipelineFacts, pipelineFactsOf } from "../searches/pipeline-facts.ts";
import { searchFactsIn } from "../searches/search-facts.ts";
import type { Mirrors } from "./mirrors.ts";

/** The pipelines of a search that have changed since a revision of its study, and the one that it has come to. */
export interface PipelineNews {
  readonly revision: number;
  readonly pipelines: readonly PipelineFacts[];
}

/** Undefined where there is no such study, or it is none of pipelines. */
export const pipelinesSince = async (
  mirrors: Mirrors,
  study: number,
  since: number,
): Promise<PipelineNews | undefined> => {
  const mirror = await mirrors.study(study);
  if (mirror === undefined || searchFactsIn(mirror.record) === undefined) return undefined;
  if (since === 0) {
    const known = mirror.trials.filter((trial) => trial !== undefined);
    return { revision: mirror.revision, pipelines: known.map(pipelineFactsOf) };
  }
  const { trials, revision } = await mirrors.storage.changes(study, since);
  return { revision: Math.max(revision, since), pipelines: trials.map(pipelineFactsOf) };
};
