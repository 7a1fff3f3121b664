import { join } from "node:path";
import type { Cluster } from "@kaviar/cluster";
import type { EngineName } from "./placement-options.ts";

/** An engine, and what it was told: all that another process needs to speak of the same agents. */
export interface Engine {
  readonly name: EngineName;
  /** Where logs go, a folder of the study. */
  readonly logs: string;
  readonly options: Readonly<Record<string, string>>;
}

export const engineIn = (folder: string, name: EngineName, options: Readonly<Record<string, string>>): Engine => ({
  name,
  logs: join(folder, "agents"),
  options,
});

/** How each engine is spoken to. */
const clusters: { readonly [E in EngineName]: (engine: Engine) => Promise<Cluster> } = {
  slurm: async ({ logs, options }) => (await import("@kaviar/cluster")).slurm({ logs, options }),
};

export const clusterOf = (engine: Engine): Promise<Cluster> => clusters[engine.name](engine);
