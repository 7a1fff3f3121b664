import * as nn from "@kaviar/nn";
import type { AutofitResult, FoundPipeline, Table } from "@kaviar/tabular";
import type { Settings } from "./settings.ts";

interface Searched {
  readonly table: Table;
  /** The path of its file, as it was given. */
  readonly data: string;
  readonly settings: Settings;
}

/** The pipeline that was chosen and how it was scored: what a program is written of that scores it again. */
export const foundOf = (result: AutofitResult, { table, data, settings }: Searched): FoundPipeline => {
  const { model, single, ensemble, holdout } = result;
  const { group, "time-column": time, seed, holdout: share } = settings;
  const { pipeline, score, std } = ensemble ?? single;
  const used = new Set([model.target, group, time, ...model.inputs.map(({ name }) => name)]);
  return {
    pipeline,
    data,
    target: model.target!,
    metric: (nn as unknown as Readonly<Record<string, FoundPipeline["metric"]>>)[result.metric]!,
    score,
    std,
    folds: single.scores.length,
    seed,
    holdout: holdout === undefined || typeof share === "object" ? undefined : shareOf(share),
    without: table.columns.filter((name) => !used.has(name)),
    group,
    time,
  };
};

const shareOf = (given: number | "none" | undefined): number | undefined =>
  given === "none" ? undefined : (given ?? 0.2);
