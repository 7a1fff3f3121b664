import { shown } from "@kaviar/base/error";
import type { AgentPlan } from "../contract/cluster.ts";
import { quoted } from "../contract/shell-word.ts";
import { ClusterError } from "../error.ts";

/** What a shell can keep a text under. */
const nameLaw = /^[A-Za-z_]\w*$/;

export const checkEnvironment = ({ environment }: AgentPlan): void => {
  for (const name of Object.keys(environment))
    if (!nameLaw.test(name))
      throw new ClusterError(
        "bad-plan",
        `In an environment for Ray a name has letters, digits and "_": got ${shown(name)}.`,
      );
};

/** An environment as a file that a shell reads. Whoever may ask Ray for its jobs would see what was told to Ray itself. */
export const environmentFile = ({ environment }: AgentPlan): string =>
  Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join("");
