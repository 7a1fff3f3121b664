/**
 * Whose fault an error is, and so what there is to do about it.
 *
 * - `usage`: what was asked for is wrong: an option, a name, a call. Change the program or the command.
 * - `data`: what was given to work on is wrong: rows, labels, shapes, the contents of a file. Change the data.
 * - `world`: something outside failed: the disk, a process, the runtime, a database. Try again, or repair it.
 */
export type Fault = "usage" | "data" | "world";
