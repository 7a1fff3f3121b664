export { type BidirectionalOptions, bidirectional } from "./bidirectional.ts";
export type { RecurrentOptions } from "./contract/options.ts";
export type { RecurrentLayer } from "./contract/recurrent.ts";
export { gru } from "./gru.ts";
export { lstm } from "./lstm.ts";
export { simpleRnn } from "./simple-rnn.ts";
