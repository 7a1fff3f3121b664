export type { Agent, AgentPlan, AgentState, Cluster, JobId } from "./contract/cluster.ts";
export { ClusterError, type ClusterErrorCode } from "./error.ts";
export { kubernetes } from "./kubernetes/kubernetes.ts";
export { ray } from "./ray/ray.ts";
export { slurm } from "./slurm/slurm.ts";
