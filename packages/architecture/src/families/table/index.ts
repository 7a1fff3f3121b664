import { attention } from "./attention.ts";
import { mlp } from "./mlp.ts";
import { residual } from "./residual.ts";

/** The families of networks for tables. */
export const tableFamilies = { mlp, residual, attention } as const;
