import { probabilitiesInGraph, toProbabilities } from "../contract/posterior.ts";
import type { HeldOut, Method } from "./method.ts";

/** Added to probabilities before their logarithm is taken. */
const least = 1e-12;

const [coldest, hottest] = [Math.exp(-10), Math.exp(10)];

/**
 * One over the temperature at which the log loss is least. The loss is convex in it: Newton's method, kept between two
 * points at which the loss falls and rises.
 */
export const fitTemperature = ({ probabilities, classes, codes, weights }: HeldOut): number => {
  const logs = probabilities.map((p) => Math.log(p + least));
  const slopes = (beta: number): readonly [first: number, second: number] => {
    const shares = toProbabilities(
      logs.map((log) => beta * log),
      classes,
    );
    let [first, second] = [0, 0];
    for (let row = 0; row < codes.length; row++) {
      let [mean, square] = [0, 0];
      for (let i = row * classes; i < (row + 1) * classes; i++) {
        mean += shares[i]! * logs[i]!;
        square += shares[i]! * logs[i]! ** 2;
      }
      const weight = weights ? weights[row]! : 1;
      first += weight * (mean - logs[row * classes + codes[row]!]!);
      second += weight * (square - mean ** 2);
    }
    return [first, second];
  };
  let [low, high] = [coldest, hottest];
  let beta = 1;
  for (let round = 0; round < 200 && high - low > 1e-14 * high; round++) {
    const [first, second] = slopes(beta);
    if (first === 0) return beta;
    if (first < 0) low = beta;
    else high = beta;
    const next = beta - first / second;
    if (Math.abs(next - beta) < 1e-15 * beta) return next;
    beta = next > low && next < high ? next : Math.sqrt(low * high);
  }
  return beta;
};

/** All log-probabilities divided by one temperature: the most probable class stays. (Guo et al. 2017) */
export const temperature: Method<number> = {
  fit: fitTemperature,
  apply: (beta, probabilities, classes) =>
    toProbabilities(
      probabilities.map((p) => beta * Math.log(p + least)),
      classes,
    ),
  inGraph: (beta, probabilities, _, graph) => {
    const logs = graph.node("Log", [graph.node("Add", [probabilities, graph.doubles([least], [])])]);
    return probabilitiesInGraph(graph.node("Mul", [logs, graph.doubles([beta], [])]), graph);
  },
};
