/** Where a trial stands as pages show it: its state, but a complete one that breaks its constraints is infeasible. */
export type Standing = (typeof standings)[number];

/** In the order in which they are told; a column holds places in this list. */
export const standings = ["complete", "infeasible", "pruned", "failed", "running", "waiting"] as const;
