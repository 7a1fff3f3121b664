/** A page of a room to begin with, and what there is to see on it. */
export interface Story<Choices> {
  readonly title: string;
  readonly says: string;
  readonly choices: Partial<Choices>;
}
