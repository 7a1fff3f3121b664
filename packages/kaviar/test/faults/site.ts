import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Hosts } from "../../../cluster/test/slurm/slurm-hosts.ts";
import { type SlurmNodes, startSlurm } from "../../../cluster/test/slurm/slurm-nodes.ts";
import { clientOf, startServer } from "../../../tune/test/storage/postgres-server.ts";
import type { Kaviar } from "../run-kaviar.ts";
import { noteWrites, writeObjective } from "./tally.ts";

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
  stop(): Promise<void>;
}

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

const startSite = async ({ kaviar, hosts, more = "" }: SiteOptions): Promise<Site> => {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const slurm = await startSlurm({ more, ...(hosts && { head: hosts.head, hosts: hosts.nodes }) });
    ends.push(slurm.stop);
    const server = await startServer(hosts && { host: { ...hosts.head, network: hosts.network } });
    ends.push(server.stop);
    const sql = clientOf(server);
    ends.push(() => sql.end());
    const env = { ...process.env, ...slurm.env, KAVIAR_STORAGE: server.url, NO_COLOR: "1" };
    const [program, ...args] = [...(hosts?.head.enter ?? []), ...kaviar.command];
    const start: Site["start"] = (...words) => {
      const child = spawn(program!, [...args, ...words], { cwd: kaviar.folder, env });
      let out = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          out += chunk;
        });
      return {
        printed: () => out,
        ended: once(child, "close").then(([code]) => ({ code: code as number | null, out })),
      };
    };
    const run: Site["run"] = (...words) => start(...words).ended;
    // The tables are there once something has been tuned.
    writeObjective(kaviar.folder, "first", 0);
    await run("tune", "first.mjs", "--trials", "1");
    await noteWrites(sql);
    return { env, slurm, sql, run, start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Does something there; nothing is left of it, whatever came of that. */
export const onSite = async (options: SiteOptions, work: (site: Site) => Promise<void>): Promise<void> => {
  const site = await startSite(options);
  await work(site).finally(site.stop);
};
