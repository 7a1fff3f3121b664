import type { AutofitResult, FoundPipeline, Table } from "@kaviar/tabular";
import { metricNamed } from "./scores.ts";
import type { Settings } from "./settings.ts";

interface Searched {
  readonly table: Table;
  /** The path of its file, as it was given. */
  readonly data: string;
  readonly settings: Settings;
  readonly of: number;
}

/** The pipeline that was chosen and how it was scored: what a program is written of that scores it again. */
export const foundOf = (result: AutofitResult, { table, data, of, settings }: Searched): FoundPipeline => {
  const { model, single, ensemble, holdout, searched, adjusted, folds, repeats } = result;
  const { group, "time-column": time, seed, holdout: share } = settings;
  const { pipeline, score, std } = ensemble ?? single;
  const used = new Set([model.target, group, time, ...model.inputs.map(({ name }) => name)]);
  return {
    pipeline,
    data,
    ...(table.rows < of && {
      sample: { sample: table.rows, seed: seed ?? 0 },
      inParts: model.trained.sampledFrom === undefined,
    }),
    target: model.target!,
    metric: metricNamed(result.metric),
    score,
    std,
    folds,
    repeats,
    seed,
    holdout: holdout === undefined ? undefined : typeof share === "object" ? share.file : shareOf(share),
    searched,
    calibrate: adjusted?.calibration?.method,
    threshold: adjusted?.threshold && metricNamed(adjusted.threshold.metric),
    without: table.columns.filter((name) => !used.has(name)),
    group,
    time,
  };
};

const shareOf = (given: number | "none" | undefined): number | undefined =>
  given === "none" ? undefined : (given ?? 0.2);
