import { over, type Problem } from "./problem.ts";

const squares = (residuals: readonly string[]): string => residuals.map((each) => `(${each})^2`).join("+");
const each = <T>(data: readonly T[], term: (value: T, i: number) => string): string[] =>
  data.map((value, i) => term(value, i + 1));
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const repeated = (value: number, n: number): number[] => new Array<number>(n).fill(value);
const alternating = (values: readonly number[], n: number): number[] =>
  upTo(n).map((i) => values[(i - 1) % values.length]!);
const total = (n: number): string => `(${over(1, n, (j) => `x${j}`)})`;

const bell = [0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521, 0.3989];
const resistances = [
  34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
];
const bard = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];
const enzyme: readonly (readonly [y: number, u: number])[] = [
  [0.1957, 4],
  [0.1947, 2],
  [0.1735, 1],
  [0.16, 0.5],
  [0.0844, 0.25],
  [0.0627, 0.167],
  [0.0456, 0.125],
  [0.0342, 0.1],
  [0.0323, 0.0833],
  [0.0235, 0.0714],
  [0.0246, 0.0625],
];
const watson = upTo(29).map((i) => {
  const t = i / 29;
  const slope = over(2, 6, (j) => `${(j - 1) * t ** (j - 2)}*x${j}`);
  return `${slope}-(${over(1, 6, (j) => `${t ** (j - 1)}*x${j}`)})^2-1`;
});
const inTrig = (i: number) => `5-(${over(1, 5, (j) => `cos(x${j})`)})+${i}*(1-cos(x${i}))-sin(x${i})`;
/** xᵢ, and 0 beyond the ends. */
const inside = (i: number, n: number): string => (i < 1 || i > n ? "0" : `x${i}`);
const boundary = (i: number) => {
  const h = 1 / 11;
  return `2*x${i}-${inside(i - 1, 10)}-${inside(i + 1, 10)}+${(h * h) / 2}*(x${i}+${i * h + 1})^3`;
};
const banded = (i: number) => {
  const others = upTo(10).filter((j) => j !== i && j >= i - 5 && j <= i + 1);
  return `x${i}*(2+5*x${i}^2)+1-(${others.map((j) => `x${j}*(1+x${j})`).join("+")})`;
};
const root = Math.sqrt(1e-5);
const secondPenalty = [
  "x1-0.2",
  ...[2, 3, 4].map((i) => `${root}*(exp(x${i}/10)+exp(x${i - 1}/10)-${Math.exp(i / 10) + Math.exp((i - 1) / 10)})`),
  ...[5, 6, 7].map((i) => `${root}*(exp(x${i - 3}/10)-exp(-1/10))`),
  `${over(1, 4, (j) => `${5 - j}*x${j}^2`)}-1`,
];
const powell = (from: number) => {
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => `x${from + i}`);
  return `(${a}+10*${b})^2+5*(${c}-${d})^2+(${b}-2*${c})^4+10*(${a}-${d})^4`;
};
const w = (i: number) => `(1+(x${i}-1)/4)`;

/** Formulas, starts and lowest values as published: Moré, Garbow & Hillstrom 1981, Testing Unconstrained Optimization Software. */
const collection: readonly Problem[] = [
  { name: "Rosenbrock", objective: "100*(x2-x1^2)^2+(1-x1)^2", start: [-1.2, 1], lowest: 0 },
  {
    name: "Freudenstein and Roth",
    objective: squares(["-13+x1+((5-x2)*x2-2)*x2", "-29+x1+((x2+1)*x2-14)*x2"]),
    start: [0.5, -2],
    lowest: 0,
  },
  {
    name: "Powell, badly scaled",
    objective: squares(["10000*x1*x2-1", "exp(-x1)+exp(-x2)-1.0001"]),
    start: [0, 1],
    lowest: 0,
  },
  {
    name: "Brown, badly scaled",
    objective: squares(["x1-1000000", "x2-0.000002", "x1*x2-2"]),
    start: [1, 1],
    lowest: 0,
  },
  {
    name: "Beale",
    objective: squares(["1.5-x1*(1-x2)", "2.25-x1*(1-x2^2)", "2.625-x1*(1-x2^3)"]),
    start: [1, 1],
    lowest: 0,
  },
  {
    name: "Jennrich and Sampson",
    objective: squares(upTo(10).map((i) => `${2 + 2 * i}-(exp(${i}*x1)+exp(${i}*x2))`)),
    start: [0.3, 0.4],
    lowest: 124.3621824,
  },
  {
    name: "Helical valley",
    // The angle of (x1, x2) in turns, from −1/4 to 3/4: with r = √(x1² + x2²) it is 1/4 − atan(x1/(x2 + r))/π.
    objective: squares(["10*(x3-10*(0.25-atan(x1/(x2+sqrt(x1^2+x2^2)))/pi))", "10*(sqrt(x1^2+x2^2)-1)", "x3"]),
    start: [-1, 0, 0],
    lowest: 0,
  },
  {
    name: "Bard",
    objective: squares(each(bard, (y, i) => `${y}-(x1+${i}/(${16 - i}*x2+${Math.min(i, 16 - i)}*x3))`)),
    start: [1, 1, 1],
    lowest: 8.21487e-3,
  },
  {
    name: "Gaussian",
    objective: squares(
      each([...bell, ...bell.slice(0, -1).reverse()], (y, i) => `x1*exp(-x2*(${(8 - i) / 2}-x3)^2/2)-${y}`),
    ),
    start: [0.4, 1, 0],
    lowest: 1.12793e-8,
  },
  {
    name: "Meyer",
    objective: squares(each(resistances, (y, i) => `x1*exp(x2/(${45 + 5 * i}+x3))-${y}`)),
    start: [0.02, 4000, 250],
    lowest: 87.9458,
  },
  {
    name: "Box, three-dimensional",
    objective: squares(
      upTo(10).map((i) => `exp(-${i / 10}*x1)-exp(-${i / 10}*x2)-x3*(${Math.exp(-i / 10) - Math.exp(-i)})`),
    ),
    start: [0, 10, 20],
    lowest: 0,
  },
  { name: "Powell, singular", objective: powell(1), start: [3, -1, 0, 1], lowest: 0 },
  {
    name: "Wood",
    objective: "100*(x2-x1^2)^2+(1-x1)^2+90*(x4-x3^2)^2+(1-x3)^2+10.1*((x2-1)^2+(x4-1)^2)+19.8*(x2-1)*(x4-1)",
    start: [-3, -1, -3, -1],
    lowest: 0,
  },
  {
    name: "Kowalik and Osborne",
    objective: squares(each(enzyme, ([y, u]) => `${y}-x1*(${u * u}+${u}*x2)/(${u * u}+${u}*x3+x4)`)),
    start: [0.25, 0.39, 0.415, 0.39],
    lowest: 3.07505e-4,
  },
  {
    name: "Brown and Dennis",
    objective: squares(
      upTo(20).map((i) => {
        const t = i / 5;
        return `(x1+${t}*x2-${Math.exp(t)})^2+(x3+x4*${Math.sin(t)}-(${Math.cos(t)}))^2`;
      }),
    ),
    start: [25, 5, -5, -1],
    lowest: 85822.2,
  },
  {
    name: "Biggs",
    objective: squares(
      upTo(13).map((i) => {
        const t = i / 10;
        const y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
        return `x3*exp(-${t}*x1)-x4*exp(-${t}*x2)+x6*exp(-${t}*x5)-(${y})`;
      }),
    ),
    start: [1, 2, 1, 1, 1, 1],
    lowest: 0,
  },
  { name: "Watson", objective: squares([...watson, "x1", "x2-x1^2-1"]), start: repeated(0, 6), lowest: 2.28767e-3 },
  {
    name: "Rosenbrock, extended",
    objective: over(1, 5, (i) => `100*(x${2 * i}-x${2 * i - 1}^2)^2+(1-x${2 * i - 1})^2`),
    start: alternating([-1.2, 1], 10),
    lowest: 0,
  },
  {
    name: "Powell singular, extended",
    objective: over(0, 2, (i) => powell(4 * i + 1)),
    start: alternating([3, -1, 0, 1], 12),
    lowest: 0,
  },
  {
    name: "Penalty I",
    objective: `0.00001*(${over(1, 4, (i) => `(x${i}-1)^2`)})+(${over(1, 4, (i) => `x${i}^2`)}-0.25)^2`,
    start: upTo(4),
    lowest: 2.24997e-5,
  },
  { name: "Penalty II", objective: squares(secondPenalty), start: repeated(0.5, 4), lowest: 9.37629e-6 },
  {
    name: "Variably dimensioned",
    objective: `${over(1, 10, (i) => `(x${i}-1)^2`)}+(${over(1, 10, (i) => `${i}*(x${i}-1)`)})^2+(${over(1, 10, (i) => `${i}*(x${i}-1)`)})^4`,
    start: upTo(10).map((i) => 1 - i / 10),
    lowest: 0,
  },
  { name: "Trigonometric", objective: squares(upTo(5).map(inTrig)), start: repeated(1 / 5, 5), lowest: 0 },
  {
    name: "Brown, almost linear",
    objective: squares([...[1, 2, 3, 4].map((i) => `x${i}+${total(5)}-6`), "x1*x2*x3*x4*x5-1"]),
    start: repeated(0.5, 5),
    lowest: 0,
  },
  {
    name: "Discrete boundary value",
    objective: squares(upTo(10).map(boundary)),
    start: upTo(10).map((i) => (i / 11) * (i / 11 - 1)),
    lowest: 0,
  },
  {
    name: "Broyden, tridiagonal",
    objective: squares(upTo(10).map((i) => `(3-2*x${i})*x${i}-${inside(i - 1, 10)}-2*${inside(i + 1, 10)}+1`)),
    start: repeated(-1, 10),
    lowest: 0,
  },
  { name: "Broyden, banded", objective: squares(upTo(10).map(banded)), start: repeated(-1, 10), lowest: 0 },
  {
    name: "Linear, full rank",
    objective: squares(upTo(10).map((i) => `${inside(i, 5)}-0.2*${total(5)}-1`)),
    start: repeated(1, 5),
    lowest: 5,
  },
];

/** Other functions that optimizers are commonly tried on (Surjanovic & Bingham, Virtual Library of Simulation Experiments). */
const common: readonly Problem[] = [
  { name: "Himmelblau", objective: "(x1^2+x2-11)^2+(x1+x2^2-7)^2", start: [0, 0], lowest: 0 },
  { name: "Booth", objective: "(x1+2*x2-7)^2+(2*x1+x2-5)^2", start: [-5, 5], lowest: 0 },
  { name: "Matyas", objective: "0.26*(x1^2+x2^2)-0.48*x1*x2", start: [3, -2], lowest: 0 },
  {
    name: "Goldstein and Price",
    objective:
      "(1+(x1+x2+1)^2*(19-14*x1+3*x1^2-14*x2+6*x1*x2+3*x2^2))*(30+(2*x1-3*x2)^2*(18-32*x1+12*x1^2+48*x2-36*x1*x2+27*x2^2))",
    start: [0.2, -0.8],
    lowest: 3,
  },
  { name: "Three-hump camel", objective: "2*x1^2-1.05*x1^4+x1^6/6+x1*x2+x2^2", start: [0.9, -0.5], lowest: 0 },
  {
    name: "Six-hump camel",
    objective: "(4-2.1*x1^2+x1^4/3)*x1^2+x1*x2+(-4+4*x2^2)*x2^2",
    start: [0.5, -1],
    lowest: -1.0316284535,
  },
  {
    name: "McCormick",
    objective: "sin(x1+x2)+(x1-x2)^2-1.5*x1+2.5*x2+1",
    start: [0, 0],
    lowest: -Math.sqrt(3) / 2 - Math.PI / 3,
  },
  {
    name: "Styblinski and Tang",
    objective: over(1, 5, (i) => `(x${i}^4-16*x${i}^2+5*x${i})/2`),
    start: repeated(-2, 5),
    lowest: 5 * -39.16616570377142,
  },
  {
    name: "Dixon and Price",
    objective: `(x1-1)^2+${over(2, 10, (i) => `${i}*(2*x${i}^2-x${i - 1})^2`)}`,
    start: repeated(1, 10),
    lowest: 0,
  },
  {
    name: "Zakharov",
    objective: `${over(1, 10, (i) => `x${i}^2`)}+(${over(1, 10, (i) => `${i / 2}*x${i}`)})^2+(${over(1, 10, (i) => `${i / 2}*x${i}`)})^4`,
    start: repeated(1, 10),
    lowest: 0,
  },
  { name: "Sum of squares", objective: over(1, 10, (i) => `${i}*x${i}^2`), start: repeated(5, 10), lowest: 0 },
  {
    name: "Branin",
    objective: "(x2-5.1/(4*pi^2)*x1^2+5/pi*x1-6)^2+10*(1-1/(8*pi))*cos(x1)+10",
    start: [3, 3],
    lowest: 0.39788735772973816,
  },
  {
    name: "Levy",
    objective: `sin(pi*${w(1)})^2+${over(1, 4, (i) => `(${w(i)}-1)^2*(1+10*sin(pi*${w(i)}+1)^2)`)}+(${w(5)}-1)^2*(1+sin(2*pi*${w(5)})^2)`,
    start: repeated(0.5, 5),
    lowest: 0,
  },
];

export const unconstrained: readonly Problem[] = [...collection, ...common];
