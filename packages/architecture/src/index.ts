export { type ReadColumnsOptions, readColumns, type TableRows } from "./columns/read-columns.ts";
export type * from "./contract/architecture.ts";
export type * from "./contract/candidate.ts";
export type * from "./contract/columns.ts";
export { defineFamily } from "./contract/define-family.ts";
export type * from "./contract/facts.ts";
export type * from "./contract/family.ts";
export type { FiledRows } from "./data/filed-rows.ts";
export { takeRows } from "./data/rows.ts";
export type { GivenTargets, Targets } from "./data/targets.ts";
export { ArchitectureError, type ArchitectureErrorCode } from "./error.ts";
export { type Preparing, preparingOf } from "./evaluation/preparing.ts";
export { sequenceFamilies } from "./families/sequence/index.ts";
export { tableFamilies } from "./families/table/index.ts";
export { textFamilies } from "./families/text/index.ts";
export { type TextEncoding, textEncoderFrom } from "./families/text/text-encoding.ts";
export * from "./images/index.ts";
export * from "./report/index.ts";
export { type DealRowsOptions, type DealtRows, dealRows } from "./search/deal-rows.ts";
export type { SearchEvent } from "./search/events.ts";
export type { Budget, SearchOptions } from "./search/options.ts";
export type * from "./search/result.ts";
export type { Scored } from "./search/scored.ts";
export { type NetworkSearch, type SearchData, searchNetwork } from "./search/search-network.ts";
export {
  type SharedNetworkOptions,
  type SharedNetworkSearch,
  sharedNetworkSearch,
} from "./search/sharing/shared-network-search.ts";
export * from "./series/index.ts";
export { architecture, type Changes } from "./spaces/architecture.ts";
export * from "./texts/index.ts";
export { type LoadedNetwork, loadNetwork, type NetworkPrediction } from "./writing/load-network.ts";
export { type BesideCard, type ColumnCard, hasCard, type InputCard, type NetworkCard } from "./writing/network-card.ts";
export { type NetworkFile, networkFiles, type Source } from "./writing/network-files.ts";
export type { DataCode } from "./writing/network-ts.ts";
