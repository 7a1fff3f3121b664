import { type Definition, define } from "./definition.ts";

const each = (expression: string): Definition => define(`(x) => map(x, (a) => ${expression})`, "map");
const pair = (expression: string): Definition => define(`(x, y) => zip(x, y, (a, b) => ${expression})`, "zip");
const question = (expression: string): Definition =>
  define(`(x, y) => zip(x, y, (a, b) => (${expression} ? 1 : 0), Float64Array)`, "zip");

/** Operators that work place by place. */
export const elementwise = {
  Abs: each("Math.abs(a)"),
  Add: pair("a + b"),
  And: pair("a && b"),
  // 1 is a float, 9 a truth, 11 a double, the others are whole numbers.
  Cast: define(
    `(x, { to }) => {
  if (to === 9) return map(x, (a) => (a ? 1 : 0), Float64Array);
  return to === 1 ? map(x, (a) => a, Float32Array) : map(x, to === 11 ? (a) => a : Math.trunc, Float64Array);
}`,
    "map",
  ),
  Clip: define("(x, { data: [low] }, { data: [high] }) => map(x, (a) => Math.min(Math.max(a, low), high))", "map"),
  Div: pair("a / b"),
  Equal: question("a === b"),
  Exp: each("Math.exp(a)"),
  Floor: each("Math.floor(a)"),
  Greater: question("a > b"),
  GreaterOrEqual: question("a >= b"),
  IsNaN: define("(x) => map(x, (a) => (Number.isNaN(a) ? 1 : 0), Float64Array)", "map"),
  Less: question("a < b"),
  LessOrEqual: question("a <= b"),
  Log: each("Math.log(a)"),
  Max: pair("Math.max(a, b)"),
  Min: pair("Math.min(a, b)"),
  Mul: pair("a * b"),
  Neg: each("-a"),
  Not: each("1 - a"),
  Or: pair("a || b"),
  Pow: pair("a ** b"),
  Relu: each("Math.max(a, 0)"),
  // A half goes to the even number.
  Round: each("(Math.abs(a % 1) === 0.5 ? 2 * Math.round(a / 2) : Math.round(a))"),
  Sigmoid: each("1 / (1 + Math.exp(-a))"),
  Sign: each("Math.sign(a)"),
  Sin: each("Math.sin(a)"),
  Sqrt: each("Math.sqrt(a)"),
  StringConcat: pair("a + b"),
  Sub: pair("a - b"),
  Sum: define("(...all) => all.reduce((x, y) => zip(x, y, (a, b) => a + b))", "zip"),
  Tanh: each("Math.tanh(a)"),
  Where: define(
    `(condition, x, y) => {
  const shape = common(condition.shape, common(x.shape, y.shape));
  const [is, a, b] = [condition, x, y].map((each) => expand(each, shape).data);
  const data = new a.constructor(a.length);
  for (let i = 0; i < data.length; i++) data[i] = is[i] ? a[i] : b[i];
  return { shape, data };
}`,
    "common",
    "expand",
  ),
} as const;
