import { float, int, log } from "@kaviar/tune";
import { extraTrees } from "../../models/extra-trees.ts";
import { recursiveElimination } from "../../steps/recursive-elimination.ts";
import { selectBest } from "../../steps/select-best.ts";
import { selectByModel } from "../../steps/select-by-model.ts";
import { selectFalseDiscovery } from "../../steps/select-false-discovery.ts";
import { selectVariance } from "../../steps/select-variance.ts";
import { grammarPart } from "../grammar.ts";

/** Of few columns there is nothing to select. */
const many = ({ width }: { readonly width: number }): boolean => width >= 4;

const judge = () => extraTrees({ trees: 50, minLeaf: 2 });

export const selectors = {
  selectBest: grammarPart({
    role: "selector",
    ranges: { share: float(0.05, 0.95) },
    suits: many,
    columns: ({ columns }, { share }) => Math.max(1, Math.ceil(share * columns)),
    make: selectBest,
  }),
  selectVariance: grammarPart({
    role: "selector",
    takes: "numbers",
    ranges: { threshold: log(1e-4, 0.2) },
    suits: many,
    make: selectVariance,
  }),
  selectFalseDiscovery: grammarPart({
    role: "selector",
    ranges: { alpha: log(1e-4, 0.2) },
    suits: many,
    make: selectFalseDiscovery,
  }),
  selectByModel: grammarPart({
    role: "selector",
    ranges: { threshold: log(1e-4, 0.1) },
    suits: many,
    make: ({ threshold }) => selectByModel({ model: judge(), threshold }),
  }),
  recursiveElimination: grammarPart({
    role: "selector",
    ranges: ({ width }) => ({ k: int(2, Math.max(3, width - 1)) }),
    suits: ({ width, rows }) => width >= 4 && width <= 200 && rows <= 5_000,
    columns: ({ columns }, { k }) => Math.min(columns, k),
    make: ({ k }) => recursiveElimination({ model: judge(), k, step: 0.2 }),
  }),
};
