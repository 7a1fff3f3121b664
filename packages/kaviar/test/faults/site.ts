import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Hosts } from "../../../cluster/test/slurm/slurm-hosts.ts";
import { type SlurmNodes, startSlurm } from "../../../cluster/test/slurm/slurm-nodes.ts";
import { clientOf, startServer } from "../../../tune/test/storage/postgres-server.ts";
import type { Kaviar } from "../run-kaviar.ts";
import { writeObjective } from "./objective.ts";
import { noteWrites } from "./tally.ts";

/** Slurm with two nodes and a database that notes who writes, as a user on its login node has them. */
export interface Site {
  /** What programs of Slurm, and kaviar, find in their environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly slurm: SlurmNodes;
  readonly sql: ReturnType<typeof clientOf>;
  /** Runs kaviar, and gives what it has printed on both streams. */
  run(...words: string[]): Promise<Ended>;
  /** The same for who looks at what it prints before it ends. */
  start(...words: string[]): { printed(): string; readonly ended: Promise<Ended> };
}

/** Hears what is to be done in the end, the last first, however that comes. */
export type OnEnd = (end: () => Promise<void>) => void;

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

interface SiteOptions {
  readonly kaviar: Pick<Kaviar, "command" | "folder">;
  /** Where nodes, controller and database are, unless on this machine. */
  readonly hosts?: Hosts;
  /** More lines of Slurm's configuration. */
  readonly more?: string;
}

export const startSite = async ({ kaviar, hosts, more = "" }: SiteOptions, onEnd: OnEnd): Promise<Site> => {
  const slurm = await startSlurm({ more, ...(hosts && { head: hosts.head, hosts: hosts.nodes }) });
  onEnd(slurm.stop);
  const server = await startServer(hosts && { host: { ...hosts.head, network: hosts.network } });
  onEnd(server.stop);
  const sql = clientOf(server);
  onEnd(() => sql.end());
  const env = { ...process.env, ...slurm.env, KAVIAR_STORAGE: server.url, NO_COLOR: "1" };
  const [program, ...args] = [...(hosts?.head.enter ?? []), ...kaviar.command];
  const start: Site["start"] = (...words) => {
    const child = spawn(program!, [...args, ...words], { cwd: kaviar.folder, env });
    onEnd(async () => void child.kill("SIGKILL"));
    let out = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        out += chunk;
      });
    return { printed: () => out, ended: once(child, "close").then(([code]) => ({ code: code as number | null, out })) };
  };
  const run: Site["run"] = (...words) => start(...words).ended;
  // The tables are there once something has been tuned.
  writeObjective(kaviar.folder, "first", 0);
  await run("tune", "first.mjs", "--trials", "1");
  await noteWrites(sql);
  return { env, slurm, sql, run, start };
};
