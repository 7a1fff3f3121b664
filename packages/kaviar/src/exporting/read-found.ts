import { join } from "node:path";
import { readIfThere } from "@kaviar/base/files";
import * as nn from "@kaviar/nn";
import { type FoundPipeline, fromJson } from "@kaviar/tabular";
import { UsageError } from "../command/usage-error.ts";

/** The pipeline that a search has left in its folder, from `leaderboard.json`. */
export const readFound = async (folder: string): Promise<FoundPipeline> => {
  const file = join(folder, "leaderboard.json");
  const bytes = await readIfThere(file).catch(() => undefined);
  if (bytes === undefined)
    throw new UsageError(
      `A folder that \`kaviar fit\` has written has a file leaderboard.json: ${folder} has none.`,
      "`kaviar fit DATA --target COLUMN` writes one.",
    );
  const { found } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly found: Written };
  return {
    ...found,
    pipeline: fromJson(found.pipeline) as FoundPipeline["pipeline"],
    metric: (nn as unknown as Readonly<Record<string, FoundPipeline["metric"]>>)[found.metric]!,
  };
};

type Written = Omit<FoundPipeline, "metric" | "pipeline"> & { readonly metric: string; readonly pipeline: unknown };
