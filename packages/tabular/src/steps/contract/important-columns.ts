import { law } from "@kaviar/base/check";
import { isModel } from "../../contract/chain.ts";
import type { FitContext } from "../../contract/context.ts";
import type { Model } from "../../contract/model.ts";
import type { Training } from "../../contract/training.ts";

/** The law of an option that is a model which knows how much each column counts. */
export const modelWithImportances = law<Model>(
  "a model that says how much columns count",
  (value) => isModel(value) && value.definition.importances !== undefined,
  "Give one of trees or a linear one, without steps before it: randomForest(), lasso().",
);

/** How much each column of the training rows counts to a model that is fitted to them. */
export const importancesOf = async (
  { definition, options }: Model,
  training: Training,
  context: FitContext,
): Promise<Float64Array> => definition.importances!(await definition.fit(training, options, context), options);
