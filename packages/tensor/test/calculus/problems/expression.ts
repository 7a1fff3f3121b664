import type { Tensor } from "@kaviar/tensor";

type Value = number | Tensor<"float64">;

const functions = ["exp", "log", "sqrt", "sin", "cos", "atan"] as const;

/** What an expression such as "100*(x2 - x1^2)^2" is, its variables the elements of a vector. (Recursive descent) */
export const evaluated = (text: string, x: Tensor<"float64">): Tensor<"float64"> => {
  const tokens = text.match(/\d+\.?\d*(e[+-]?\d+)?|[a-z]+\d*|[-+*/^()]/g) ?? [];
  let next = 0;
  const take = (...wanted: string[]): string | undefined =>
    wanted.includes(tokens[next]!) ? tokens[next++] : undefined;
  const sum = (): Value => {
    let left = product();
    for (let sign = take("+", "-"); sign; sign = take("+", "-")) {
      const right = product();
      left = plus(left, sign === "+" ? right : negative(right));
    }
    return left;
  };
  const product = (): Value => {
    let left = signed();
    for (let sign = take("*", "/"); sign; sign = take("*", "/")) {
      const right = signed();
      left = sign === "*" ? times(left, right) : over(left, right);
    }
    return left;
  };
  const signed = (): Value => (take("-") ? negative(signed()) : power());
  const power = (): Value => {
    const base = atom();
    return take("^") ? raised(base, signed()) : base;
  };
  const atom = (): Value => {
    const token = tokens[next++];
    if (token === "(") {
      const inside = sum();
      if (!take(")")) throw new Error(`a bracket is open in ${text}`);
      return inside;
    }
    if (token === "pi") return Math.PI;
    const name = functions.find((each) => each === token);
    if (name) {
      const argument = atom();
      return typeof argument === "number" ? Math[name](argument) : argument[name]();
    }
    if (token?.startsWith("x")) return x.slice(Number(token.slice(1)) - 1);
    if (token === undefined || Number.isNaN(Number(token))) throw new Error(`${token} in ${text}`);
    return Number(token);
  };
  const value = sum();
  if (next < tokens.length) throw new Error(`${tokens[next]} is left over in ${text}`);
  return typeof value === "number" ? x.sum().mul(0).add(value) : value;
};

const negative = (a: Value): Value => (typeof a === "number" ? -a : a.neg());

const plus = (a: Value, b: Value): Value => {
  if (typeof a !== "number") return a.add(b);
  return typeof b === "number" ? a + b : b.add(a);
};

const times = (a: Value, b: Value): Value => {
  if (typeof a !== "number") return a.mul(b);
  return typeof b === "number" ? a * b : b.mul(a);
};

const over = (a: Value, b: Value): Value => {
  if (typeof b === "number") return typeof a === "number" ? a / b : a.div(b);
  return typeof a === "number" ? b.reciprocal().mul(a) : a.div(b);
};

const raised = (a: Value, b: Value): Value => {
  if (typeof b !== "number") throw new Error("exponents are numbers");
  return typeof a === "number" ? a ** b : b === 2 ? a.square() : a.pow(b);
};
