export { type BidirectionalOptions, bidirectional } from "./bidirectional.ts";
export type { Begun, Ended, RecurrentLayer, StatefulLayer } from "./contract/carried.ts";
export type { RecurrentOptions } from "./contract/options.ts";
export type { RecurrentCell, Step, Stepped } from "./contract/recurrent-cell.ts";
export { type ConvLstmOptions, convLstm2d } from "./conv-lstm2d.ts";
export { gru, gruCell } from "./gru.ts";
export { lstm, lstmCell } from "./lstm.ts";
export { type RnnOptions, rnn } from "./rnn.ts";
export { simpleRnn, simpleRnnCell } from "./simple-rnn.ts";
