import type { Agent, AgentState } from "../contract/cluster.ts";

/** A job as Ray tells of it; of more fields nothing is read. */
export interface RayJob {
  readonly submission_id?: string | null;
  readonly status: string;
  readonly message?: string | null;
  readonly error_type?: string | null;
  readonly driver_agent_http_address?: string | null;
}

const states: Readonly<Record<string, AgentState>> = {
  PENDING: "waiting",
  RUNNING: "running",
  STOPPED: "ended",
  SUCCEEDED: "ended",
  FAILED: "ended",
};

/** A job as an agent. Ray begins none again: whose node died is lost. */
export const agentOf = (id: string, job: RayJob | undefined): Agent => {
  // What was deleted, or known to a head that was begun again, is not there any more.
  if (job === undefined) return { id, state: "ended" };
  const isLost = job.status === "FAILED" && job.error_type === "JOB_SUPERVISOR_ACTOR_DIED";
  const state = isLost ? "lost" : (states[job.status] ?? "running");
  const host = hostOf(job.driver_agent_http_address);
  const why = job.status === "RUNNING" ? undefined : whyOf(job);
  return { id, state, ...(host !== undefined && { host }), ...(why !== undefined && { why }) };
};

const hostOf = (address: string | null | undefined): string | undefined =>
  address ? new URL(address).hostname : undefined;

const whyOf = ({ status, message }: RayJob): string => {
  if (status === "PENDING") {
    const resources = /waiting for resources \([^)]*\) to become available/.exec(message ?? "")?.[0];
    return resources === undefined ? status : `${status}: ${resources}`;
  }
  if (status !== "FAILED" || !message) return status;
  const lines = message.trim().split("\n");
  const first = lines[0]!.replace(/,? last available logs.*$/, "").replace(/[.:]$/, "");
  // What kept an agent from beginning is said by the shell, and stands in no log of ours.
  const shell = lines.findLast((line) => /^(\/bin\/)?(ba|da)?sh: /.test(line));
  return [status, first, ...(shell === undefined ? [] : [shell])].join(": ");
};
