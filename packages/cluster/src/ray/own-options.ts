import { shown } from "@kaviar/base/error";
import { ClusterError } from "../error.ts";

/** What an agent may need beside cores and memory, as Ray calls it. */
export interface OwnOptions {
  readonly entrypoint_num_gpus?: number;
  readonly entrypoint_resources?: Readonly<Record<string, number>>;
}

/** Reads { gpus: "1", "resources.tpu": "2" }; refuses what Ray would not hear of. */
export const ownOptions = (options: Readonly<Record<string, string>>): OwnOptions => {
  let own: OwnOptions = {};
  for (const [name, value] of Object.entries(options)) {
    const resource = /^resources\.(.+)$/.exec(name)?.[1];
    if (name !== "gpus" && resource === undefined)
      throw new ClusterError("options", `Ray may be told gpus, resources.NAME and address: got ${shown(name)}.`, {
        remedy: "Cores, memory and time come from the plan of agents.",
      });
    const amount = Number(value);
    if (typeof value !== "string" || !(value.trim() !== "" && amount > 0 && Number.isFinite(amount)))
      throw new ClusterError("options", `An amount of Ray is a number > 0: got ${name} = ${shown(value)}.`);
    own =
      resource === undefined
        ? { ...own, entrypoint_num_gpus: amount }
        : { ...own, entrypoint_resources: { ...own.entrypoint_resources, [resource]: amount } };
  }
  return own;
};
