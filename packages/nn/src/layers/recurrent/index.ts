export { type BidirectionalOptions, bidirectional } from "./bidirectional.ts";
export { gru } from "./gru.ts";
export { lstm } from "./lstm.ts";
export type { RecurrentOptions } from "./options.ts";
export type { RecurrentLayer } from "./recurrent.ts";
export { simpleRnn } from "./simple-rnn.ts";
