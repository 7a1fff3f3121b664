import type { clientOf } from "../../../tune/test/storage/postgres-server.ts";

interface Killing {
  readonly kills: number;
  readonly sql: ReturnType<typeof clientOf>;
  /** Hands agents in, follows them until all have ended, and says what was printed: what a user types, and types again. */
  tune(): Promise<string>;
}

export interface Killed {
  readonly kills: number;
  /** How many of them ran a trial. */
  readonly atWork: number;
  /** How many were on each host. */
  readonly hosts: Readonly<Record<string, number>>;
  /** How often agents were handed in. */
  readonly rounds: number;
  /** What was printed in the end. */
  readonly printed: string;
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Whether there was somebody to get it. */
const signal = (pid: number, name: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
};

/**
 * Kills agents of a study by SIGKILL, one after another at moments that chance chooses, until so many are dead. Slurm does
 * not begin them again: when all have ended they are handed in anew. A second death of one trial's process fails the trial, as it
 * should: who runs one again is spared.
 */
export const killAgents = async ({ kills, sql, tune }: Killing): Promise<Killed> => {
  const dead = new Set<string>();
  const hosts: Record<string, number> = {};
  let [atWork, rounds, printed] = [0, 0, ""];
  let isOver = false;

  /** Who lives, and how often what it runs was begun. */
  const alive = () => sql<{ id: string; host: string; pid: number; attempt: number | null }[]>`
    select o.id, o.host, o.pid::int as pid, max(t.attempt)::int as attempt from kaviar_owners o
    left join kaviar_trials t on t.owner = o.id and t.state = 'running'
    where o.id like '%/%' group by o.id`;
  const killOne = async (): Promise<void> => {
    const victims = (await alive()).filter(({ id, attempt }) => !dead.has(id) && (attempt ?? 1) < 2);
    const victim = victims[Math.floor(Math.random() * victims.length)];
    if (victim === undefined || !signal(victim.pid, "SIGSTOP")) return;
    // What it has sent the database before it was stopped arrives: it may run another trial by now.
    await wait(50);
    const now = (await alive()).find(({ id }) => id === victim.id);
    if (now === undefined || (now.attempt ?? 1) > 1) {
      signal(victim.pid, "SIGCONT");
      return;
    }
    dead.add(victim.id);
    signal(victim.pid, "SIGKILL");
    hosts[victim.host] = (hosts[victim.host] ?? 0) + 1;
    if (now.attempt !== null) atWork++;
  };
  const killing = (async () => {
    while (dead.size < kills && !isOver) {
      await killOne();
      await wait(Math.random() * 600);
    }
  })();
  do {
    rounds++;
    printed = await tune();
  } while (!printed.includes("the study has its ") && rounds <= kills + 1);
  isOver = true;
  await killing;
  return { kills: dead.size, atWork, hosts, rounds, printed };
};

export const killedLine = ({ kills, atWork, hosts, rounds }: Killed): string =>
  `${kills} agents killed (${Object.entries(hosts)
    .map(([host, count]) => `${count} on ${host}`)
    .join(", ")}), ${atWork} of them at work, handed in ${rounds} times`;
