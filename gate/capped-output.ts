/** Output of a command within a bound: its first and last bytes are kept, the middle is counted. */
export class CappedOutput {
  private readonly head: Buffer[] = [];
  private headSize = 0;
  private tail: Buffer[] = [];
  private tailSize = 0;
  private readonly headLimit: number;
  private readonly tailLimit: number;
  /** Bytes taken in all. */
  total = 0;

  /** `limit`: bytes kept; a quarter at the head (what was run), the rest at the tail (how it ended). */
  constructor(limit: number) {
    this.headLimit = Math.floor(limit / 4);
    this.tailLimit = limit - this.headLimit;
  }

  add(chunk: Buffer): void {
    this.total += chunk.length;
    const toHead = Math.min(chunk.length, this.headLimit - this.headSize);
    if (toHead > 0) {
      this.head.push(chunk.subarray(0, toHead));
      this.headSize += toHead;
    }
    if (toHead === chunk.length) return;
    this.tail.push(chunk.subarray(toHead));
    this.tailSize += chunk.length - toHead;
    if (this.tailSize > 2 * this.tailLimit) this.trim();
  }

  /** What was kept, with one line that says how much was not. */
  text(): string {
    this.trim();
    const left = this.total - this.headSize - this.tailSize;
    const gap = left > 0 ? Buffer.from(`\n[${left} bytes left out]\n`) : Buffer.alloc(0);
    return Buffer.concat([...this.head, gap, ...this.tail]).toString('utf8');
  }

  private trim(): void {
    if (this.tailSize <= this.tailLimit) return;
    const all = Buffer.concat(this.tail);
    this.tail = [all.subarray(all.length - this.tailLimit)];
    this.tailSize = this.tailLimit;
  }
}
