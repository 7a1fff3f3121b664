import type { Site } from "./site.ts";

/** A process that works on a study as an agent of a cluster. */
export interface AgentOwner {
  readonly id: string;
  /** As the engine calls the agent. */
  readonly agent: string;
  readonly pid: number;
  readonly beats: number;
  /** The trials that it runs. */
  readonly runs: readonly number[];
}

/** All that beat, or have died unnoticed. */
export const agentsAtWork = async ({ sql }: Site): Promise<readonly AgentOwner[]> => {
  const rows = await sql<{ id: string; pid: number; beats: number; runs: number[] }[]>`
    select o.id, o.pid::int as pid, o.beats::int as beats,
      array(select number::int from kaviar_trials t where t.owner = o.id and t.state = 'running') as runs
    from kaviar_owners o where o.id like '%/%' order by o.id`;
  return rows.map((row) => ({ ...row, agent: row.id.split(":")[2]!.split("/")[0]! }));
};

/** The command that hands agents of one worker in for an objective's study, and follows them. */
export const tuneOn = (site: Site, objective: string, trials: number, nodes: number) =>
  site.start(
    ...`tune ${objective}.mjs --trials ${trials} --sampler random --on slurm --nodes ${nodes} --memory 300MB`.split(
      " ",
    ),
  );
