/** What a cluster is to run: so many agents, each the same command on a machine of the engine's choice. */
export interface AgentPlan {
  /** What the engine's own lists call them: the study's name, whatever it holds. */
  readonly name: string;
  readonly agents: number;
  /** Program and arguments, which arrive as they are. */
  readonly command: readonly string[];
  /** Where it runs: a folder that the machines see too. */
  readonly folder: string;
  /** What an agent finds in its environment. Secrets are told in no other way: they are in no script and in no log. */
  readonly environment: Readonly<Record<string, string>>;
  /** Cores of an agent. */
  readonly cores: number;
  /** Bytes of an agent; what the engine gives by itself when left out. */
  readonly memory?: number;
  /** Milliseconds after which the engine ends it; what the engine allows by itself when left out. */
  readonly time?: number;
}

/**
 * `waiting` for a machine; `running`; `ended`, by itself or by somebody; `lost` with its machine, where the engine does not
 * begin it again.
 */
export type AgentState = "waiting" | "running" | "ended" | "lost";

/** An agent as the engine sees it. */
export interface Agent {
  readonly id: string;
  readonly state: AgentState;
  readonly host?: string;
  /** Why it waits, or how it ended, in the engine's words. */
  readonly why?: string;
}

/** What names the agents of one `submit`, also for another process and another day. */
export type JobId = string;

/**
 * An engine that runs agents on many machines. It places, restarts and ends them; what they do, and who does what, they
 * settle among themselves through the storage of their study.
 *
 * An agent finds its own id in the variable KAVIAR_AGENT. It gets SIGTERM when it is to end, and some time to do so. The
 * engine may run one again that it takes for dead, or that has failed: a process that still lives is then there twice, and
 * the storage sees to it that this harms nobody.
 *
 * It is *not* a queue of trials, and not the place where results live: an engine forgets.
 *
 * ```ts
 * const cluster = slurm({ logs: "/shared/logs", options: { partition: "gpu" } });
 * const job = await cluster.submit({ name: "digits", agents: 8, command: ["npx", "kaviar", "work", "digits"], … });
 * for (const { id, state, host } of await cluster.agents(job)) console.log(id, state, host);
 * ```
 */
export interface Cluster {
  /** "slurm", "kubernetes". */
  readonly name: string;
  /** What would be handed in, for people to read: no secret is in it. */
  describe(plan: AgentPlan): Promise<string>;
  /** Hands the agents in, all of them or none. */
  submit(plan: AgentPlan): Promise<JobId>;
  /**
   * All agents of a job in their order, also those that the engine has forgotten: they have ended. Where it makes a new one in
   * place of a lost one, and does not say of which, both are there.
   */
  agents(job: JobId): Promise<readonly Agent[]>;
  /** Ends some agents, or all. Of one that has ended already nothing is said. */
  cancel(job: JobId, agents?: readonly string[]): Promise<void>;
  /** What an agent has printed so far; nothing, where it has not begun. */
  log(job: JobId, agent: string): AsyncIterable<string>;
}
