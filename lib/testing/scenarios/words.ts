/** Reads a line of a scenario word by word, and says which line it was when a word does not fit. */

const AMOUNT = /^-?\d+(\.\d+)?$/;

export class Words {
  readonly #line: string;
  readonly #words: string[];

  constructor(line: string) {
    this.#line = line;
    this.#words = line.split(/\s+/).filter((word) => word !== "");
  }

  get done(): boolean {
    return this.#words.length === 0;
  }

  peek(): string | null {
    return this.#words[0] ?? null;
  }

  next(what: string): string {
    const word = this.#words.shift();
    if (word === undefined) throw this.fail(`${what} is missing`);
    return word;
  }

  /** Takes the word when it comes next. */
  skip(word: string): boolean {
    if (this.peek() !== word) return false;
    this.#words.shift();
    return true;
  }

  amount(what: string): string {
    const word = this.next(what);
    if (!AMOUNT.test(word)) throw this.fail(`${what} is no amount: ${word}`);
    return word;
  }

  oneOf<W extends string>(what: string, allowed: readonly W[]): W {
    const word = this.next(what);
    const found = allowed.find((each) => each === word);
    if (found === undefined) throw this.fail(`${what} is one of ${allowed.join(", ")}, not ${word}`);
    return found;
  }

  end(): void {
    if (!this.done) throw this.fail(`nobody understands "${this.#words.join(" ")}"`);
  }

  fail(problem: string): Error {
    return new Error(`${problem} (in "${this.#line}")`);
  }
}
