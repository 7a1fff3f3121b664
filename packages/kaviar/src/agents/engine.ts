import { join } from "node:path";
import type { Cluster } from "@kaviar/cluster";
import { type EngineName, type Placement, rayAddress } from "./placement-options.ts";

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

interface OnRay {
  readonly name: "ray";
  readonly address: string;
  /** Where logs and the environment of agents go, a folder of the study. */
  readonly folder: string;
  readonly options: Readonly<Record<string, string>>;
}

/** An engine, and what it was told: all that another process needs to speak of the same agents. */
export type Engine = OnSlurm | OnKubernetes | OnRay;

/** An engine as the command line says it, for a study with that folder. */
export const engineFor = (
  on: EngineName,
  { slurm = {}, kubernetes = {}, image = "", ray = {} }: Placement,
  studyFolder: string,
): Engine => {
  const agents = join(studyFolder, "agents");
  if (on === "slurm") return { name: on, logs: agents, options: slurm };
  if (on === "ray") {
    const { address = rayAddress() ?? "", ...options } = ray;
    return { name: on, address, folder: agents, options };
  }
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
  const { kubernetes, ray, slurm } = await import("@kaviar/cluster");
  const { name, ...settings } = engine;
  if (name === "slurm") return slurm(settings as Omit<OnSlurm, "name">);
  return name === "ray" ? ray(settings as Omit<OnRay, "name">) : kubernetes(settings as Omit<OnKubernetes, "name">);
};
