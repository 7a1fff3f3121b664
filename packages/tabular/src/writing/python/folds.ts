import { type Code, call } from "@kaviar/base/code";
import type { Found } from "../found.ts";
import { keyword, literal, make, type Python } from "./python.ts";

const selection = "sklearn.model_selection";

/** The folds, and what says which rows belong together. */
export const foldsCode = ({ folds, repeats, group, time }: Found, py: Python): readonly Code[] => {
  const drawn = [...keyword("shuffle", true), `random_state=${py.seed}`];
  const isClasses = py.task === "classes";
  if (time !== undefined) return [cv(call(py.name(selection, "TimeSeriesSplit"), String(folds)))];
  if (group === undefined && repeats > 1) {
    const repeated = isClasses ? "RepeatedStratifiedKFold" : "RepeatedKFold";
    const counts = [`n_splits=${folds}`, `n_repeats=${repeats}`];
    return [cv(call(py.name(selection, repeated), ...counts, `random_state=${py.seed}`))];
  }
  if (group === undefined)
    return [cv(make(py, selection, isClasses ? "StratifiedKFold" : "KFold", [String(folds)], drawn))];
  const grouped = isClasses ? "StratifiedGroupKFold" : "GroupKFold";
  return [cv(make(py, selection, grouped, [String(folds)], drawn)), `groups=rows[${literal(group)}]`];
};

const cv = (code: Code): Code => (typeof code === "string" ? `cv=${code}` : { ...code, before: `cv=${code.before}` });
