import type { Io, Sink } from '../io';

/** Lines at the end of a terminal that are written over again and again; other lines go above them. */
export class LiveBlock {
  private shown = 0;
  private lines: string[] = [];

  constructor(private readonly io: Io) {
    io.above = (write) => {
      this.clear();
      write();
      this.draw();
    };
  }

  /** Shows these lines instead of those before. */
  show(lines: string[]): void {
    this.clear();
    this.lines = lines;
    this.draw();
  }

  /** Takes the block away. */
  end(): void {
    this.clear();
    this.io.above = undefined;
  }

  private get sink(): Sink {
    return this.io.stderr;
  }

  private clear(): void {
    if (this.shown > 0) this.sink.write(`\u001b[${this.shown}F\u001b[J`);
    this.shown = 0;
  }

  private draw(): void {
    // A line that wraps would be two to move over: cut it to the width.
    const width = Math.max(20, (this.sink.columns ?? 80) - 1);
    const cut = this.lines.map((line) =>
      line.length > width
        ? `${Array.from(line)
            .slice(0, width - 1)
            .join('')}…`
        : line,
    );
    if (cut.length > 0) this.sink.write(`${cut.join('\n')}\n`);
    this.shown = cut.length;
  }
}
