/** A part of a bucket: all keys that begin with the prefix. */
export interface BucketPart {
  readonly bucket: string;
  readonly prefix: string;
}

/** A name that S3 allows. */
export const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);

/** As it is written. */
export const placeOf = ({ bucket, prefix }: BucketPart): string => `s3://${bucket}/${prefix}`;

/** An address that cannot be one may have a key and its secret in it: it is shown without them. */
export const withoutKeys = (place: string): string => place.replace(/\/\/[^/]*@/, "//…@");
