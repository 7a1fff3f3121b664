import type { KubernetesJob } from "./job-id.ts";

type Place = Pick<KubernetesJob, "namespace">;

const jobsIn = ({ namespace }: Place): string => `/apis/batch/v1/namespaces/${namespace}/jobs`;
const coreIn = ({ namespace }: Place): string => `/api/v1/namespaces/${namespace}`;

/** Where in the API things of a Job are. What has a user's choice in it was checked to need no escaping. */
export const paths = {
  version: "/version",
  jobs: jobsIn,
  job: (job: KubernetesJob): string => `${jobsIn(job)}/${job.name}`,
  /** Its pods go with it, each with its minute to end. */
  jobAndPods: (job: KubernetesJob): string => `${jobsIn(job)}/${job.name}?propagationPolicy=Background`,
  secrets: (place: Place): string => `${coreIn(place)}/secrets`,
  secret: (job: KubernetesJob): string => `${coreIn(job)}/secrets/${job.name}`,
  pods: (job: KubernetesJob): string => `${coreIn(job)}/pods?labelSelector=job-name%3D${job.name}`,
  pod: (place: Place, pod: string): string => `${coreIn(place)}/pods/${pod}`,
  /** What Kubernetes warned of about the Job itself: a quota, an account that is not there. */
  warnings: (job: KubernetesJob): string =>
    `${coreIn(job)}/events?fieldSelector=involvedObject.name%3D${job.name}%2Ctype%3DWarning`,
  log: (place: Place, pod: string): string => `${coreIn(place)}/pods/${pod}/log?container=agent`,
};
