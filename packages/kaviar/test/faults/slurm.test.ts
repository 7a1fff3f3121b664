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

/** Most of it is waiting until Slurm, or an agent, takes another one for dead: each on a Slurm of its own, all at once. */
describe.concurrent("agents on Slurm lose no trial, and tell none twice,", { timeout: 300_000 }, () => {
  it.skipIf(whyNoCable !== undefined)("while the cable of a node is out for a minute", () => pullCable(kaviar));
  it.skipIf(why !== undefined)("while Slurm runs an agent again whose process still lives", () => orphan(kaviar));
  it.skipIf(why !== undefined)("when one that runs a trial is cancelled: another one runs it", () => cancelOne(kaviar));
  it.skipIf(why !== undefined)("while twelve of them are killed", () => killTwelve(kaviar));
  it.skipIf(why !== undefined)("and one that has failed is named, and begun again as is said", () =>
    beginAgain(kaviar),
  );
});
