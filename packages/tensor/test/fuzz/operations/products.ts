import * as library from "@kaviar/tensor";
import type { Dice } from "../dice.ts";
import { drawDType, drawLength, tensorLike, tensorOf } from "../drawing.ts";
import { operation } from "../operation.ts";

const drawEquation = (dice: Dice): { readonly equation: string; readonly terms: readonly string[] } => {
  const letters = [..."abcd"].slice(0, dice.int(1, 4));
  const terms = Array.from({ length: dice.pick([1, 2, 2, 2, 3]) }, () =>
    Array.from({ length: dice.pick([0, 1, 1, 2, 2, 3]) }, () => dice.pick(letters)).join(""),
  );
  const there = [...new Set(terms.join(""))];
  const right = dice.some(there, dice.int(0, there.length)).join("");
  return { equation: dice.chance(0.15) ? terms.join(",") : `${terms.join(",")}->${right}`, terms };
};

export const products = {
  matmul: operation({
    draw: (draft) => {
      const x = tensorOf(draft, "number", 1);
      const { dice } = draft;
      const inner = x.shape.at(-1)!;
      const lead = x.shape.slice(0, -2).map((n) => (dice.chance(0.3) ? 1 : n));
      const shape = dice.chance(0.2) ? [inner] : [...lead.slice(dice.int(0, lead.length)), inner, drawLength(draft)];
      return { operands: [x, tensorLike(draft, { dtype: x.dtype, shape })] };
    },
    run: ([x, y]) => library.matmul(x!, y!),
  }),
  einsum: operation<{ readonly equation: string }>({
    draw: (draft) => {
      const { equation, terms } = drawEquation(draft.dice);
      const lengths = new Map([..."abcd"].map((letter) => [letter, drawLength(draft)]));
      const dtype = drawDType(draft, "number");
      const operands = terms.map((term) =>
        tensorLike(draft, { dtype, shape: [...term].map((letter) => lengths.get(letter)!) }),
      );
      return { operands, params: { equation } };
    },
    run: (operands, { equation }) => library.einsum(equation, ...operands),
  }),
};
