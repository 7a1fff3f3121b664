import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** A tensor by its name, or a number. */
type Operand = string | number;

/** Sums and products of tensors of doubles in a graph, written like those of numbers. */
export interface Arithmetic {
  add(a: Operand, b: Operand): string;
  sub(a: Operand, b: Operand): string;
  mul(a: Operand, b: Operand): string;
  div(a: Operand, b: Operand): string;
  floor(a: Operand): string;
  /** a − b ⌊a / b⌋ */
  modulo(a: Operand, b: Operand): string;
  /** 1 where it holds, else 0. */
  equal(a: Operand, b: Operand): string;
  less(a: Operand, b: Operand): string;
  apply(op: string, a: Operand): string;
}

export const arithmetic = (graph: GraphBuilder): Arithmetic => {
  const numbers = new Map<number, string>();
  const tensor = (operand: Operand): string => {
    if (typeof operand === "string") return operand;
    let known = numbers.get(operand);
    if (known === undefined) {
      known = graph.doubles([operand]);
      numbers.set(operand, known);
    }
    return known;
  };
  const binary =
    (op: string) =>
    (a: Operand, b: Operand): string =>
      graph.node(op, [tensor(a), tensor(b)]);
  const truth =
    (op: string) =>
    (a: Operand, b: Operand): string =>
      graph.node("Cast", [binary(op)(a, b)], { attributes: { to: 11 } });
  const [sub, mul, div] = [binary("Sub"), binary("Mul"), binary("Div")];
  const apply = (op: string, a: Operand): string => graph.node(op, [tensor(a)]);
  const floor = (a: Operand): string => apply("Floor", a);
  return {
    add: binary("Add"),
    sub,
    mul,
    div,
    floor,
    modulo: (a, b) => sub(a, mul(b, floor(div(a, b)))),
    equal: truth("Equal"),
    less: truth("Less"),
    apply,
  };
};
