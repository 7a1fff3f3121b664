export { bucketVariables, encoded } from "./access.ts";
export { type Buckets, bucketsFor } from "./buckets.ts";
export type { ListedObject } from "./objects-in.ts";
export type { BucketFault, Owner } from "./owner.ts";
export { type BucketPart, isBucketName, placeOf, withoutKeys } from "./part.ts";
