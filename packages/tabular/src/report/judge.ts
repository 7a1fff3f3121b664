import {
  accuracy,
  balancedAccuracy,
  brier,
  calibration,
  f1,
  logLoss,
  type Metric,
  mae,
  medianAbsoluteError,
  prAuc,
  r2,
  rmse,
  rocAuc,
} from "@kaviar/nn";
import type { ClassTarget, Label, NumberTarget } from "../contract/target.ts";
import { labelsOf } from "../pipeline/labels.ts";
import { scoreAll } from "../pipeline/score.ts";
import { binsOf, quantile, sortedFinite } from "../profile/number-summary.ts";
import type { ClassCurves, Confusion, Judged, JudgedClasses, JudgedNumbers } from "./fit-report.ts";
import { rankCurves } from "./rank-curves.ts";
import { shownWords } from "./shown-words.ts";
import type { Unseen } from "./unseen.ts";

const ofClasses = [accuracy, balancedAccuracy, f1, rocAuc, prAuc, logLoss, brier];
const ofNumbers = [rmse, mae, medianAbsoluteError, r2];

const mostCurves = 9;
const mostConfused = 12;
const mostPoints = 1500;

/** How good the model is on rows that it did not learn from, by the metric of the search and the usual others. */
export const judge = (unseen: Unseen, metric: Metric, classes: readonly Label[]): Judged => {
  const rows = unseen.actual.length;
  const task = classes.length > 0 ? "classes" : "numbers";
  const target: ClassTarget | NumberTarget =
    task === "classes"
      ? { task, classes, codes: Int32Array.from(unseen.actual) }
      : { task: "numbers", values: Float64Array.from(unseen.actual) };
  const metrics = [metric, ...(task === "classes" ? ofClasses : ofNumbers).filter(({ name }) => name !== metric.name)];
  const score = (said: Float64Array) => scoreAll(metrics, target, said);
  const [own, constant] = [score(unseen.said), score(constantFor(target))];
  const scores = metrics.map(({ name, about }) => ({
    title: about.name,
    value: own[name]!,
    constant: constant[name]!,
  }));
  const judged = { on: unseen.on, rows, scores };
  return target.task === "classes"
    ? { ...judged, ...judgeClasses(target, unseen.said) }
    : { ...judged, ...judgeNumbers(target.values, unseen.said) };
};

/** What knows no column says: how frequent the classes are, or the mean. */
const constantFor = (target: ClassTarget | NumberTarget): Float64Array => {
  if (target.task === "numbers") {
    const mean = target.values.reduce((sum, value) => sum + value / target.values.length, 0);
    return new Float64Array(target.values.length).fill(mean);
  }
  const shares = countsOf(target).map((rows) => rows / target.codes.length);
  return Float64Array.from({ length: target.codes.length * shares.length }, (_, i) => shares[i % shares.length]!);
};

const countsOf = ({ classes, codes }: ClassTarget): number[] => {
  const counts = classes.map(() => 0);
  for (const code of codes) counts[code]!++;
  return counts;
};

type Own<J extends Judged> = Omit<J, "on" | "rows" | "scores">;

const judgeClasses = (target: ClassTarget, said: Float64Array): Own<JudgedClasses> => {
  const counts = countsOf(target);
  const byRows = counts.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const { bins, expectedCalibrationError: error } = calibration(
    counts.length === 2 ? columnOf(said, 1, 2) : { data: said, shape: [target.codes.length, counts.length] },
    target.codes,
  );
  const present = byRows.filter((code) => counts[code]! > 0);
  const shown = counts.length === 2 ? [1] : present.slice(0, mostCurves);
  return {
    task: "classes",
    curves: shown.map((code) => curvesOf(target, said, code)),
    calibration: {
      error,
      bins: bins.flatMap(({ count, confidence, frequency }) =>
        count > 0 ? [{ rows: count, said: confidence, true: frequency }] : [],
      ),
    },
    confusion: confusionOf(target, said, byRows),
  };
};

const columnOf = (said: Float64Array, column: number, width: number): Float64Array =>
  Float64Array.from({ length: said.length / width }, (_, row) => said[row * width + column]!);

const curvesOf = ({ classes, codes }: ClassTarget, said: Float64Array, code: number): ClassCurves => {
  const scores = columnOf(said, code, classes.length);
  const inside = Float64Array.from(codes, (each) => Number(each === code));
  const rows = inside.reduce((sum, one) => sum + one, 0);
  return {
    label: shownWords(String(classes[code])),
    rows,
    share: rows / codes.length,
    rocAuc: rocAuc(scores, inside),
    prAuc: prAuc(scores, inside),
    ...rankCurves(scores, (row) => inside[row] === 1),
  };
};

/** By what is most probable; the rarest of many classes together. */
const confusionOf = (target: ClassTarget, said: Float64Array, byRows: readonly number[]): Confusion => {
  const { classes, codes } = target;
  const width = classes.length;
  const isMany = width > mostConfused;
  const probable = labelsOf(
    said,
    classes.map((_, code) => code),
  ) as number[];
  const kept = isMany ? byRows.slice(0, mostConfused - 1) : byRows.toSorted((a, b) => a - b);
  const places = new Map(kept.map((code, place) => [code, place]));
  const rest = kept.length;
  const counts = Array.from({ length: rest + Number(isMany) }, () => new Array<number>(rest + Number(isMany)).fill(0));
  for (let row = 0; row < codes.length; row++) {
    counts[places.get(codes[row]!) ?? rest]![places.get(probable[row]!) ?? rest]!++;
  }
  const names = kept.map((code) => shownWords(String(classes[code])));
  return { labels: isMany ? [...names, `${width - rest} others`] : names, counts };
};

const judgeNumbers = (actual: Float64Array, said: Float64Array): Own<JudgedNumbers> => {
  const residuals = said.map((value, row) => value - actual[row]!);
  const sizes = sortedFinite(residuals.map(Math.abs));
  const stride = Math.ceil(actual.length / mostPoints);
  return {
    task: "numbers",
    points: Array.from(actual, (value, row) => [value, said[row]!] as const).filter((_, row) => row % stride === 0),
    residuals: binsOf(sortedFinite(residuals), false)!,
    half: quantile(sizes, 0.5),
    nineOfTen: quantile(sizes, 0.9),
  };
};
