export { createEventLog, type EventLog } from "./event-log.ts";
export { yieldToEventLoop } from "./yield-to-event-loop.ts";
