import type { AgentState } from "../contract/cluster.ts";

/**
 * What Slurm's states of a job are to an agent (squeue's manual, "job state codes", versions 21 to 25). A job whose node
 * failed is begun again where it may be; then it is pending.
 */
const states: Readonly<Record<string, AgentState>> = {
  PENDING: "waiting",
  REQUEUED: "waiting",
  REQUEUE_FED: "waiting",
  REQUEUE_HOLD: "waiting",
  RESV_DEL_HOLD: "waiting",
  SPECIAL_EXIT: "waiting",
  CONFIGURING: "running",
  RUNNING: "running",
  RESIZING: "running",
  SIGNALING: "running",
  STAGE_OUT: "running",
  STOPPED: "running",
  SUSPENDED: "running",
  COMPLETING: "running",
  COMPLETED: "ended",
  CANCELLED: "ended",
  FAILED: "ended",
  TIMEOUT: "ended",
  DEADLINE: "ended",
  OUT_OF_MEMORY: "ended",
  PREEMPTED: "ended",
  REVOKED: "ended",
  BOOT_FAIL: "lost",
  NODE_FAIL: "lost",
  LAUNCH_FAILED: "lost",
};

/** Of a state that a newer Slurm has, all that is known is that the job is still there. */
export const stateOf = (state: string): AgentState => states[state] ?? "running";

/** Why a task waits, or how it failed: its status is that of `wait(2)`, an exit code above the signal that ended it. */
export const whyOf = (state: string, status: number, reason: string | undefined): string => {
  if (state === "PENDING" && reason) return `${state}: ${reason}`;
  if (state !== "FAILED" || !(status > 0)) return state;
  return `${state}: ${status > 255 ? `exit code ${status >> 8}` : `signal ${status & 127}`}`;
};
