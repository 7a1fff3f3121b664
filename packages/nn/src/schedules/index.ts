export type { Progress, Schedule } from "./schedule.ts";
