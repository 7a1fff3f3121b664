import { join } from "node:path";
import type { Cluster } from "@kaviar/cluster";
import type { EngineName, Placement } from "./placement-options.ts";

interface OnSlurm {
  readonly name: "slurm";
  /** Where logs go, a folder of the study. */
  readonly logs: string;
  readonly options: Readonly<Record<string, string>>;
}

interface OnKubernetes {
  readonly name: "kubernetes";
  readonly image: string;
  readonly namespace?: string;
  readonly context?: string;
  /** Where the program is in the image. */
  readonly folder?: string;
  readonly options: Readonly<Record<string, string>>;
}

/** An engine, and what it was told: all that another process needs to speak of the same agents. */
export type Engine = OnSlurm | OnKubernetes;

/** An engine as the command line says it, for a study with that folder. */
export const engineFor = (
  on: EngineName,
  { slurm = {}, kubernetes = {}, image = "" }: Placement,
  studyFolder: string,
): Engine => {
  if (on === "slurm") return { name: on, logs: join(studyFolder, "agents"), options: slurm };
  const { namespace, context, folder, ...options } = kubernetes;
  return {
    name: on,
    image,
    ...(namespace !== undefined && { namespace }),
    ...(context !== undefined && { context }),
    ...(folder !== undefined && { folder }),
    options,
  };
};

export const clusterOf = async (engine: Engine): Promise<Cluster> => {
  const { kubernetes, slurm } = await import("@kaviar/cluster");
  const { name, ...settings } = engine;
  return name === "slurm"
    ? slurm(settings as Omit<OnSlurm, "name">)
    : kubernetes(settings as Omit<OnKubernetes, "name">);
};
