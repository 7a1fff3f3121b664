import { choice } from "@kaviar/tune";
import { maxAbs } from "../../steps/max-abs.ts";
import { minMax } from "../../steps/min-max.ts";
import { power } from "../../steps/power.ts";
import { quantile } from "../../steps/quantile.ts";
import { robust } from "../../steps/robust.ts";
import { scale } from "../../steps/scale.ts";
import { grammarPart } from "../grammar.ts";

export const scalers = {
  scale: grammarPart({ role: "scaler", takes: "numbers", make: () => scale() }),
  robust: grammarPart({ role: "scaler", takes: "numbers", make: () => robust() }),
  minMax: grammarPart({ role: "scaler", takes: "numbers", make: () => minMax() }),
  maxAbs: grammarPart({ role: "scaler", takes: "numbers", make: () => maxAbs() }),
  power: grammarPart({ role: "scaler", make: () => power() }),
  quantile: grammarPart({
    role: "scaler",
    takes: "numbers",
    ranges: { outputDistribution: choice(["uniform", "normal"]) },
    make: quantile,
  }),
};
