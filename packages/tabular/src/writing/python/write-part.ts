import { isModel, isStep } from "../../contract/chain.ts";
import type { Model } from "../../contract/model.ts";
import type { Step } from "../../contract/step.ts";
import { chainOf } from "../../fitting/member.ts";
import type { ColumnSchema } from "../../table/table.ts";
import type { Code } from "../code/code.ts";
import { columnsAfter } from "./columns.ts";
import { modelTwins } from "./models.ts";
import { make, type Python } from "./python.ts";
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
    part: (given) => {
      const parts = partsOf(given);
      const codes = parts.map((part, i) => one(part, py.at(columnsAfter(parts.slice(0, i).filter(isStep), columns))));
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

const one = ({ kind, name, options }: Step | Model, py: Python): Code => {
  const twin = Object.hasOwn(twins[kind], name) ? twins[kind][name]! : "It is one of your own.";
  if (typeof twin === "string") throw noTwin(name, twin);
  return twin(options ?? {}, py);
};
