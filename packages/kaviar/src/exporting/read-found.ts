import { existsSync } from "node:fs";
import { join } from "node:path";
import { readIfThere } from "@kaviar/base/files";
import { type ColumnSchema, type FoundPipeline, fromJson } from "@kaviar/tabular";
import { UsageError } from "../command/usage-error.ts";
import { metricNamed } from "../fitting/scores.ts";
import { notThere } from "../predicting/model-file.ts";

/** What programs are written of. */
interface Read {
  readonly found: FoundPipeline;
  readonly schema: readonly ColumnSchema[];
}

/** The pipeline that a search has left in its folder, and the columns that it was found for, from `leaderboard.json`. */
export const readFound = async (folder: string): Promise<Read> => {
  if (!existsSync(folder)) throw notThere(folder);
  const file = join(folder, "leaderboard.json");
  const bytes = await readIfThere(file).catch(() => undefined);
  if (bytes === undefined)
    throw new UsageError(
      `A folder that \`kaviar fit\` has written has a file leaderboard.json: ${folder} has none.`,
      "`kaviar fit DATA --target COLUMN` writes one.",
    );
  const { found, schema } = JSON.parse(new TextDecoder().decode(bytes)) as Written;
  const pipeline = fromJson(found.pipeline) as FoundPipeline["pipeline"];
  const { threshold } = found;
  return {
    found: {
      ...found,
      pipeline,
      metric: metricNamed(found.metric),
      threshold: threshold === undefined ? undefined : metricNamed(threshold),
    },
    schema,
  };
};

interface Written extends Pick<Read, "schema"> {
  readonly found: Omit<FoundPipeline, "metric" | "pipeline" | "threshold"> & {
    readonly metric: string;
    readonly pipeline: unknown;
    readonly threshold?: string;
  };
}
