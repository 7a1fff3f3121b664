import { describe, it } from "vitest";
import { whyNoHosts } from "../../../cluster/test/slurm/slurm-hosts.ts";
import { whyNoSlurm } from "../../../cluster/test/slurm/slurm-nodes.ts";
import { buildKaviar } from "../run-kaviar.ts";
import { pullCable } from "./cable.ts";
import { cancelOne } from "./cancel.ts";
import { beginAgain } from "./failure.ts";
import { killTwelve } from "./kills.ts";
import { orphan } from "./orphan.ts";

const why = whyNoSlurm();
if (why !== undefined) console.log(`No agents on Slurm are killed or cut off: ${why}.`);
const whyNoCable = why ?? whyNoHosts();
if (whyNoCable !== undefined) console.log(`No cable is pulled: ${whyNoCable}.`);

const kaviar = await buildKaviar();

const faults = [
  ["while the cable of a node is out for a minute", whyNoCable, pullCable],
  ["while Slurm runs an agent again whose process still lives", why, orphan],
  ["when one that runs a trial is cancelled: another one runs it", why, cancelOne],
  ["while twelve of them are killed", why, killTwelve],
  ["and one that has failed is named, and begun again as is said", why, beginAgain],
] as const;

/** Most of it is waiting until Slurm, or an agent, takes another one for dead: each on a Slurm of its own, all at once. */
describe.concurrent("agents on Slurm lose no trial, and tell none twice,", { timeout: 300_000 }, () => {
  for (const [name, whyNot, fault] of faults)
    it.skipIf(whyNot !== undefined)(name, ({ onTestFinished }) => fault(kaviar, onTestFinished));
});
