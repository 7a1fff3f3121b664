import type { FitContext } from "../../../contract/context.ts";
import { matrixOf } from "../../../contract/matrix.ts";
import { type ClassTarget, type NumberTarget, withoutTarget } from "../../../contract/target.ts";
import type { Training } from "../../../contract/training.ts";
import { TableError } from "../../../error.ts";
import type { NumberColumn } from "../../../table/column.ts";
import { anova } from "./anova.ts";
import { chi2 } from "./chi2.ts";
import type { ColumnScore, ColumnScores } from "./column-score.ts";
import { correlation } from "./correlation.ts";
import { informationByClass, informationByNumber } from "./mutual-information.ts";

/** Scores that come with a probability. */
export const testedScores = ["anova", "chi2", "correlation"] as const;
export const scoreNames = [...testedScores, "mutualInformation"] as const;
type ScoreName = (typeof scoreNames)[number];

const forClasses: { readonly [Name in ScoreName]?: ColumnScore<ClassTarget> } = {
  anova,
  chi2,
  mutualInformation: informationByClass,
};
const forNumbers: { readonly [Name in ScoreName]?: ColumnScore<NumberTarget> } = {
  correlation,
  mutualInformation: informationByNumber,
};

/** The score of each column of numbers; the F test of the task where none is named. Weights of rows are not looked at. */
export const scoreColumns = (
  owner: string,
  { table, target }: Training,
  given: ScoreName | undefined,
  context: FitContext,
): ColumnScores => {
  if (target.task === "anomalies") throw withoutTarget(owner);
  matrixOf(owner, table);
  const columns = table.data as readonly NumberColumn[];
  const name = given ?? (target.task === "classes" ? "anova" : "correlation");
  const made =
    target.task === "classes"
      ? forClasses[name]?.of(columns, target, context.random())
      : forNumbers[name]?.of(columns, target, context.random());
  if (made) return made;
  const fitting = Object.keys(target.task === "classes" ? forClasses : forNumbers);
  throw new TableError(
    "options",
    `${owner} has the score "${name}" for ${target.task === "classes" ? "numbers" : "classes"}: the target is of ${target.task}.`,
    {
      remedy: `Use ${fitting.map((each) => `"${each}"`).join(" or ")}.`,
    },
  );
};
