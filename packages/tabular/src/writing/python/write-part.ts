import { type Code, call, list } from "@kaviar/base/code";
import { isModel, isStep } from "../../contract/chain.ts";
import type { Model } from "../../contract/model.ts";
import type { Step } from "../../contract/step.ts";
import { chainOf, type Member } from "../../fitting/member.ts";
import type { PredictionsOptions } from "../../steps/predictions.ts";
import type { ColumnSchema } from "../../table/table.ts";
import { columnsAfter } from "./columns.ts";
import { modelTwins } from "./models.ts";
import { byTask, given, keyword, make, type Python } from "./python.ts";
import { stepTwins } from "./steps.ts";
import { noTwin, type Twin } from "./twin.ts";

type Given = Parameters<Python["part"]>[0];

const twins = { step: stepTwins, model: modelTwins } as unknown as Readonly<
  Record<"step" | "model", Readonly<Record<string, Twin<unknown>>>>
>;

/** Writes steps, models and chains of them at a place, where some columns are known. */
export const pythonAt = (
  shared: Pick<Python, "task" | "seed" | "name" | "leftOut" | "aboutPositive">,
  columns: readonly ColumnSchema[],
): Python => {
  const py: Python = {
    ...shared,
    columns,
    at: (others) => pythonAt(shared, others),
    part: (part) => {
      const parts = partsOf(part);
      const place = isModel(parts.at(-1)) ? parts.findIndex(isPredictions) : -1;
      const own = place < 0 ? parts : parts.slice(0, place);
      const behind = (count: number) => py.at(columnsAfter(own.slice(0, count).filter(isStep), columns));
      const codes = own.map((each, i) => one(each, behind(i)));
      if (place >= 0) codes.push(stacked(parts[place]!.options as Kept, parts.slice(place + 1), behind(place)));
      const told = codes.filter((code) => code !== passed);
      if (told.length < 2) return told[0] ?? passed;
      return make(py, "sklearn.pipeline", "make_pipeline", told);
    },
  };
  return py;
};

/** A step that does nothing. */
const passed = '"passthrough"';

const partsOf = (given: Given): readonly (Step | Model)[] => {
  if (isStep(given) || isModel(given)) return [given];
  if ("kind" in given) return [...given.steps, ...(given.model ? [given.model] : [])];
  const { steps, model } = chainOf(given);
  return [...steps, model];
};

const isPredictions = ({ name }: Step | Model): boolean => name === "predictions";

type Kept = PredictionsOptions & { readonly model: Member };

/** Predictions as columns, and what goes on with them, are a stacking of one model. */
const stacked = ({ model, folds, keep }: Kept, rest: readonly (Step | Model)[], py: Python): Code => {
  if (py.columns.some(({ kind }) => kind === "texts"))
    throw noTwin("predictions", "A stacking hands on numbers alone: encode columns of texts before it.");
  const chain = { kind: "pipeline", steps: rest.filter(isStep), model: rest.find(isModel) } as const;
  return byTask(
    py,
    "sklearn.ensemble",
    "StackingClassifier",
    "StackingRegressor",
    [list([call("", '"model"', py.part(model))])],
    given("final_estimator", py.at([]).part(chain)),
    keyword("cv", folds, 5),
    keyword("passthrough", keep, false),
  );
};

const one = ({ kind, name, options }: Step | Model, py: Python): Code => {
  const twin = Object.hasOwn(twins[kind], name) ? twins[kind][name]! : "It is one of your own.";
  if (typeof twin === "string") throw noTwin(name, twin);
  return twin(options ?? {}, py);
};
