import type { Metric } from "@kaviar/nn";
import type { AutofitResult } from "../autofit/result.ts";
import type { Label } from "../contract/target.ts";
import type { TrainedPipeline } from "../pipeline/trained-pipeline.ts";
import type { Table } from "../table/table.ts";
import { dependencesOf } from "./dependence.ts";
import type { Explained } from "./fit-report.ts";
import { importanceOf } from "./importance.ts";
import { shapSummaryOf } from "./shap-summary.ts";
import { speedOf } from "./speed.ts";
import { type Omit, trying } from "./trying.ts";

/** Which share of the time that is left each may take. */
const shares = { importance: 0.4, dependence: 0.4, shap: 0.7 } as const;

interface Wishes {
  readonly metric: Metric;
  readonly seed: number;
  /** How many seconds there are left. */
  readonly left: () => number;
  /** Columns by how much each says of the target alone. */
  readonly order: readonly string[];
  /** The classes whose probability is explained; none for numbers. */
  readonly classes: readonly Label[];
  readonly omit: Omit;
}

/** What the model takes from the columns, as far as there is time: on rows of the holdout, or else on rows that it has seen. */
export const explain = async (
  { model: whole, holdout }: Pick<AutofitResult, "model" | "holdout">,
  table: Table,
  { metric, seed, left, order, classes, omit }: Wishes,
): Promise<Explained> => {
  const model: TrainedPipeline = holdout?.model ?? whole;
  const rows = holdout?.table ?? table.filter((row) => row[whole.target!] !== null);
  const explained = { isLearned: holdout === undefined, dependence: [] };
  const speed = await trying("Explanations", omit, () => (left() > 0 ? speedOf(model, rows) : undefined));
  if (speed === undefined) return explained;
  const limits = (share: number) => ({ seed, seconds: share * left(), speed });
  const importance = await trying("Permutation importance", omit, () =>
    importanceOf(model, rows, { metric, order, ...limits(shares.importance) }),
  );
  const needed = importance?.columns.filter(({ mean }) => mean > 0).map(({ column }) => column) ?? [];
  const columns = needed.length > 0 ? needed : order;
  const dependence = await trying("Partial dependence", omit, () =>
    dependencesOf(model, rows, { columns, classes, ...limits(shares.dependence) }),
  );
  const shap = await trying("The SHAP summary", omit, () =>
    shapSummaryOf(model, rows, { classes, ...limits(shares.shap) }),
  );
  return {
    ...explained,
    ...(importance && { importance }),
    dependence: dependence ?? [],
    ...(shap && { shap }),
  };
};
