export type { HeardEpoch, LoggedEpoch, LoggedRecord, Logger, RunLog } from "./contract/logger.ts";
export { csvLog } from "./csv-log.ts";
export { jsonLines } from "./json-lines.ts";
export { type TensorBoardOptions, tensorBoard } from "./tensor-board/tensor-board.ts";
