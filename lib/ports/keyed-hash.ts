/** A keyed hash for what must be recognisable without being readable, such as addresses in records that cannot be erased. */
export interface KeyedHash {
  hex(value: string): string;
}
