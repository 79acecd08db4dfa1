/** Turns passwords into what may be stored, and checks them slowly on purpose. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With null it does the same work and answers false: an unknown user takes as long as a wrong password. */
  verify(password: string, stored: string | null): Promise<boolean>;
  /** The stored hash was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean;
}
