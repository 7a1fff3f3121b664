import type { Curve } from "./method.ts";

/** σ(slope · log-odds + intercept) */
export interface Sigmoid {
  readonly slope: number;
  readonly intercept: number;
}

/** Log-odds of a probability of 0 or 1 would be infinite. */
const least = 2 ** -53;

export const logOdds = (p: number): number => {
  const inside = Math.min(Math.max(p, least), 1 - least);
  return Math.log(inside / (1 - inside));
};

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** log(1 + eˣ) */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/**
 * Platt's curve through scores: targets are not 0 and 1 but (n⁺ + 1)/(n⁺ + 2) and 1/(n⁻ + 2), as if each class had a row
 * more on the other side. By Newton's method, halving steps that go up. (Platt 1999; Lin, Lin & Weng 2007)
 */
export const fitSigmoid = (scores: Float64Array, is: Float64Array, weights: Float64Array | undefined): Sigmoid => {
  const widest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0) || 1;
  const x = scores.map((score) => score / widest);
  const weightOf = (row: number): number => (weights ? weights[row]! : 1);
  let [inside, outside] = [0, 0];
  for (let row = 0; row < x.length; row++) {
    if (is[row] === 1) inside += weightOf(row);
    else outside += weightOf(row);
  }
  const targets = is.map((each) => (each === 1 ? (inside + 1) / (inside + 2) : 1 / (outside + 2)));
  const loss = (a: number, b: number): number => {
    let sum = 0;
    for (let row = 0; row < x.length; row++) {
      const score = a * x[row]! + b;
      sum += weightOf(row) * (softplus(score) - targets[row]! * score);
    }
    return sum;
  };
  let [a, b] = [0, Math.log((inside + 1) / (outside + 1))];
  let here = loss(a, b);
  for (let round = 0; round < 100; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12];
    for (let row = 0; row < x.length; row++) {
      const share = logistic(a * x[row]! + b);
      const wrong = weightOf(row) * (share - targets[row]!);
      const bend = weightOf(row) * share * (1 - share);
      ga += wrong * x[row]!;
      gb += wrong;
      haa += bend * x[row]! * x[row]!;
      hab += bend * x[row]!;
      hbb += bend;
    }
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hab * gb - hbb * ga) / determinant, (hab * ga - haa * gb) / determinant];
    const gain = ga * da + gb * db;
    let step = 1;
    let next = loss(a + da, b + db);
    for (; step > 1e-10 && next > here + 1e-4 * step * gain; step /= 2)
      next = loss(a + (step / 2) * da, b + (step / 2) * db);
    if (!(next < here)) break;
    [a, b, here] = [a + step * da, b + step * db, next];
  }
  return { slope: a / widest, intercept: b };
};

export const sigmoid: Curve<Sigmoid> = {
  fit: (said, is, weights) => fitSigmoid(said.map(logOdds), is, weights),
  apply: ({ slope, intercept }, said) => logistic(slope * logOdds(said) + intercept),
  inGraph: ({ slope, intercept }, said, graph) => {
    const number = (value: number) => graph.doubles([value], []);
    const inside = graph.node("Min", [graph.node("Max", [said, number(least)]), number(1 - least)]);
    const odds = graph.node("Log", [graph.node("Div", [inside, graph.node("Sub", [number(1), inside])])]);
    return graph.node("Sigmoid", [graph.node("Add", [graph.node("Mul", [odds, number(slope)]), number(intercept)])]);
  },
};
