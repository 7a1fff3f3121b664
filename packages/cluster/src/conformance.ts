export type { Case } from "./conformance/case.ts";
export { type ClusterUnderTest, clusterConformance } from "./conformance/cluster.ts";
